package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code replay --speed}: a recording as live streams. */
class LiveReplayIT {
    private static final Pattern SCOPE_AND_DAY =
            Pattern.compile("\\{\"scope\":\"([^\"]*)\",\"day\":\"([^\"]*)\",\"status\":\"final\"");

    @TempDir
    Path dir;

    private final Commands commands = new Commands();

    @BeforeEach
    void recording() throws Exception {
        run("simulate", "--scenario", "tiny", "--out", path("tiny"));
        run("replay", path("tiny"), "--out", path("out"));
    }

    private String path(String name) {
        return dir.resolve(name).toString();
    }

    private void run(String... args) {
        assertThat(commands.run(args)).as(commands.err()).isZero();
    }

    @Test
    void whatIsToldLastOfEachDayIsWhatTheReplayTells() throws Exception {
        run("replay", path("tiny"), "--speed", "20000", "--out", path("live"));

        Map<String, String> days = finalDays(dir.resolve("out/daily.jsonl"));
        assertThat(days).hasSizeGreaterThan(2);
        assertThat(finalDays(dir.resolve("live/daily.jsonl"))).containsAllEntriesOf(days);
        assertThat(Files.readAllLines(dir.resolve("live/alerts.jsonl")))
                .containsAll(Files.readAllLines(dir.resolve("out/alerts.jsonl")));
    }

    @Test
    void brokersThatHoldRecordsAreLeftAlone() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir.resolve("kafka"), 0)) {
            run("simulate", "--scenario", "tiny", "--kafka", kafka.bootstrapServers());
            assertThat(commands.run("replay", path("tiny"), "--speed", "20000", "--kafka", kafka.bootstrapServers()))
                    .isEqualTo(1);
            assertThat(commands.err()).contains("has records in parkpulse.");
        }
    }

    @Test
    void itIsSaidWhereResultsMayGo() {
        assertThat(commands.run("replay", path("tiny"), "--speed", "60")).isEqualTo(2);
        assertThat(commands.err()).contains("--out, --influx or --kafka");
        assertThat(commands.run("replay", path("tiny"), "--out", path("other"), "--kafka", "localhost:1"))
                .isEqualTo(2);
        assertThat(commands.err()).contains("--speed");
        assertThat(dir.resolve("other")).doesNotExist();
    }

    /** The last line of each. */
    private static Map<String, String> finalDays(Path file) throws IOException {
        Map<String, String> days = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            Matcher identity = SCOPE_AND_DAY.matcher(line);
            if (identity.lookingAt()) {
                days.put(
                        identity.group(1) + "|" + identity.group(2),
                        line.replaceAll("\"revision\":\\d+", "\"revision\":0"));
            }
        }
        return days;
    }
}
