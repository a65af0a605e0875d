package io.parkpulse.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parkpulse.model.Stream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlayerTest {
    private static final long START = 1_584_316_800_000L;

    @TempDir
    Path dir;

    private final List<String> played = new ArrayList<>();

    /** A reading so many minutes after the start. */
    private static String power(String meter, int minute) {
        return "{\"meter\":\"" + meter + "\",\"at\":" + (START + minute * 60_000L) + ",\"value\":1}";
    }

    private static String headcount(String enterprise, int minute) {
        return "{\"enterprise\":\"" + enterprise + "\",\"source\":\"s\",\"at\":" + (START + minute * 60_000L)
                + ",\"count\":1}";
    }

    private void write(Stream stream, String... lines) throws IOException {
        Files.writeString(dir.resolve(stream.fileName()), String.join("\n", lines) + "\n");
    }

    /** What is played, each as its stream, its line and the minute at which it is due. */
    private List<String> play() throws Exception {
        played.clear();
        long lines = Player.play(
                dir,
                Pace.unbounded(),
                (stream, line, due) -> played.add(stream.id() + " "
                        + new String(line, StandardCharsets.UTF_8)
                                .replaceAll(".*\"(meter|enterprise)\":\"(.*?)\".*", "$2")
                        + " "
                        + (due == Long.MIN_VALUE ? "-" : (due - START) / 60_000)));
        assertThat(lines).isEqualTo(played.size());
        return played;
    }

    @Test
    void streamsAreMergedInEventOrder() throws Exception {
        write(Stream.POWER, power("a", 0), power("b", 15), power("c", 30));
        write(Stream.HEADCOUNT, headcount("x", 10), headcount("y", 15), headcount("z", 40));
        assertThat(play())
                .containsExactly(
                        "power a 0", "headcount x 10", "headcount y 15", "power b 15", "power c 30", "headcount z 40");
    }

    @Test
    void aLateLineComesLateAgain() throws Exception {
        write(Stream.POWER, power("a", 0), power("b", 15), power("late", 2), power("c", 30));
        write(Stream.HEADCOUNT, headcount("x", 10));
        assertThat(play()).containsExactly("power a 0", "power b 2", "power late 2", "headcount x 10", "power c 30");
    }

    @Test
    void aLineFarAheadOfItsNeighboursCarriesNothingAlong() throws Exception {
        write(Stream.POWER, power("a", 0), power("wrong clock", 5_000_000), power("b", 15));
        write(Stream.HEADCOUNT, headcount("x", 10));
        assertThat(play()).containsExactly("power a 0", "headcount x 10", "power wrong clock 15", "power b 15");
    }

    @Test
    void linesWithoutATimeComeWithTheLineBefore() throws Exception {
        write(Stream.POWER, "junk", power("a", 5), "{", "\u00ff", power("b", 15), "+++");
        write(Stream.HEADCOUNT, headcount("x", 10));
        assertThat(play())
                .containsExactly(
                        "power junk 5",
                        "power a 5",
                        "power { 5",
                        "power \u00ff 5",
                        "headcount x 10",
                        "power b 15",
                        "power +++ 15");
    }

    @Test
    void aStreamWithoutAnyTimeComesAtOnce() throws Exception {
        write(Stream.POWER, "junk");
        assertThat(play()).containsExactly("power junk -");
    }

    @Test
    void linesAreGivenByteForByteAndBlankOnesNotAtAll() throws Exception {
        byte[] odd = {'a', (byte) 0xff, '\r'};
        byte[] last = new byte[1_000_000];
        java.util.Arrays.fill(last, (byte) 'x');
        java.io.ByteArrayOutputStream file = new java.io.ByteArrayOutputStream();
        file.write(odd);
        file.write("\n\n \t\r\n".getBytes(StandardCharsets.UTF_8));
        file.write(last); // no line feed at the end
        Files.write(dir.resolve("checkin.jsonl"), file.toByteArray());
        List<byte[]> lines = new ArrayList<>();
        Player.play(dir, Pace.unbounded(), (stream, line, due) -> lines.add(line));
        assertThat(lines).containsExactly(odd, last);
    }

    @Test
    void everyLineWaitsForItsTime() throws Exception {
        write(Stream.POWER, power("a", 0), power("b", 15));
        List<String> events = new ArrayList<>();
        Player.play(
                dir,
                eventMillis -> events.add("wait " + (eventMillis - START) / 60_000),
                (stream, line, due) -> events.add("line"));
        assertThat(events).containsExactly("wait 0", "line", "wait 15", "line");
    }

    @Test
    void aFailureOfTheSinkEndsIt() throws Exception {
        write(Stream.POWER, power("a", 0), power("b", 15));
        assertThatThrownBy(() -> Player.play(dir, Pace.unbounded(), (stream, line, due) -> {
                    throw new IOException("full");
                }))
                .hasMessage("full");
    }
}
