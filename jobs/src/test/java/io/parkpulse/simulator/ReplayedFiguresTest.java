package io.parkpulse.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parkpulse.replay.TestReplay;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The job computes from a recording of the seed parks what the articles print of them. */
class ReplayedFiguresTest {
    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(4)
            .build());

    @TempDir
    Path dir;

    @Test
    void theSeedParksAreAsTheArticlesPrint() throws Exception {
        Scenario lastDay = Scenarios.named("seed-parks", 1, OptionalInt.of(1), OptionalInt.empty());
        assertPublished(lastDay, "seed-parks");
    }

    @Test
    void theTinyParkIsAsTheTutorialComputesByHand() throws Exception {
        assertPublished(Recordings.scenario("tiny", 1), "tiny");
    }

    private void assertPublished(Scenario scenario, String expectations) throws Exception {
        Path recording = Recordings.write(scenario, 1, false, dir.resolve("recording"));
        Path out = dir.resolve("out");
        TestReplay.run(recording, out, Duration.ofDays(1), 2);
        Map<String, JsonNode> lines = new HashMap<>();
        Recordings.eachObject(
                out.resolve("daily.jsonl"),
                line -> lines.put(
                        line.get("scope").textValue() + " " + line.get("day").textValue(), line));

        List<Expectation> published = Expectation.of(expectations);
        assertThat(published).isNotEmpty();
        SoftAssertions softly = new SoftAssertions();
        for (Expectation expected : published) {
            JsonNode line = lines.get(expected.scope() + " " + expected.day());
            softly.assertThat(line).as("%s: its line", expected).isNotNull();
            if (line != null) {
                softly.assertThat(line.get("status").textValue())
                        .as("%s: status", expected)
                        .isEqualTo("final");
                assertFigure(expected, line.get(expected.measure()), softly);
            }
        }
        softly.assertAll();
    }

    private static void assertFigure(Expectation expected, JsonNode figure, SoftAssertions softly) {
        softly.assertThat(figure).as("%s: the figure", expected).isNotNull();
        if (figure == null) {
            return;
        }
        if (expected.n() != null) {
            softly.assertThat(figure.path("n").asLong(-1))
                    .as("%s: n of %s (%s)", expected, figure, expected.source())
                    .isEqualTo(expected.n());
        }
        if (expected.d() != null) {
            softly.assertThat(figure.path("d").asLong(-1))
                    .as("%s: d of %s (%s)", expected, figure, expected.source())
                    .isEqualTo(expected.d());
        }
        if (expected.printed() != null) {
            softly.assertThat(figure.path("printed").asText())
                    .as("%s: printed of %s (%s)", expected, figure, expected.source())
                    .isEqualTo(expected.printed());
        }
    }
}
