package io.parkpulse.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parkpulse.output.ReplayFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What really happens to meters and gates of a park, and the figures that are right then. */
public abstract class Situations {
    private static final Path RECORDINGS = Path.of("src/test/resources/situations");
    private static final long DAY = Duration.ofDays(1).toMillis();

    @TempDir
    Path temp;

    /** Writes the files of a replay. */
    protected abstract void replay(Path recording, Path out, Duration every) throws Exception;

    @Test
    void aRoofThatGivesMoreThanIsUsedMakesTheEnergyOfItsHoursNegative() throws Exception {
        Files files = replayed("roof-full-of-panels");

        for (String day : List.of("2020-03-16", "2020-03-17")) {
            files.energyOf("E1", day, 1_620_000, DAY);
            files.energyOf("E2", day, 2_400_000, DAY);
            files.rateOf(day, "power_work_rate", 2, 2);
        }
        assertThat(files.deadLetters()).isEmpty();
    }

    @Test
    void aMeterIsExchangedForAnotherWithoutAGap() throws Exception {
        Files files = replayed("meter-exchanged");

        for (String day : List.of("2020-03-16", "2020-03-17", "2020-03-18", "2020-03-19")) {
            files.energyOf("E1", day, 2_400_000, DAY);
            files.energyOf("E2", day, 2_400_000, DAY);
            files.rateOf(day, "power_work_rate", 2, 2);
        }
    }

    @Test
    void whoComesInByOneGateAndLeavesByAnotherIsNoLongerInside() throws Exception {
        Files files = replayed("two-gates", Duration.ofMinutes(5));

        assertThat(files.presentAt("2020-03-16T17:00:00+08:00")).isEqualTo(100);
        assertThat(files.presentAt("2020-03-16T17:05:00+08:00")).isEqualTo(60);
        assertThat(files.presentAt("2020-03-16T18:00:00+08:00")).isEqualTo(60);
        assertThat(files.presentAt("2020-03-16T18:05:00+08:00")).isEqualTo(20);
        assertThat(files.presentAt("2020-03-17T00:00:00+08:00")).isEqualTo(20);
        files.rateOf("2020-03-16", "staff_return", 100, 200);
        assertThat(files.deadLetters()).isEmpty();
    }

    @Test
    void aTenantWhoFollowsAnotherHasTheEnergyFromThenOn() throws Exception {
        Files files = replayed("tenant-follows");

        files.energyOf("E2", "2020-03-17", 1_200_000, DAY);
        for (String day : List.of("2020-03-18", "2020-03-19")) {
            files.energyOf("E1", day, 1_200_000, DAY);
            files.energyOf("E3", day, 1_200_000, DAY);
            files.rateOf(day, "enterprise_resumption", 2, 2);
            files.rateOf(day, "power_output_rate", 2_400_000, 2_400_000);
        }
        assertThat(files.run("unassigned_wh")).isZero();
    }

    @Test
    void theEnergyOfAVacantUnitIsNobodysAndIsSaid() throws Exception {
        Files files = replayed("tenant-leaves");

        for (String day : List.of("2020-03-18", "2020-03-19")) {
            files.energyOf("E1", day, 1_200_000, DAY);
            assertThat(files.enterprise("E3", day).get("metered").asBoolean()).isFalse();
        }
        assertThat(files.run("unassigned_wh")).isEqualTo(2_400_000);
    }

    @Test
    void energyThatIsToldTwiceCountsOnce() throws Exception {
        Files files = replayed("told-twice");

        files.energyOf("E1", "2020-03-16", 2_400_000, DAY); // quarters of an hour, and hours
        files.energyOf("E2", "2020-03-16", 2_400_000, DAY); // each again a second later
        files.energyOf("E4", "2020-03-16", 384_000, DAY); // stands still, and would have seemed to work
        assertThat(files.enterprise("E4", "2020-03-16").get("power_resumed").asBoolean())
                .isFalse();
        assertThat(files.deadLetters())
                .hasSize(24 + 96 + 24)
                .allSatisfy(letter -> assertThat(letter.get("reason").asText()).isEqualTo("overlap"));
    }

