package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parkpulse.kafka.Topics;
import io.parkpulse.model.DeadReason;
import io.parkpulse.pipeline.IndexWorkflow;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.ExecutionOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page for operators speaks of everything that can happen to them, and of nothing that cannot. */
class OperationsPageTest {
    private static final Path DOCS = Path.of("..", "docs");

    private static String page;

    @BeforeAll
    static void read() throws IOException {
        page = Files.readString(DOCS.resolve("operations.md"));
    }

    @Test
    void saysWhatToDoForEachReasonOfADeadLetter() {
        // What the topic has besides are rows of the registry and declarations.
        List<String> reasons = Stream.concat(Stream.of(DeadReason.values()).map(DeadReason::id), Stream.of("refused"))
                .toList();

        assertThat(firstCells("Dead letters")).containsExactlyElementsOf(reasons);
    }

    @Test
    void saysWhatToDoForEachAlert() throws IOException {
        List<String> alerts = new ArrayList<>();
        for (JsonNode group : DockerFiles.yaml("prometheus/rules.yml").get(0).get("groups")) {
            group.get("rules").forEach(rule -> alerts.add(rule.get("alert").asText()));
        }

        assertThat(firstCells("Alerts of the job")).containsExactlyElementsOf(alerts);
    }

    @Test
    void saysHowLongEachTopicIsKept() throws IllegalAccessException {
        String retention = section("Retention");
        for (Field field : Topics.class.getFields()) {
            if (field.getType() == String.class) {
                String topic = (String) field.get(null);
                assertThat(retention)
                        .as(topic)
                        .containsAnyOf("`" + topic + "`", "`" + topic.substring("parkpulse".length()) + "`");
            }
        }
    }

    @Test
    void saysWhichSettingsCloseFlink() throws IOException {
        String close = section("Close");
        DockerFiles.flinkProperties(DockerFiles.services().get("jobmanager")).keySet().stream()
                .filter(key -> key.startsWith("web.") || key.endsWith(".port") && !key.startsWith("metrics."))
                .forEach(key -> assertThat(close).contains("`" + key));
        assertThat(close)
                .contains("rest.bind-address", "jobmanager.bind-host", "taskmanager.bind-host")
                .contains("security.ssl.internal.enabled", "Kafka", "InfluxDB", "Prometheus", "PARKPULSE_WALL_TOKEN");
    }

    @Test
    void namesWhatTheJobSetsOfItsState() {
        assertThat(IndexWorkflow.configuration().get(ExecutionOptions.SNAPSHOT_COMPRESSION))
                .isTrue();
        assertThat(section("Sizing")).contains("`" + ExecutionOptions.SNAPSHOT_COMPRESSION.key() + "`");
    }

    @Test
    void linksToWhatIsThere() {
        for (MatchResult link : matches("]\\(([^)#]+)[^)]*\\)", page)) {
            assertThat(DOCS.resolve(link.group(1))).exists();
        }
        for (MatchResult link : matches("]\\(#([^)]+)\\)", page)) {
            assertThat(page.toLowerCase(Locale.ROOT))
                    .contains("\n## " + link.group(1).replace('-', ' '));
        }
    }

    private static List<String> firstCells(String heading) {
        return matches("(?m)^\\| `([^`]+)` \\|", section(heading)).stream()
                .map(cell -> cell.group(1))
                .toList();
    }

    private static String section(String heading) {
        int start = page.indexOf("\n## " + heading + "\n");
        assertThat(start).as(heading).isPositive();
        int end = page.indexOf("\n## ", start + 1);
        return page.substring(start, end < 0 ? page.length() : end);
    }

    private static List<MatchResult> matches(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().toList();
    }
}
