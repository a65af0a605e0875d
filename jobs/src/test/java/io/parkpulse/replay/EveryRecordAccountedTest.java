package io.parkpulse.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parkpulse.connectors.cluster.OwnFlink;
import io.parkpulse.model.Stream;
import io.parkpulse.oracle.RecordingFuzzer;
import io.parkpulse.output.ReplayFiles;
import io.parkpulse.simulator.Scenarios;
import io.parkpulse.simulator.Simulation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every record read is applied, a duplicate or a dead letter with its original bytes: counted here by other means. */
class EveryRecordAccountedTest {
    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setConfiguration(OwnFlink.closed())
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(4)
            .build());

    @TempDir
    Path dir;

    private final Set<String> reasons = new TreeSet<>();

    @Test
    void everyRecordReadEndsInExactlyOnePlaceWithEveryReasonThereIs() throws Exception {
        Path tiny = Files.createDirectories(dir.resolve("tiny"));
        new Simulation(Scenarios.named("tiny", 1, OptionalInt.empty(), OptionalInt.empty()), 1, true)
                .writeTo(tiny, (lines, expected) -> {});
        assertAccounted(tiny);
        for (long seed = 201; seed <= 204; seed++) {
            Path recording = dir.resolve("fuzz-" + seed);
            RecordingFuzzer.write(seed, recording);
            assertAccounted(recording);
        }

        // too-late is for live streams.
        assertThat(reasons)
                .containsExactlyInAnyOrder(
                        "malformed",
                        "bad-time",
                        "bad-value",
                        "unknown-meter",
                        "unknown-enterprise",
                        "outside-validity",
                        "future",
                        "implausible",
                        "glitch",
                        "overlap");
    }

    private void assertAccounted(Path recording) throws Exception {
        Path out = dir.resolve(recording.getFileName() + "-out");
        TestReplay.run(recording, out, Duration.ofDays(1), 2);
        List<JsonNode> letters = OutputFiles.lines(out.resolve(ReplayFiles.DEAD_LETTERS));
        List<String> sources = new ArrayList<>();
        for (Stream stream : Stream.values()) {
            List<byte[]> lines = lines(recording.resolve(stream.fileName()));
            Map<String, Long> dead = new TreeMap<>();
            int last = 0;
            for (JsonNode letter : letters) {
                if (!letter.get("stream").asText().equals(stream.id())) {
                    continue;
                }
                String[] source = letter.get("source").asText().split(":");
                assertThat(source[0]).isEqualTo(stream.fileName());
                int number = Integer.parseInt(source[1]);
                assertThat(number).as("numbers ascend").isGreaterThan(last);
                last = number;
                assertOriginal(letter, lines.get(number - 1));
                dead.merge(letter.get("reason").asText(), 1L, Long::sum);
                sources.add(stream.id());
            }
            JsonNode counts = OutputFiles.run(out).get("streams").get(stream.id());
            Map<String, Long> told = new TreeMap<>();
            counts.get("dead")
                    .properties()
                    .forEach(entry -> told.put(entry.getKey(), entry.getValue().asLong()));
            assertThat(told).as("dead of %s", stream).isEqualTo(dead);
            long read = lines.stream()
                    .filter(line -> !new String(line, StandardCharsets.ISO_8859_1).matches("[ \t\r]*"))
                    .count();
            assertThat(counts.get("read").asLong()).as("read of %s", stream).isEqualTo(read);
            assertThat(counts.get("applied").asLong()
                            + counts.get("duplicate").asLong()
                            + dead.values().stream().mapToLong(Long::longValue).sum())
                    .as("applied, duplicate and dead of %s", stream)
                    .isEqualTo(read);
            reasons.addAll(dead.keySet());
        }
        assertThat(letters.stream().map(letter -> letter.get("stream").asText()).toList())
                .as("checkin, headcount, power, and nothing else")
                .isEqualTo(sources);
    }

    private static void assertOriginal(JsonNode letter, byte[] line) throws IOException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
        } catch (CharacterCodingException e) {
            assertThat(letter.has("raw")).isFalse();
            assertThat(letter.get("raw_base64").binaryValue()).isEqualTo(line);
            return;
        }
        assertThat(letter.has("raw_base64")).isFalse();
        assertThat(letter.get("raw").asText()).isEqualTo(text);
    }

    private static List<byte[]> lines(Path file) throws IOException {
        List<byte[]> lines = new ArrayList<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (byte each : Files.readAllBytes(file)) {
            if (each == '\n') {
                lines.add(line.toByteArray());
                line.reset();
            } else {
                line.write(each);
            }
        }
        lines.add(line.toByteArray());
        return lines;
    }
}