    @Test
    void hoursOfAClockThatWandersBySecondsCountWhole() throws Exception {
        Files files = replayed("told-twice");

        // The first 13 seconds of the recording are in none of them, the last 13 of the last one are in the next day.
        files.energyOf("E3", "2020-03-16", 2_399_638, DAY - 13_000);
    }

    @Test
    void hourlyReadingsOfAMeterThatIsExpectedEachQuarterCoverAQuarter() throws Exception {
        Files files = replayed("hourly-without-every");

        for (String enterprise : List.of("E1", "E2")) {
            files.energyOf(enterprise, "2020-03-16", 2_400_000, DAY / 4);
        }
        assertThat(files.all("2020-03-16").get("power_work_rate").isNull()).isTrue();
    }

    @Test
    void aTransformerIsRewiredAndTheRegisterRunsAtHalfTheSpeed() throws Exception {
        Files files = replayed("transformer-rewired");

        for (String day : List.of("2020-03-16", "2020-03-17", "2020-03-18")) {
            files.energyOf("E1", day, 2_400_000, DAY);
        }
    }

    @Test
    void anActualValueReplacesTheEstimateThatWasReceivedBefore() throws Exception {
        Files files = replayed("estimate-then-actual");

        for (String enterprise : List.of("E1", "E2")) { // by when they were received, and by their revision
            files.energyOf(enterprise, "2020-03-16", 480_000, DAY);
        }
        files.rateOf("2020-03-16", "power_work_rate", 0, 2);
    }

    private Files replayed(String name) throws Exception {
        return replayed(name, Duration.ofHours(1));
    }

    private Files replayed(String name, Duration every) throws Exception {
        Path out = temp.resolve("out");
        replay(RECORDINGS.resolve(name), out, every);
        return new Files(out);
    }

    private record Files(Path out) {
        void energyOf(String enterprise, String day, long wh, long coveredMillis) throws IOException {
            JsonNode line = enterprise(enterprise, day);
            assertThat(line.get("energy_wh").asLong())
                    .as("energy of %s on %s", enterprise, day)
                    .isEqualTo(wh);
            assertThat(line.get("covered_ms").asLong())
                    .as("coverage of %s on %s", enterprise, day)
                    .isEqualTo(coveredMillis);
        }

        void rateOf(String day, String measure, long n, long d) throws IOException {
            JsonNode rate = all(day).get(measure);
            assertThat(List.of(rate.get("n").asLong(), rate.get("d").asLong()))
                    .as("%s on %s", measure, day)
                    .containsExactly(n, d);
        }

        long presentAt(String local) throws IOException {
            return only(ReplayFiles.INDICES, "scope", "all", "local", local)
                    .get("present")
                    .asLong();
        }

        JsonNode all(String day) throws IOException {
            return only(ReplayFiles.DAILY, "scope", "all", "day", day);
        }

        JsonNode enterprise(String id, String day) throws IOException {
            return only(ReplayFiles.ENTERPRISES, "enterprise", id, "day", day);
        }

        List<JsonNode> deadLetters() throws IOException {
            return OutputFiles.lines(out.resolve(ReplayFiles.DEAD_LETTERS));
        }

        long run(String key) throws IOException {
            JsonNode value = OutputFiles.run(out).get(key);
            assertThat(value).as(key).isNotNull();
            return value.asLong();
        }

        private JsonNode only(String file, String key, String text, String otherKey, String otherText)
                throws IOException {
            List<JsonNode> found = OutputFiles.lines(out.resolve(file)).stream()
                    .filter(line -> line.get(key).asText().equals(text))
                    .filter(line -> line.get(otherKey).asText().equals(otherText))
                    .toList();
            assertThat(found).as("%s of %s in %s", text, otherText, file).hasSize(1);
            return found.get(0);
        }
    }
}
