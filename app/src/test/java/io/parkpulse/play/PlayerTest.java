package io.parkpulse.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parkpulse.model.Stream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
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

    private Player player() throws IOException {
        return Player.of(dir, dir.resolve("sorted"));
    }

    /** What is played, each as its stream, its line and the minute at which it is due. */
    private List<String> play() throws Exception {
        played.clear();
        long lines = player().play(
                        Pacer.unbounded(),
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
        assertThat(play()).containsExactly("power a 0", "headcount x 10", "power b 15", "power late 15", "power c 30");
    }

    @Test
    void aLineAheadOfItsNeighboursWaitsForItsTimeAndCarriesNothingAlong() throws Exception {
        write(
                Stream.POWER,
                power("a", 0),
                power("ahead", 180),
                power("b", 15),
                power("c", 30),
                power("d", 45),
                power("e", 240));
        assertThat(play())
                .containsExactly(
                        "power a 0", "power b 15", "power c 30", "power d 45", "power ahead 180", "power e 240");
    }

    @Test
    void aLineComesWhenItWasReceived() throws Exception {
        write(
                Stream.POWER,
                power("a", 0),
                power("late", 5).replace("}", ",\"received\":" + (START + 40 * 60_000L) + "}"),
                power("early", 60).replace("}", ",\"received\":" + (START + 20 * 60_000L) + "}"),
                power("b", 30));
        assertThat(play()).containsExactly("power a 0", "power early 20", "power b 30", "power late 40");
    }

    @Test
    void aRecordingInNoOrderIsPlayedInTheOrderOfTime() throws Exception {
        List<String> lines = new ArrayList<>();
        List<String> inOrder = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            lines.add(power("m" + i, 60 * i));
            inOrder.add("power m" + i + " " + 60 * i);
        }
        lines.add("x".repeat(1_000_001));
        Collections.shuffle(lines, new Random(1));
        write(Stream.POWER, lines.toArray(String[]::new));
        assertThat(player().sorted()).containsExactly(Stream.POWER);
        List<byte[]> first = new ArrayList<>();
        player().play(Pacer.unbounded(), (stream, line, due) -> {
            if (first.isEmpty()) {
                first.add(line);
                assertThat(due).isEqualTo(START);
            }
        });
        assertThat(first.get(0)).hasSize(1_000_001).containsOnly('x');

        lines.removeIf(line -> line.startsWith("x"));
        write(Stream.POWER, lines.toArray(String[]::new));
        assertThat(play()).isEqualTo(inOrder);
    }

    @Test
    void aRecordOfAnotherYearIsNotWaitedFor() throws Exception {
        int years = 20 * 366 * 24 * 60;
        write(
                Stream.POWER,
                power("past", -years),
                power("a", 0),
                power("b", 15),
                power("c", 30),
                power("future", years));
        assertThat(player().begin()).isEqualTo(START);
        assertThat(play()).containsExactly("power past 0", "power a 0", "power b 15", "power c 30", "power future 30");
    }

    /** In whatever order lines stand, and however late they come. */
    @Test
    void noLineComesBeforeItsTimeAndNoneComesTooLate() throws Exception {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int minutes = 60 * (1 + random.nextInt(6 * 24));
            int size = 1 + random.nextInt(400);
            int order = random.nextInt(5);
            List<long[]> lines = new ArrayList<>(); // minute, arrival
            for (int i = 0; i < size; i++) {
                long minute = random.nextInt(minutes);
                long late = order == 1 && random.nextInt(3) == 0 ? random.nextInt(40 * 60) : 0;
                lines.add(new long[] {minute, minute + late, i});
            }
            switch (order) {
                case 2 -> Collections.shuffle(lines, random);
                case 3 -> lines.sort(Comparator.comparingLong(line -> -line[0]));
                case 4 ->
                    lines.sort(Comparator.comparingLong((long[] line) -> line[2] % 7)
                            .thenComparing(line -> line[0]));
                default -> lines.sort(Comparator.comparingLong(line -> line[1]));
            }
            List<String> texts = new ArrayList<>();
            for (long[] line : lines) {
                if (random.nextInt(50) == 0) {
                    texts.add("junk" + line[2]);
                }
                if (order < 2 && size > 20 && texts.size() < size / 2 && random.nextInt(40) == 0) {
                    texts.add(power("ahead" + line[2], (int) line[0] + 30 * 24 * 60));
                }
                texts.add(power("m" + line[2], (int) line[0]));
            }
            write(Stream.POWER, texts.toArray(String[]::new));
            long[] before = {Long.MIN_VALUE};
            List<String> got = new ArrayList<>();
            int of = seed;
            player().play(Pacer.unbounded(), (stream, bytes, due) -> {
                String line = new String(bytes, StandardCharsets.UTF_8);
                got.add(line);
                assertThat(due).as("seed %d %s", of, line).isGreaterThanOrEqualTo(before[0]);
                before[0] = due;
                if (line.startsWith("{") && !line.contains("ahead")) {
                    long at = Long.parseLong(line.replaceAll(".*\"at\":(\\d+).*", "$1"));
                    assertThat(due).as("seed %d %s", of, line).isBetween(at, at + 48 * 3_600_000L);
                }
            });
            assertThat(got).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(texts);
        }
    }

    @Test
    void aLineFarAheadOfItsNeighboursCarriesNothingAlong() throws Exception {
        write(Stream.POWER, power("a", 0), power("wrong clock", 5_000), power("b", 15));
        write(Stream.HEADCOUNT, headcount("x", 10));
        assertThat(play()).containsExactly("power a 0", "power wrong clock 0", "headcount x 10", "power b 15");
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
        player().play(Pacer.unbounded(), (stream, line, due) -> lines.add(line));
        assertThat(lines).containsExactly(odd, last);
    }

    @Test
    void everyLineWaitsForItsTime() throws Exception {
        write(Stream.POWER, power("a", 0), power("b", 15));
        List<String> events = new ArrayList<>();
        player().play(
                        eventMillis -> events.add("wait " + (eventMillis - START) / 60_000),
                        (stream, line, due) -> events.add("line"));
        assertThat(events).containsExactly("wait 0", "line", "wait 15", "line");
    }

    @Test
    void aFailureOfTheSinkEndsIt() throws Exception {
        write(Stream.POWER, power("a", 0), power("b", 15));
        assertThatThrownBy(() -> player().play(Pacer.unbounded(), (stream, line, due) -> {
                    throw new IOException("full");
                }))
                .hasMessage("full");
    }
}
