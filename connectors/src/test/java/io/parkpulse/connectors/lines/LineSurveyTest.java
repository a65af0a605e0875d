package io.parkpulse.connectors.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineSurveyTest {
    private static final SurveyOptions SMALL =
            SurveyOptions.defaults().withBlockBytes(50).withMaxLineBytes(10).withStep(10);

    @TempDir
    Path directory;

    @Test
    void noFilesHaveNoLines() throws Exception {
        LineSurvey survey = LineSurvey.of(List.of(), new TestClock());

        assertThat(survey.first()).isEmpty();
        assertThat(survey.last()).isEmpty();
        assertThat(survey.activeSteps()).isEmpty();
        assertThat(survey.peakBufferedLines()).isZero();
        assertThat(read(survey)).isEmpty();
    }

    @Test
    void aMissingAnEmptyAndABlankFileHaveNoLines() throws Exception {
        List<Path> files = List.of(directory.resolve("missing"), file("empty", ""), file("blank", " \t\r\n\n   "));

        LineSurvey survey = LineSurvey.of(files, new TestClock());

        assertThat(List.of(survey.lines(0), survey.lines(1), survey.lines(2))).containsOnly(0L);
        assertThat(List.of(survey.bytes(0), survey.bytes(1), survey.bytes(2))).containsExactly(0L, 0L, 8L);
        assertThat(survey.first()).isEmpty();
        assertThat(read(survey)).isEmpty();
    }

    @Test
    void blankLinesAreNotEmittedButNumbered() throws Exception {
        LineSurvey survey = LineSurvey.of(List.of(file("f", "\n@1\r\n \t\r\n\n@2 x\n\n")), new TestClock());

        assertThat(survey.lines(0)).isEqualTo(2);
        assertThat(read(survey))
                .containsExactly(new Seen(0, 2, 1, false, 3, "@1\r"), new Seen(0, 5, 10, false, 4, "@2 x"));
    }

    @Test
    void aLastLineWithoutALineFeedIsALine() throws Exception {
        LineSurvey survey = LineSurvey.of(List.of(file("f", "@1\n@2")), new TestClock());

        assertThat(read(survey)).containsExactly(new Seen(0, 1, 0, false, 2, "@1"), new Seen(0, 2, 3, false, 2, "@2"));
        assertThat(survey.last()).hasValue(2);
    }

    @Test
    void aLineAsLongAsTheLimitIsReadAndALongerOneIsOversize() throws Exception {
        String content = "@345678901\n@345678902\r\n@5\n" + "@9" + "y".repeat(9) + "\n" + "z".repeat(400);
        LineSurvey survey = LineSurvey.of(List.of(file("f", content)), new TestClock(), SMALL);

        assertThat(read(survey))
                .containsExactlyInAnyOrder(
                        new Seen(0, 1, 0, false, 10, "@345678901"),
                        new Seen(0, 2, 11, true, 11, "@345678902\r"),
                        new Seen(0, 3, 23, false, 2, "@5"),
                        new Seen(0, 4, 26, true, 11, "@9yyyyyyyyy"),
                        new Seen(0, 5, 38, true, 400, "z".repeat(200)));
        assertThat(survey.lines(0)).isEqualTo(5);
        assertThat(survey.last()).as("an oversize line has no time").hasValue(345678901);
    }

    @Test
    void anOversizeBlankLineIsBlank() throws Exception {
        LineSurvey survey = LineSurvey.of(List.of(file("f", " ".repeat(3_000_000) + "\n@1\n")), new TestClock(), SMALL);

        assertThat(read(survey)).containsExactly(new Seen(0, 2, 3_000_001, false, 2, "@1"));
    }

    @Test
    void aLineLargerThanAnyArrayIsSurveyedSortedAndReadInLittleMemory() throws Exception {
        Path file = file("f", "@1\n");
        long size = (1L << 31) + 100;
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(size); // A hole, which takes no room on the disk.
        }

        LineSurvey survey = LineSurvey.of(List.of(file), new TestClock());

        List<Seen> expected =
                List.of(new Seen(0, 1, 0, false, 2, "@1"), new Seen(0, 2, 3, true, size - 3, "\0".repeat(200)));
        assertThat(read(survey)).containsExactlyElementsOf(expected);
        assertThat(new RegionScan(new TestClock(), SurveyOptions.defaults()).bufferBytes())
                .isLessThan(5 << 20);
        BlockCursor cursor = new BlockCursor(survey);
        cursor.open(LineSplit.of(survey, 1));
        assertThat(cursor.bufferBytes()).isLessThanOrEqualTo(1 << 20);
        LineSurvey sorted = LineSorter.sort(survey, new TestClock(), directory.resolve("sorted"), 1 << 20, done -> {});
        assertThat(read(sorted)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(sorted.bytes(0)).isEqualTo(size);
        assertThat(Files.size(sorted.files().get(0))).isLessThan(1000);
    }

    @Test
    void onlyValidRecordsCountForTimes() throws Exception {
        String content = "@1! too early\n@20\nnone\n@35\n@99! too late\n";
        SurveyOptions options = SurveyOptions.defaults().withStep(10);

        LineSurvey survey = LineSurvey.of(List.of(file("f", content)), new TestClock(), options);

        assertThat(survey.first()).hasValue(20);
        assertThat(survey.last()).hasValue(35);
        assertThat(survey.activeSteps()).containsExactly(2, 3);
        assertThat(survey.lines(0)).isEqualTo(5);
    }

    @Test
    void stepsBeforeTheEpochAreRoundedDown() throws Exception {
        LineClock before = new LineClock() {
            private static final long serialVersionUID = 1;

            @Override
            public long peek(int file, byte[] buffer, int offset, int length) {
                return -(buffer[offset] - '0');
            }

            @Override
            public boolean isRecord(int file, byte[] buffer, int offset, int length) {
                return true;
            }
        };
        SurveyOptions options = SurveyOptions.defaults().withStep(5);

        LineSurvey survey = LineSurvey.of(List.of(file("f", "0\n1\n5\n6\n")), before, options);

        assertThat(survey.activeSteps()).containsExactly(-2, -1, 0);
        assertThat(survey.first()).hasValue(-6);
    }

    @Test
    void theClockIsRarelyAskedForARecordWhateverTheOrder() throws Exception {
        List<Integer> times = IntStream.range(0, 200_000).boxed().collect(Collectors.toCollection(ArrayList::new));
        SurveyOptions options = SurveyOptions.defaults().withStep(20_000);
        for (String order : List.of("rising", "falling", "any")) {
            if (order.equals("falling")) {
                Collections.reverse(times);
            } else if (order.equals("any")) {
                Collections.shuffle(times, new Random(1));
            }
            String content = times.stream().map(t -> "@" + t + "\n").collect(Collectors.joining());
            TestClock clock = new TestClock();

            LineSurvey survey = LineSurvey.of(List.of(file(order, content)), clock, options);

            assertThat(survey.activeSteps()).hasSize(10);
            assertThat(clock.asked.get()).as(order).isLessThan(100);
        }
    }

    @Test
    void filesAdvanceTogetherInEventTime() throws Exception {
        SurveyOptions options = SurveyOptions.defaults().withBlockBytes(6);
        Path a = file("a", "@10\n@40\n@41\n");
        Path b = file("b", "@30\n@20\n@50\nnone\n");

        LineSurvey survey = LineSurvey.of(List.of(a, b), new TestClock(), options);

        assertThat(read(survey).stream().map(Seen::text))
                .containsExactly("@10", "@30", "@20", "@40", "@41", "@50", "none");
        assertThat(IntStream.range(0, survey.blocks()).mapToObj(survey::earliest))
                .containsExactly(10L, 20L, 20L, 40L, 41L, 50L, Long.MAX_VALUE);
        assertThat(survey.peakBufferedLines()).isEqualTo(2);
    }

    @Test
    void anUnorderedFileIsHeldNearlyWhole() throws Exception {
        List<Integer> times = IntStream.range(0, 10_000).boxed().collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(times, new Random(1));
        String content = times.stream().map(t -> "@" + t + "\n").collect(Collectors.joining());
        SurveyOptions options = SurveyOptions.defaults().withBlockBytes(1000);

        LineSurvey survey = LineSurvey.of(List.of(file("f", content)), new TestClock(), options);
        LineSurvey sorted = LineSorter.sort(survey, new TestClock(), directory, 30_000, done -> {});

        assertThat(survey.peakBufferedLines()).isGreaterThan(9_000);
        assertThat(sorted.peakBufferedLines()).isLessThan(200);
    }

    @Test
    void progressGrowsToTheSizeOfAllFiles() throws Exception {
        List<Path> files = List.of(file("a", "@1 12345\n".repeat(2000)), file("b", "@2\n".repeat(100)));
        long size = Files.size(files.get(0)) + Files.size(files.get(1));
        List<Long> done = new ArrayList<>();
        LineSurvey survey = LineSurvey.of(files, new TestClock(), SMALL.withProgress(done::add));
        assertThat(done).hasSizeGreaterThan(5).isSorted().endsWith(size);

        done.clear();
        LineSorter.sort(survey, new TestClock(), directory, 1000, done::add);
        assertThat(done).hasSizeGreaterThan(5).isSorted().endsWith(size);
    }

    @Test
    void aSurveyCanBeSentToOtherHosts() throws Exception {
        LineSurvey survey = LineSurvey.of(List.of(file("f", "@1\n@2\n")), new TestClock(), SMALL);

        LineSurvey copy = InstantiationUtil.clone(survey);

        assertThat(copy).usingRecursiveComparison().isEqualTo(survey);
        assertThat(InstantiationUtil.clone(LineSource.of(survey))).isNotNull();
    }

    @Test
    void whatCannotBeReadIsNamed() throws Exception {
        Path file = file("f", "@1\n@2\n");
        LineSurvey survey = LineSurvey.of(List.of(file), new TestClock());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(4);
        }

        assertThatThrownBy(() -> read(survey)).isInstanceOf(IOException.class).hasMessageContaining(file.toString());
        assertThatThrownBy(() -> LineSurvey.of(List.of(directory), new TestClock()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(directory.toString());
    }

    @Test
    void anErrorOfTheClockIsThrown() throws Exception {
        LineClock broken = new LineClock() {
            private static final long serialVersionUID = 1;

            @Override
            public long peek(int file, byte[] buffer, int offset, int length) {
                throw new IllegalStateException("no idea");
            }

            @Override
            public boolean isRecord(int file, byte[] buffer, int offset, int length) {
                return true;
            }
        };
        Path file = file("f", "@1\n");

        assertThatThrownBy(() -> LineSurvey.of(List.of(file), broken)).hasMessage("no idea");
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        SurveyOptions options = SurveyOptions.defaults();

        assertThatThrownBy(() -> options.withBlockBytes(0)).hasMessageContaining("blockBytes");
        assertThatThrownBy(() -> options.withMaxLineBytes(Integer.MAX_VALUE)).hasMessageContaining("maxLineBytes");
        assertThatThrownBy(() -> options.withStep(0)).hasMessageContaining("step");
        assertThatThrownBy(() -> options.withThreads(0)).hasMessageContaining("threads");
        assertThatThrownBy(() -> options.withProgress(null)).hasMessageContaining("progress");
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private static List<Seen> read(LineSurvey survey) throws Exception {
        Simulation simulation = new Simulation(survey, 1, new Random(1));
        simulation.runToEnd();
        return simulation.seen();
    }
}
