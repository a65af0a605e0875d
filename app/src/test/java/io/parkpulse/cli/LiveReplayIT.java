package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parkpulse.embedded.EmbeddedKafka;
import io.parkpulse.model.Stream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
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
    }

    private String path(String name) {
        return dir.resolve(name).toString();
    }

    private void run(String... args) {
        assertThat(commands.run(args)).as(commands.err()).isZero();
    }

    @Test
    void whatIsEmittedLastOfEachDayIsWhatTheReplayEmits() throws Exception {
        run("replay", path("tiny"), "--out", path("out"));
        run("replay", path("tiny"), "--speed", "20000", "--out", path("live"));

        Map<String, String> days = finalDays(dir.resolve("out/daily.jsonl"));
        assertThat(days).hasSizeGreaterThan(2);
        assertThat(finalDays(dir.resolve("live/daily.jsonl"))).containsAllEntriesOf(days);
        assertThat(Files.readAllLines(dir.resolve("live/alerts.jsonl")))
                .containsAll(Files.readAllLines(dir.resolve("out/alerts.jsonl")));
    }

    @Test
    void linesThatComeLateMakeNoRecordDeadAndTheDaysAreTheReplays() throws Exception {
        Random random = new Random(7);
        rearrange(line -> at(line) + (random.nextInt(3) == 0 ? random.nextInt(40 * 3_600_000) : 0));
        assertSpedUpIsReplay();
        assertThat(commands.err()).doesNotContain("in no order");
    }

    @Test
    void linesInNoOrderAreSortedFirstAndTheDaysAreTheReplays() throws Exception {
        Random random = new Random(8);
        rearrange(line -> random.nextLong());
        assertSpedUpIsReplay();
        assertThat(commands.err())
                .contains("warning: power.jsonl: its lines are in no order, they were played in the order");
    }

    private void assertSpedUpIsReplay() throws Exception {
        run("replay", path("tiny"), "--out", path("rearranged"));
        run("replay", path("tiny"), "--speed", "20000", "--out", path("live"));

        assertThat(dir.resolve("live/dead-letters.jsonl"))
                .content()
                .doesNotContain("\"future\"")
                .doesNotContain("\"too-late\"");
        Map<String, String> days = finalDays(dir.resolve("rearranged/daily.jsonl"));
        assertThat(days).hasSizeGreaterThan(2);
        assertThat(finalDays(dir.resolve("live/daily.jsonl"))).containsAllEntriesOf(days);
        JsonNode streams = new ObjectMapper()
                .readTree(dir.resolve("rearranged/run.json").toFile())
                .get("streams");
        // What a replay's end shows as well: what became of the records, and where to read.
        for (String stream : List.of("power", "headcount", "checkin")) {
            JsonNode of = streams.get(stream);
            assertThat(commands.out())
                    .containsPattern(String.format(
                            Locale.ROOT,
                            stream + " +%,d +%,d +%,d +0\\b",
                            of.get("read").asLong(),
                            of.get("applied").asLong(),
                            of.get("duplicate").asLong()));
        }
        assertThat(commands.out()).contains("files in " + path("live") + ": daily.jsonl");
    }

    /** Puts the lines of each stream in the order of these keys. */
    private void rearrange(ToLongFunction<String> key) throws IOException {
        for (Stream stream : Stream.values()) {
            Path file = dir.resolve("tiny").resolve(stream.fileName());
            List<Map.Entry<Long, String>> lines = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                lines.add(Map.entry(key.applyAsLong(line), line));
            }
            lines.sort(Map.Entry.comparingByKey());
            Files.write(file, lines.stream().map(Map.Entry::getValue).toList());
        }
    }

    private static long at(String line) {
        return OffsetDateTime.parse(line.replaceAll(".*\"at\":\"([^\"]*)\".*", "$1"))
                .toInstant()
                .toEpochMilli();
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
