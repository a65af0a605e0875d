package io.parkpulse.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parkpulse.connectors.cluster.OwnFlink;
import io.parkpulse.oracle.Oracle;
import io.parkpulse.oracle.OutputComparison;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Days of all lengths, moves, and recordings with next to nothing in them: against the plain reference, and against
 * figures worked out by hand.
 */
class CalendarTest {
    private static final Duration EVERY = Duration.ofHours(1);
    private static final long HOUR = 3_600_000;

    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setConfiguration(OwnFlink.closed())
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(4)
            .build());

    @TempDir
    Path dir;

    private Path replay(HandMade handMade) throws Exception {
        Path recording = handMade.write(dir.resolve("recording"));
        Path out = dir.resolve("out");
        Oracle.replay(recording, dir.resolve("want"), EVERY);
        TestReplay.run(recording, out, EVERY, 2);
        OutputComparison.assertSame(dir.resolve("want"), out);
        return out;
    }

    private static JsonNode day(Path out, String day) throws Exception {
        return only(out, "enterprises.jsonl", "day", day);
    }

    private static JsonNode only(Path out, String file, String field, String value) throws Exception {
        List<JsonNode> lines = OutputFiles.lines(out.resolve(file)).stream()
                .filter(line -> line.get(field).asText().equals(value))
                .toList();
        assertThat(lines).as("lines of %s", value).hasSize(1);
        return lines.get(0);
    }

    private static List<String> texts(Path out, String file, String field) throws Exception {
        return OutputFiles.lines(out.resolve(file)).stream()
                .map(line -> line.get(field).asText())
                .distinct()
                .toList();
    }

    private static HandMade oneMeter(String zone) {
        return new HandMade().park("P", zone).enterprise("E", "P").hourlyMeter("M", "E");
    }

    private static void assertDay(JsonNode day, long windowMs, long energyWh) {
        assertThat(day.get("window_ms").asLong()).isEqualTo(windowMs);
        assertThat(day.get("covered_ms").asLong()).isEqualTo(windowMs);
        assertThat(day.get("energy_wh").asLong()).isEqualTo(energyWh);
    }

    @Test
    void theDayOnWhichClocksGoForwardInBerlinHas23Hours() throws Exception {
        Path out = replay(oneMeter("Europe/Berlin").kilowattHours("M", "2020-03-28T23:00:00Z", 48));

        assertDay(day(out, "2020-03-29"), 23 * HOUR, 23_000);
        assertDay(day(out, "2020-03-30"), 24 * HOUR, 24_000);
    }

    @Test
    void theDayOnWhichClocksGoBackInNewYorkHas25Hours() throws Exception {
        Path out = replay(oneMeter("America/New_York").kilowattHours("M", "2019-11-02T04:00:00Z", 50));

        assertDay(day(out, "2019-11-02"), 24 * HOUR, 24_000);
        assertDay(day(out, "2019-11-03"), 25 * HOUR, 25_000);
    }

    @Test
    void theDayOnWhichClocksGoBackHalfAnHourOnLordHoweIslandHas24AndAHalf() throws Exception {
        Path out = replay(oneMeter("Australia/Lord_Howe").kilowattHours("M", "2020-04-04T13:00:00Z", 36));

        assertDay(day(out, "2020-04-05"), 24 * HOUR + HOUR / 2, 24_500);
    }

    @Test
    void midnightInKathmanduIsAQuarterPastAnHour() throws Exception {
        Path out = replay(oneMeter("Asia/Kathmandu")
                .kilowattHour("M", "2020-03-09T19:00:00Z")
                .in("p1", "E", "2020-03-08T20:00:00Z")
                .in("p1", "E", "2020-03-11T00:00:00Z"));

        assertThat(day(out, "2020-03-09").get("energy_wh").asLong()).isEqualTo(250);
        assertThat(day(out, "2020-03-10").get("energy_wh").asLong()).isEqualTo(750);
        assertThat(texts(out, "indices.jsonl", "local")).contains("2020-03-10T00:45:00+05:45");
    }

    @Test
    void theLeapDayIsADay() throws Exception {
        Path out = replay(oneMeter("Asia/Shanghai").kilowattHours("M", "2020-02-27T16:00:00Z", 72));

        assertThat(texts(out, "daily.jsonl", "day")).containsExactly("2020-02-28", "2020-02-29", "2020-03-01");
        assertDay(day(out, "2020-02-29"), 24 * HOUR, 24_000);
    }

    @Test
    void anEnterpriseThatMovesTakesItsWholeDayWithIt() throws Exception {
        Path out = replay(new HandMade()
                .park("FROM", "Asia/Shanghai")
                .park("TO", "Asia/Shanghai")
                .enterprise("E", "FROM", "", "2020-03-11T12:00:00+08:00")
                .enterprise("E", "TO", "2020-03-11T12:00:00+08:00", "")
                .hourlyMeter("M", "E")
                .in("p1", "E", "2020-03-11T08:00:00+08:00")
                .kilowattHours("M", "2020-03-09T16:00:00Z", 48));

        assertThat(day(out, "2020-03-10").get("park").asText()).isEqualTo("FROM");
        assertThat(day(out, "2020-03-11").get("park").asText()).isEqualTo("TO");
        assertDay(day(out, "2020-03-11"), 24 * HOUR, 24_000);
        JsonNode moved = only(out, "daily.jsonl", "scope", "park:TO");
        assertThat(moved.get("day").asText()).isEqualTo("2020-03-11");
        assertThat(moved.get("staff_return").get("n").asLong()).isEqualTo(1);
        assertThat(only(out, "daily.jsonl", "scope", "park:FROM").get("day").asText())
                .isEqualTo("2020-03-10");
    }

    @Test
    void aParkWithoutEnterprisesIsInNoFigure() throws Exception {
        Path out = replay(oneMeter("Asia/Shanghai")
                .park("EMPTY", "Europe/Berlin")
                .kilowattHours("M", "2020-03-09T16:00:00Z", 24));

        assertThat(texts(out, "daily.jsonl", "scope")).containsExactly("all", "park:P");
        assertThat(texts(out, "indices.jsonl", "scope")).containsExactly("all", "park:P");
    }

    @Test
    void aRegistryWithoutEnterprisesGivesEmptyFiles() throws Exception {
        Path out = replay(new HandMade().park("P", "Asia/Shanghai").in("p1", "E", "2020-03-10T08:00:00+08:00"));

        assertThat(out.resolve("daily.jsonl")).isEmptyFile();
        assertThat(out.resolve("indices.jsonl")).isEmptyFile();
        assertThat(OutputFiles.run(out).at("/streams/checkin/dead").toString()).isEqualTo("{\"unknown-enterprise\":1}");
    }

    @Test
    void withoutMetersPeopleStillCount() throws Exception {
        HandMade handMade = new HandMade().park("P", "Asia/Shanghai").enterprise("E", "P");
        for (int person = 1; person <= 4; person++) {
            handMade.in("p" + person, "E", "2020-03-10T08:0" + person + ":00+08:00");
        }
        Path out = replay(handMade.in("p1", "E", "2020-03-11T00:00:00+08:00"));

        JsonNode park = only(out, "daily.jsonl", "scope", "park:P");
        assertThat(park.get("staff_return").get("n").asLong()).isEqualTo(4);
        assertThat(park.get("staff_return").get("d").asLong()).isEqualTo(10);
        assertThat(park.get("enterprise_resumption").get("printed").asText()).isEqualTo("100%");
        assertThat(park.get("power_work_rate").isNull()).isTrue();
        assertThat(park.get("resumption_index").isNull()).isTrue();
    }

    @Test
    void aRecordingWithoutAnyValidRecordGivesNoFigures() throws Exception {
        Path out = replay(oneMeter("Asia/Shanghai").power("{}\n").checkin("nonsense\n\n"));

        for (String file : List.of("indices.jsonl", "daily.jsonl", "enterprises.jsonl")) {
            assertThat(out.resolve(file)).isEmptyFile();
        }
        assertThat(Files.readAllLines(out.resolve("dead-letters.jsonl"))).hasSize(2);
        JsonNode run = OutputFiles.run(out);
        assertThat(run.get("first").isNull()).isTrue();
        assertThat(run.get("last").isNull()).isTrue();
    }

    @Test
    void emptyFilesGiveEmptyFiles() throws Exception {
        Path out = replay(oneMeter("Asia/Shanghai"));

        for (String file : List.of("indices.jsonl", "daily.jsonl", "enterprises.jsonl", "dead-letters.jsonl")) {
            assertThat(out.resolve(file)).isEmptyFile();
        }
    }

    @Test
    void oneStrayRecordOf2003CostsADayAndNotSeventeenYears() throws Exception {
        Path out = replay(
                oneMeter("Asia/Shanghai").in("p1", "E", "2003-05-06T07:08:09Z").in("p1", "E", "2020-03-16T10:30:00Z"));

        assertThat(texts(out, "indices.jsonl", "end"))
                .hasSize(24)
                .startsWith("2003-05-06T08:00:00Z")
                .endsWith("2003-05-07T07:00:00Z");
        assertThat(texts(out, "daily.jsonl", "day")).containsExactly("2003-05-06", "2020-03-16");
        assertThat(OutputFiles.run(out).get("first").asText()).isEqualTo("2003-05-06T07:08:09Z");
    }
}
