package io.parkpulse.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parkpulse.connectors.cluster.OwnFlink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Gates that count who comes in and who goes out, against figures worked out by hand. */
class GatesTest {
    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setConfiguration(OwnFlink.closed())
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path dir;

    private final List<String> records = new ArrayList<>();

    private Path replay(String zoneAndTurn) throws Exception {
        Path recording = Files.createDirectories(dir.resolve("recording"));
        Files.writeString(recording.resolve("parks.csv"), "park_id,zone,turn\nP," + zoneAndTurn + "\n");
        Files.writeString(
                recording.resolve("enterprises.csv"),
                "enterprise_id,park_id,staff_registered,staff_source\nE,P,200,HEADCOUNT\nF,P,10,HEADCOUNT\n");
        Files.writeString(recording.resolve("meters.csv"), "meter_id,enterprise_id\n");
        Files.write(recording.resolve("headcount.jsonl"), records);
        Path out = dir.resolve("out");
        TestReplay.run(recording, out, Duration.ofMinutes(5), 2);
        return out;
    }

    private void passes(String gate, String at, int in, int out) {
        records.add("{\"enterprise\":\"E\",\"source\":\"%s\",\"at\":\"%s\",\"in\":%d,\"out\":%d}"
                .formatted(gate, at, in, out));
    }

    private void counts(String gate, String at, int count) {
        records.add("{\"enterprise\":\"E\",\"source\":\"%s\",\"at\":\"%s\",\"count\":%d}".formatted(gate, at, count));
    }

    private void countsAtTheOther(String at, int count) {
        records.add("{\"enterprise\":\"F\",\"source\":\"hall\",\"at\":\"%s\",\"count\":%d}".formatted(at, count));
    }

    /** Persons present, by local time of the window's end. */
    private static Map<String, Long> present(Path out) throws Exception {
        return OutputFiles.lines(out.resolve("indices.jsonl")).stream()
                .filter(line -> line.get("scope").asText().equals("park:P"))
                .collect(Collectors.toMap(
                        line -> line.get("local").asText(),
                        line -> line.get("present").asLong()));
    }

    private static JsonNode day(Path out, String day) throws Exception {
        return OutputFiles.lines(out.resolve("enterprises.jsonl")).stream()
                .filter(line -> line.get("day").asText().equals(day)
                        && line.get("enterprise").asText().equals("E"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void twoGatesOfWhichOneLetsInAndTheOtherOut() throws Exception {
        for (int hour = 0; hour <= 24; hour++) {
            String at = "2020-03-%02dT%02d:00:00+08:00".formatted(16 + hour / 24, hour % 24);
            passes("A", at, hour == 8 || hour == 9 ? 50 : 0, 0);
            passes("B", at, 0, hour == 17 || hour == 18 ? 40 : 0);
        }

        Path out = replay("Asia/Shanghai,");

        assertThat(present(out))
                .containsEntry("2020-03-16T08:00:00+08:00", 0L)
                .containsEntry("2020-03-16T08:05:00+08:00", 50L)
                .containsEntry("2020-03-16T17:00:00+08:00", 100L)
                // A passage counts after its instant.
                .containsEntry("2020-03-16T17:05:00+08:00", 60L)
                .containsEntry("2020-03-16T18:00:00+08:00", 60L)
                .containsEntry("2020-03-16T18:05:00+08:00", 20L)
                .containsEntry("2020-03-17T00:00:00+08:00", 20L);
        assertThat(day(out, "2020-03-16").get("returned").asLong()).isEqualTo(100);
        assertThat(OutputFiles.lines(out.resolve("daily.jsonl")).stream()
                        .filter(line -> line.get("scope").asText().equals("park:P")
                                && line.get("day").asText().equals("2020-03-16"))
                        .map(line -> line.get("staff_return").get("printed").asText()))
                .containsExactly("47.62%");
        assertThat(Files.size(out.resolve("dead-letters.jsonl"))).isZero();
    }

    @Test
    void gatesBeginAnewAtTheTurnAlsoWhereTheClockSkipsIt() throws Exception {
        passes("door", "2020-03-28T22:30:00+01:00", 4, 0);
        passes("door", "2020-03-29T01:10:00Z", 2, 0);
        passes("door", "2020-03-29T01:30:00Z", 1, 0);
        passes("door", "2020-03-29T09:00:00+02:00", 0, 3);
        counts("hall", "2020-03-29T10:00:00+02:00", 5);

        Path out = replay("Europe/Berlin,02:30");

        assertThat(present(out))
                .containsEntry("2020-03-29T03:15:00+02:00", 6L)
                .containsEntry("2020-03-29T03:30:00+02:00", 6L)
                .containsEntry("2020-03-29T03:35:00+02:00", 1L)
                // Two more have gone out than have come in since.
                .containsEntry("2020-03-29T09:05:00+02:00", 0L)
                .doesNotContainKey("2020-03-29T10:05:00+02:00");
        // Of the day only its own passages count: two before the turn.
        assertThat(day(out, "2020-03-28").get("returned").asLong()).isEqualTo(4);
        assertThat(day(out, "2020-03-29").get("returned").asLong()).isEqualTo(2);
    }

    /** The turn of the day before is 25 hours away, and nothing of the enterprise lies in the window any more. */
    @Test
    void whoCameInStaysUntilTheTurnThatClocksPutOff() throws Exception {
        passes("door", "2020-10-24T04:05:00+02:00", 3, 0);
        countsAtTheOther("2020-10-24T12:00:00+02:00", 0);
        countsAtTheOther("2020-10-25T12:00:00+01:00", 0);

        Path out = replay("Europe/Berlin,");

        assertThat(present(out))
                .containsEntry("2020-10-25T03:30:00+01:00", 3L)
                .containsEntry("2020-10-25T04:00:00+01:00", 3L)
                .containsEntry("2020-10-25T04:05:00+01:00", 0L);
    }

    @Test
    void aNegativeCountIsToldWhatToSend() throws Exception {
        counts("B", "2020-03-16T17:00:00+08:00", -80);
        passes("B", "2020-03-16T18:00:00+08:00", 1, 0);

        Path out = replay("Asia/Shanghai,");

        assertThat(OutputFiles.lines(out.resolve("dead-letters.jsonl")))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.get("reason").asText()).isEqualTo("bad-value");
                    assertThat(letter.get("detail").asText())
                            .isEqualTo("count -80: negative; what counts who passes sends \"in\" and \"out\" in place"
                                    + " of \"count\"");
                });
    }
}
