package io.parkpulse.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parkpulse.connectors.cluster.OwnFlink;
import io.parkpulse.oracle.Oracle;
import io.parkpulse.oracle.OutputComparison;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Stream files as they come out of other people's programs; each is compared with the plain reference, too. */
class StreamFilesTest {
    private static final Duration EVERY = Duration.ofHours(1);
    private static final String IN = "{\"person\":\"%s\",\"enterprise\":\"E\",\"at\":%d,\"direction\":\"IN\"}";
    private static final long START = 1_584_316_800_000L; // 2020-03-16T00:00Z

    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setConfiguration(OwnFlink.closed())
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(4)
            .build());

    @TempDir
    Path dir;

    private final HandMade handMade = new HandMade()
            .park("P", "Asia/Shanghai")
            .enterprise("E", "P")
            .hourlyMeter("M", "E")
            .kilowattHours("M", "2020-03-15T16:00:00Z", 25);

    private static String in(int person) {
        return IN.formatted("p" + person, START + person);
    }

    /** What run.json says of the check-ins. */
    private JsonNode replay() throws Exception {
        return replay(handMade.write(dir.resolve("recording")));
    }

    private JsonNode replay(Path recording) throws Exception {
        Oracle.replay(recording, dir.resolve("want"), EVERY);
        TestReplay.run(recording, dir.resolve("out"), EVERY, 2);
        OutputComparison.assertSame(dir.resolve("want"), dir.resolve("out"));
        return OutputFiles.run(dir.resolve("out")).at("/streams/checkin");
    }

    private List<JsonNode> deadLetters() throws IOException {
        return OutputFiles.lines(dir.resolve("out").resolve("dead-letters.jsonl"));
    }

    private static void assertCounts(JsonNode checkins, long read, long applied, String dead) {
        assertThat(checkins.get("read").asLong()).as("read").isEqualTo(read);
        assertThat(checkins.get("applied").asLong()).as("applied").isEqualTo(applied);
        assertThat(checkins.get("dead").toString()).isEqualTo(dead);
    }

    @Test
    void aStreamThatIsMissingHasNoRecords() throws Exception {
        Path recording = handMade.write(dir.resolve("recording"));
        Files.delete(recording.resolve("checkin.jsonl"));
        Files.delete(recording.resolve("headcount.jsonl"));

        assertCounts(replay(recording), 0, 0, "{}");
    }

    @Test
    void linesMayEndInCrLfAndTheLastOneInNothing() throws Exception {
        handMade.checkin(in(1) + "\r\n\r\n" + in(2) + "\r\n \t\r\n" + in(3));

        assertCounts(replay(), 3, 3, "{}");
    }

    @Test
    void aLineThatIsCutIsMalformed() throws Exception {
        handMade.checkin(in(1) + "\n" + in(2).substring(0, 30));

        assertCounts(replay(), 2, 1, "{\"malformed\":1}");
        assertThat(deadLetters().get(0).get("raw").asText()).isEqualTo(in(2).substring(0, 30));
    }

    @Test
    void aByteOrderMarkIsPassedOverWhereverItsLineStands() throws Exception {
        handMade.checkin("\ufeff" + in(1) + "\n" + in(2) + "\n\ufeff" + in(3) + "\n\ufeff{}\n");

        assertCounts(replay(), 4, 3, "{\"malformed\":1}");
        assertThat(deadLetters().get(0).get("raw").asText()).isEqualTo("\ufeff{}");
    }

    @Test
    void bytesThatAreNotUtf8AreKept() throws Exception {
        byte[] gbk = in(1).replace("p1", "张三").getBytes(Charset.forName("GBK"));
        handMade.checkin(gbk).checkin("\n" + in(2) + "\n");

        assertCounts(replay(), 2, 1, "{\"malformed\":1}");
        assertThat(deadLetters().get(0).get("raw_base64").binaryValue()).isEqualTo(gbk);
    }

    @Test
    void nulBytesAreMalformedAndKept() throws Exception {
        handMade.checkin(new byte[5000]).checkin("\n" + in(2) + "\n");

        assertCounts(replay(), 2, 1, "{\"malformed\":1}");
        assertThat(deadLetters().get(0).get("raw").asText()).isEqualTo("\0".repeat(5000));
    }

    @Test
    void aMillionBytesAreALineAndOneMoreIsMalformed() throws Exception {
        String most = padded(1, 1_000_000);
        String tooMuch = padded(2, 1_000_001);
        handMade.checkin(most + "\n" + tooMuch + "\n" + tooMuch + "\r\n" + in(3));

        assertCounts(replay(), 4, 2, "{\"malformed\":2}");
        assertThat(deadLetters().get(0).get("raw").asText()).isEqualTo(tooMuch);
        assertThat(deadLetters().get(1).get("raw").asText()).isEqualTo(tooMuch + "\r");
    }

    private static String padded(int person, int length) {
        String line = in(person);
        return line.substring(0, line.length() - 1) + " ".repeat(length - line.length()) + "}";
    }

    @Test
    void idsMayBeLongerThanAnybodyNeeds() throws Exception {
        String person = "张".repeat(30_000);
        handMade.checkin(IN.formatted(person, START) + "\n"
                + IN.replace("\"E\"", "\"" + person + "\"").formatted("p", START));

        assertCounts(replay(), 2, 1, "{\"unknown-enterprise\":1}");
    }

    @Test
    void aLineOfFiveMegabytesIsKeptWhole() throws Exception {
        // Of characters of one to four bytes, so that some lie across the ends of any buffer.
        String line = "a\"\\\t\u0001é张😀".repeat(320_000);
        assertThat(line.getBytes(StandardCharsets.UTF_8).length).isGreaterThan(4 << 20);
        handMade.checkin(in(1) + "\n" + line + "\n" + in(3) + "\n" + line);

        assertCounts(replay(), 4, 2, "{\"malformed\":2}");
        assertThat(deadLetters().get(0).get("source").asText()).isEqualTo("checkin.jsonl:2");
        assertThat(deadLetters().get(0).get("raw").asText().equals(line)).isTrue();
        assertThat(deadLetters().get(1).get("raw").asText().equals(line)).isTrue();
    }

    @Test
    void aLineOfFiveMegabytesThatIsNotUtf8IsKeptWhole() throws Exception {
        byte[] line = "张".repeat(1_700_000).getBytes(StandardCharsets.UTF_8);
        line[line.length - 1] = 'x';
        handMade.checkin(line).checkin("\n" + in(2));

        assertCounts(replay(), 2, 1, "{\"malformed\":1}");
        assertThat(deadLetters().get(0).get("raw_base64").binaryValue()).isEqualTo(line);
    }

    @Test
    void aFileThatIsCutWhileItIsReadFailsTheRun() throws Exception {
        Path recording = handMade.checkin(in(1) + "\n" + in(2) + "\n").write(dir.resolve("recording"));
        Path checkins = recording.resolve("checkin.jsonl");

        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> TestReplay.run(recording, dir.resolve("out"), EVERY, 1, () -> cut(checkins))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the job failed")
                .hasMessageContaining("shorter");
    }

    private static void cut(Path file) {
        try {
            Files.write(file, new byte[10], StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
