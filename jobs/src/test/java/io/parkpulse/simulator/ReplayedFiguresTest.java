package io.parkpulse.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parkpulse.alerts.AlertBook;
import io.parkpulse.connectors.cluster.OwnFlink;
import io.parkpulse.model.Registry;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.replay.TestReplay;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
            .setConfiguration(OwnFlink.closed())
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(4)
            .build());

    @TempDir
    Path dir;

    @Test
    void theSeedParksAreAsTheArticlesPrintAndThoseThatNeedWatchingRaiseAlerts() throws Exception {
        Path out = replay(Recordings.scenario("seed-parks", 1));
        assertPublished("seed-parks", out);

        List<String> alerts = new ArrayList<>();
        Recordings.eachObject(
                out.resolve("alerts.jsonl"),
                alert -> alerts.add(String.join(
                        " ",
                        List.of("rule", "scope", "state", "severity", "since", "at", "printed").stream()
                                .map(key -> alert.get(key).textValue())
                                .toList())));
        // Monday counts from six in the evening on, when most of a window's 24 hours lie in it.
        assertThat(alerts)
                .containsExactly(
                        "stale park:shanghaimiao firing warning 2020-03-16T02:30:00Z 2020-03-16T03:30:00Z 78.04%",
                        "lagging park:hefei-hightech firing warning 2020-03-16T10:00:00Z 2020-03-16T12:00:00Z 55.00%",
                        "lagging park:nantong-hightech firing warning 2020-03-16T10:00:00Z 2020-03-16T12:00:00Z 54.2%");
        Registry registry = RegistryReader.read(dir.resolve("recording")).registry();
        assertThat(AlertBook.notDue(
                        registry, Instant.parse("2020-03-16T16:00:00Z").toEpochMilli()))
                .containsExactly("handan");
    }

    @Test
    void theTinyParkIsAsTheTutorialComputesByHand() throws Exception {
        assertPublished("tiny", replay(Recordings.scenario("tiny", 1)));
    }

    private Path replay(Scenario scenario) throws Exception {
        Path recording = Recordings.write(scenario, 1, false, dir.resolve("recording"));
        Path out = dir.resolve("out");
        TestReplay.run(recording, out, Duration.ofMinutes(5), 2);
        return out;
    }

    private static void assertPublished(String expectations, Path out) {
        Map<String, JsonNode> lines = new HashMap<>();
        Recordings.eachObject(
                out.resolve("daily.jsonl"),
                line -> lines.put(
                        line.get("scope").textValue() + " " + line.get("day").textValue(), line));

        List<Published> published = Scenarios.published(expectations);
        assertThat(published).isNotEmpty();
        SoftAssertions softly = new SoftAssertions();
        for (Published expected : published) {
            JsonNode line = lines.get(expected.scope() + " " + expected.day());
            softly.assertThat(line).as("%s: its line", expected).isNotNull();
            if (line != null) {
                softly.assertThat(line.get("status").textValue())
                        .as("%s: status", expected)
                        .isEqualTo("final");
                assertFigure(expected, line.get(expected.measure().id()), softly);
            }
        }
        softly.assertAll();
    }

    private static void assertFigure(Published expected, JsonNode figure, SoftAssertions softly) {
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
