package io.parkpulse.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is published comes out when the readings are added up, and only then: nothing in a recording states it. */
class PublishedFiguresTest {

    @TempDir
    Path directory;

    @Test
    void theReadingsOfTheSeedParksAddUpToWhatTheArticlesPrint() {
        Path recording = Recordings.write(Recordings.scenario("seed-parks", 1), 1, false, directory);

        assertFigures(recording, "seed-parks");
    }

    @Test
    void theyDoSoForAnotherSeedAndASingleDay() {
        Scenario scenario = Scenarios.named("seed-parks", 20_200_316, OptionalInt.of(1), OptionalInt.empty());
        Path recording = Recordings.write(scenario, 20_200_316, false, directory);

        assertFigures(recording, "seed-parks");
    }

    @Test
    void theReadingsOfTheTinyParkAddUpToWhatTheTutorialComputesByHand() {
        Path recording = Recordings.write(Recordings.scenario("tiny", 1), 1, false, directory);

        assertFigures(recording, "tiny");
    }

    @Test
    void theProvinceIsZhejiangOnTheTenthOfFebruary() {
        long[] sums = new long[4];
        List<Published> expected = Scenarios.published("province");
        Recordings.scenario("province", 1).premises(premises -> {
            Premises.Occupant occupant = premises.occupants().get(0);
            long energy = premises.energyWh(occupant, 0);
            long baseline = occupant.row().baselineWh();
            sums[0]++;
            sums[1] += baseline;
            if (energy * 10 >= baseline * 3) {
                sums[2]++;
                sums[3] += energy;
            }
        });

        assertThat(sums[2]).isEqualTo(expected.get(0).n());
        assertThat(sums[0]).isEqualTo(expected.get(0).d());
        assertThat(percent(sums[3], sums[1])).isEqualTo(expected.get(1).printed());
        assertThat(50 * (sums[2] / (double) sums[0] + sums[3] / (double) sums[1]))
                .isCloseTo(
                        Double.parseDouble(expected.get(2).printed()),
                        org.assertj.core.data.Offset.strictOffset(0.005));
    }

    private static String percent(long n, long d) {
        return new java.math.BigDecimal(n)
                        .multiply(java.math.BigDecimal.valueOf(100))
                        .divide(new java.math.BigDecimal(d), 2, java.math.RoundingMode.HALF_UP)
                + "%";
    }

    static void assertFigures(Path recording, String scenario) {
        SoftAssertions softly = new SoftAssertions();
        List<Published> expectations = Scenarios.published(scenario);
        for (LocalDate day :
                expectations.stream().map(Published::day).distinct().toList()) {
            AddedUp added = new AddedUp(recording, day);
            for (Published expected : expectations) {
                if (expected.day().equals(day)) {
                    AddedUp.Figure figure =
                            added.figure(expected.scope(), expected.measure().id());
                    String name = expected + " is " + figure + ": ";
                    softly.assertThat(figure.n()).as(name + "n").isEqualTo(or(expected.n(), figure.n()));
                    softly.assertThat(figure.d()).as(name + "d").isEqualTo(or(expected.d(), figure.d()));
                    softly.assertThat(figure.printed())
                            .as(name + "printed")
                            .isEqualTo(or(expected.printed(), figure.printed()));
                }
            }
        }
        softly.assertAll();
    }

    private static <T> T or(T expected, T found) {
        return expected == null ? found : expected;
    }
}
