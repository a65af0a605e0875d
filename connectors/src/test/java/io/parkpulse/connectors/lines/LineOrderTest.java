package io.parkpulse.connectors.lines;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.PriorityQueue;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What holds for any files, blocks and readers, without a cluster. */
class LineOrderTest {
    private static Path directory;

    @BeforeContainer
    static void makeDirectory() throws IOException {
        directory = Files.createTempDirectory("line-order");
    }

    @AfterContainer
    static void removeDirectory() throws IOException {
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    @Provide
    Arbitrary<Recording> recordings() {
        return Recording.any();
    }

    @Property(tries = 400)
    void theSurveyTellsWhatTheFilesHold(@ForAll("recordings") Recording recording) throws IOException {
        List<Path> files = recording.write(directory);
        List<Seen> expected = recording.expected(files);

        LineSurvey survey = LineSurvey.of(files, new TestClock(), recording.options());

        for (int file = 0; file < files.size(); file++) {
            int index = file;
            assertThat(survey.lines(file))
                    .isEqualTo(expected.stream().filter(l -> l.file() == index).count());
            assertThat(survey.bytes(file)).isEqualTo(Files.size(files.get(file)));
        }
        long[] times = expected.stream()
                .mapToLong(Seen::time)
                .filter(t -> t != LineClock.NONE)
                .toArray();
        LongSummaryStatistics statistics = Arrays.stream(times).summaryStatistics();
        assertThat(survey.first().isPresent()).isEqualTo(times.length > 0);
        if (times.length > 0) {
            assertThat(survey.first()).hasValue(statistics.getMin());
            assertThat(survey.last()).hasValue(statistics.getMax());
        }
        assertThat(survey.activeSteps())
                .isEqualTo(Arrays.stream(times)
                        .map(t -> Math.floorDiv(t, 10L))
                        .distinct()
                        .sorted()
                        .toArray());
    }

    @Property(tries = 200)
    void theNumberOfThreadsChangesNothing(@ForAll("recordings") Recording recording) throws IOException {
        List<Path> files = recording.write(directory);
        LineSurvey one =
                LineSurvey.of(files, new TestClock(), recording.options().withThreads(1));
        LineSurvey many =
                LineSurvey.of(files, new TestClock(), recording.options().withThreads(5));

        assertThat(many).usingRecursiveComparison().isEqualTo(one);
        assertThat(many.fingerprint()).isEqualTo(one.fingerprint());
    }

    @Property(tries = 400)
    void everyLineIsReadOnceAndNoneBehindTheWatermark(
            @ForAll("recordings") Recording recording,
            @ForAll @IntRange(min = 1, max = 4) int parallelism,
            @ForAll Random random)
            throws Exception {
        List<Path> files = recording.write(directory);
        LineSurvey survey = LineSurvey.of(files, new TestClock(), recording.options());

        Simulation simulation = new Simulation(survey, parallelism, random);
        simulation.runToEnd();

        assertThat(simulation.seen()).containsExactlyInAnyOrderElementsOf(recording.expected(files));
    }

    @Property(tries = 400)
    void afterAnyFailureEveryLineIsStillReadOnceAndInTime(
            @ForAll("recordings") Recording recording,
            @ForAll @IntRange(min = 1, max = 4) int parallelism,
            @ForAll @IntRange(min = 1, max = 4) int later,
            @ForAll Random random)
            throws Exception {
        List<Path> files = recording.write(directory);
        LineSurvey survey = LineSurvey.of(files, new TestClock(), recording.options());

        Simulation simulation = new Simulation(survey, parallelism, random);
        simulation.run(random.nextInt(60));
        Simulation.Checkpoint checkpoint = simulation.checkpoint();
        simulation.run(random.nextInt(60));
        simulation.restartReaders(checkpoint);
        simulation.run(random.nextInt(60));
        checkpoint = simulation.checkpoint();
        simulation.run(random.nextInt(60));
        simulation.restore(checkpoint, later);
        simulation.runToEnd();

        assertThat(simulation.seen()).containsExactlyInAnyOrderElementsOf(recording.expected(files));
    }

    @Property(tries = 400)
    void whenReadersFailOneByOneEveryLineIsStillReadOnceAndInTime(
            @ForAll("recordings") Recording recording,
            @ForAll @IntRange(min = 1, max = 4) int parallelism,
            @ForAll Random random)
            throws Exception {
        List<Path> files = recording.write(directory);
        LineSurvey survey = LineSurvey.of(files, new TestClock(), recording.options());

        Simulation simulation = new Simulation(survey, parallelism, random);
        for (int i = 0; i < 3; i++) {
            simulation.run(random.nextInt(60));
            Simulation.Checkpoint checkpoint = simulation.checkpoint();
            simulation.run(random.nextInt(60));
            simulation.restartReader(random.nextInt(parallelism), checkpoint);
            Simulation.Checkpoint next = simulation.checkpoint();
            simulation.run(random.nextInt(60));
            simulation.restore(next, parallelism);
        }
        simulation.runToEnd();

        assertThat(simulation.seen()).containsExactlyInAnyOrderElementsOf(recording.expected(files));
    }

    @Property(tries = 300)
    void sortedFilesGiveTheSameLinesInOrder(
            @ForAll("recordings") Recording recording,
            @ForAll @IntRange(min = 1, max = 20_000) int memory,
            @ForAll @IntRange(min = 1, max = 4) int parallelism,
            @ForAll Random random)
            throws Exception {
        List<Path> files = recording.write(directory);
        LineSurvey survey = LineSurvey.of(files, new TestClock(), recording.options());

        LineSurvey sorted =
                LineSorter.sort(survey, new TestClock(), files.get(0).resolveSibling("sorted"), memory, done -> {});

        assertThat(sorted.first()).isEqualTo(survey.first());
        assertThat(sorted.last()).isEqualTo(survey.last());
        assertThat(sorted.activeSteps()).isEqualTo(survey.activeSteps());
        List<Seen> expected = recording.expected(files);
        Simulation simulation = new Simulation(sorted, parallelism, random);
        simulation.run(random.nextInt(60));
        Simulation.Checkpoint checkpoint = simulation.checkpoint();
        simulation.run(random.nextInt(60));
        simulation.restartReaders(checkpoint);
        simulation.runToEnd();
        assertThat(simulation.seen()).containsExactlyInAnyOrderElementsOf(expected);
        try (var left = Files.list(files.get(0).resolveSibling("sorted"))) {
            assertThat(left.filter(f -> f.getFileName().toString().startsWith("run-")))
                    .isEmpty();
        }

        for (int file = 0; file < files.size(); file++) {
            assertThat(sorted.lines(file)).isEqualTo(survey.lines(file));
            assertThat(sorted.bytes(file)).isEqualTo(survey.bytes(file));
        }
        TestClock clock = new TestClock();
        List<Seen> inOrder = expected.stream()
                .sorted(Comparator.comparingInt(Seen::file)
                        .thenComparingLong(line -> peeked(clock, line))
                        .thenComparingLong(Seen::number))
                .toList();
        Simulation one = new Simulation(sorted, 1, random);
        one.runToEnd();
        assertThat(one.seen().stream()
                        .sorted(Comparator.comparingInt(Seen::file))
                        .toList())
                .isEqualTo(inOrder);
    }

    @Property(tries = 200)
    void theEstimateOfBufferedLinesIsNeverTooLow(@ForAll("recordings") Recording recording, @ForAll Random random)
            throws Exception {
        List<Path> files = recording.write(directory);
        LineSurvey survey = LineSurvey.of(files, new TestClock(), recording.options());

        assertThat(survey.peakBufferedLines()).isGreaterThanOrEqualTo(held(survey));
    }

    /** The most records a consumer holds that lets go of them when the watermark passes. */
    private static long held(LineSurvey survey) throws IOException {
        PriorityQueue<Long> held = new PriorityQueue<>();
        BlockCursor cursor = new BlockCursor(survey);
        Line line = new Line();
        int most = 0;
        for (int i = 0; i < survey.blocks(); i++) {
            long from = survey.earliest(i);
            while (from != Long.MAX_VALUE && !held.isEmpty() && held.peek() < from) {
                held.remove();
            }
            cursor.open(LineSplit.of(survey, i));
            while (cursor.next(line)) {
                long time = Seen.of(line).time();
                if (time != LineClock.NONE) {
                    held.add(time);
                }
            }
            most = Math.max(most, held.size());
        }
        return most;
    }

    private static long peeked(TestClock clock, Seen line) {
        byte[] bytes = line.text().getBytes(ISO_8859_1);
        return line.oversize() ? LineClock.NONE : clock.peek(line.file(), bytes, 0, bytes.length);
    }
}
