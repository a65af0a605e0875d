package io.parkpulse.connectors.lines;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.connectors.cluster.OwnFlink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.test.util.MiniClusterWithClientResource;
import org.apache.flink.types.PojoTestUtils;
import org.apache.flink.util.Collector;

/** The source in a cluster. */
class LineSourceTest {
    private static final MiniClusterWithClientResource CLUSTER =
            new MiniClusterWithClientResource(new MiniClusterResourceConfiguration.Builder()
                    .setConfiguration(OwnFlink.closed())
                    .setNumberTaskManagers(1)
                    .setNumberSlotsPerTaskManager(4)
                    .build());

    /** What the functions of the jobs saw, by the number of the job. */
    private static final Map<Integer, Queue<Observed>> OBSERVED = new ConcurrentHashMap<>();

    private static final AtomicInteger JOBS = new AtomicInteger();

    private static Path directory;

    /** A line, or what was made of it, and the watermark it met. */
    record Observed(String place, Seen line, long watermark) {}

    @BeforeContainer
    static void start() throws Exception {
        directory = Files.createTempDirectory("line-source");
        CLUSTER.before();
    }

    @AfterContainer
    static void stop() throws IOException {
        CLUSTER.after();
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    @Provide
    Arbitrary<Recording> recordings() {
        return Recording.any();
    }

    @Provide
    Arbitrary<Integer> parallelisms() {
        return Arbitraries.of(1, 2, 4);
    }

    @Property(tries = 25)
    void everyLineArrivesOnceAndNoneBehindTheWatermark(
            @ForAll("recordings") Recording recording, @ForAll @From("parallelisms") int parallelism) throws Exception {
        List<Path> files = recording.write(directory);
        LineSurvey survey = LineSurvey.of(files, new TestClock(), recording.options());

        List<Observed> observed = run(survey, parallelism);

        assertThat(observed)
                .filteredOn(o -> o.line().time() != LineClock.NONE)
                .allMatch(o -> o.line().time() > o.watermark());
        for (String place : List.of("chained", "exchanged")) {
            assertThat(observed.stream().filter(o -> o.place().equals(place)).map(Observed::line))
                    .containsExactlyInAnyOrderElementsOf(recording.expected(files));
        }
    }

    @Property(tries = 10)
    void oneReaderEmitsTheExactWatermarkBeforeEachBlock(@ForAll("recordings") Recording recording) throws Exception {
        LineSurvey survey = LineSurvey.of(recording.write(directory), new TestClock(), recording.options());
        List<Observed> expected = new ArrayList<>();
        BlockCursor cursor = new BlockCursor(survey);
        Line line = new Line();
        long watermark = Long.MIN_VALUE;
        for (int i = 0; i < survey.blocks(); i++) {
            watermark = survey.earliest(i) == Long.MAX_VALUE ? watermark : survey.earliest(i) - 1;
            cursor.open(LineSplit.of(survey, i));
            while (cursor.next(line)) {
                expected.add(new Observed("chained", Seen.of(line), watermark));
            }
        }

        List<Observed> observed = run(survey, 1);

        assertThat(observed.stream().filter(o -> o.place().equals("chained"))).containsExactlyElementsOf(expected);
    }

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void afterAFailureTheStateHasEveryLineExactlyOnce(
            @ForAll @From("parallelisms") int parallelism, @ForAll boolean oneBlock) throws Exception {
        // With one block per file the checkpoint is in the middle of it.
        int blockBytes = oneBlock ? 1 << 20 : 1_000;
        List<Path> files = new ArrayList<>();
        for (int file = 0; file < 2; file++) {
            StringBuilder content = new StringBuilder();
            for (int i = 0; i < 4_000; i++) {
                content.append('@').append(i).append(i % 10 == 0 ? "\n\n" : "\n");
            }
            files.add(Files.writeString(directory.resolve("long-" + file), content));
        }
        SurveyOptions options = SurveyOptions.defaults().withBlockBytes(blockBytes);
        LineSurvey survey = LineSurvey.of(files, new TestClock(), options);
        int job = JOBS.incrementAndGet();
        OBSERVED.put(job, new ConcurrentLinkedQueue<>());
        Configuration configuration = new Configuration();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(1));
        StreamExecutionEnvironment env = environment(configuration, parallelism);
        env.enableCheckpointing(20);
        FailOnce failOnce = new FailOnce(job);
        env.fromSource(LineSource.of(survey), WatermarkStrategy.noWatermarks(), "lines")
                .process(failOnce)
                .returns(Types.TUPLE(Types.INT, Types.LONG, Types.STRING))
                .keyBy(line -> line.f0)
                .process(new Count(job))
                .print();
        env.execute();

        assertThat(FailOnce.FAILED.get(job)).isEqualTo(1);
        Queue<Observed> counted = OBSERVED.get(job);
        assertThat(counted).allMatch(o -> o.watermark() == 1);
        assertThat(counted.stream().map(Observed::line))
                .containsExactlyInAnyOrderElementsOf(Seen.expected(files, options.maxLineBytes()));
    }

    @Example
    void aLineNeedsNoKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(Line.class);
    }

    private static List<Observed> run(LineSurvey survey, int parallelism) throws Exception {
        int job = JOBS.incrementAndGet();
        Queue<Observed> observed = new ConcurrentLinkedQueue<>();
        OBSERVED.put(job, observed);
        StreamExecutionEnvironment env = environment(new Configuration(), parallelism);
        env.fromSource(LineSource.of(survey), WatermarkStrategy.noWatermarks(), "lines")
                .process(new Observe(job))
                .returns(Types.TUPLE(Types.INT, Types.LONG, Types.STRING))
                .keyBy(line -> line.f1 % 7)
                .process(new ObserveExchanged(job))
                .print();
        env.execute();
        OBSERVED.remove(job);
        return List.copyOf(observed);
    }

    private static StreamExecutionEnvironment environment(Configuration configuration, int parallelism) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(
                configuration.set(PipelineOptions.GENERIC_TYPES, false));
        env.getConfig().enableObjectReuse();
        env.setParallelism(parallelism);
        return env;
    }

    private static String packed(Line line) {
        Seen seen = Seen.of(line);
        return seen.fileOffset() + "|" + seen.oversize() + "|" + seen.fullLength() + "|" + seen.text();
    }

    private static Seen unpacked(Tuple3<Integer, Long, String> line) {
        String[] parts = line.f2.split("\\|", 4);
        return new Seen(
                line.f0,
                line.f1,
                Long.parseLong(parts[0]),
                Boolean.parseBoolean(parts[1]),
                Long.parseLong(parts[2]),
                parts[3]);
    }

    /** Notes and passes on each line. */
    private static final class Observe extends ProcessFunction<Line, Tuple3<Integer, Long, String>> {
        private static final long serialVersionUID = 1;
        private final int job;

        Observe(int job) {
            this.job = job;
        }

        @Override
        public void processElement(Line line, Context context, Collector<Tuple3<Integer, Long, String>> out) {
            OBSERVED.get(job)
                    .add(new Observed(
                            "chained", Seen.of(line), context.timerService().currentWatermark()));
            out.collect(Tuple3.of(line.file, line.number, packed(line)));
        }
    }

    /** Notes each line behind an exchange. */
    private static final class ObserveExchanged
            extends KeyedProcessFunction<Long, Tuple3<Integer, Long, String>, Integer> {
        private static final long serialVersionUID = 1;
        private final int job;

        ObserveExchanged(int job) {
            this.job = job;
        }

        @Override
        public void processElement(Tuple3<Integer, Long, String> line, Context context, Collector<Integer> out) {
            OBSERVED.get(job)
                    .add(new Observed(
                            "exchanged", unpacked(line), context.timerService().currentWatermark()));
        }
    }

    /** Fails once, a good while after the first checkpoint. */
    private static final class FailOnce extends ProcessFunction<Line, Tuple3<Integer, Long, String>>
            implements CheckpointListener {
        private static final long serialVersionUID = 1;
        private static final Map<Integer, Integer> FAILED = new ConcurrentHashMap<>();
        private final int job;
        private transient boolean checkpointed;
        private transient int since;
        private transient int lines;

        FailOnce(int job) {
            this.job = job;
        }

        @Override
        public void processElement(Line line, Context context, Collector<Tuple3<Integer, Long, String>> out)
                throws Exception {
            if (++lines % 10 == 0 && !FAILED.containsKey(job)) {
                Thread.sleep(1);
            }
            if (checkpointed && ++since > 100 && FAILED.putIfAbsent(job, 1) == null) {
                throw new IllegalStateException("Fails on purpose");
            }
            out.collect(Tuple3.of(line.file, line.number, packed(line)));
        }

        @Override
        public void notifyCheckpointComplete(long checkpoint) {
            // Not the first lines: those could be read again without a trace of a checkpoint.
            checkpointed = lines > 0;
        }
    }

    /** Counts how often each line came, and reports it at the end of input. */
    private static final class Count extends KeyedProcessFunction<Integer, Tuple3<Integer, Long, String>, Integer> {
        private static final long serialVersionUID = 1;
        private final int job;
        private transient MapState<String, Integer> counts;

        Count(int job) {
            this.job = job;
        }

        @Override
        public void open(OpenContext context) {
            counts = getRuntimeContext().getMapState(new MapStateDescriptor<>("counts", Types.STRING, Types.INT));
        }

        @Override
        public void processElement(Tuple3<Integer, Long, String> line, Context context, Collector<Integer> out)
                throws Exception {
            String key = line.f0 + ":" + line.f1 + ":" + line.f2;
            Integer before = counts.get(key);
            counts.put(key, before == null ? 1 : before + 1);
            context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
        }

        @Override
        public void onTimer(long time, OnTimerContext context, Collector<Integer> out) throws Exception {
            for (Map.Entry<String, Integer> count : counts.entries()) {
                String[] parts = count.getKey().split(":", 3);
                Seen line = unpacked(Tuple3.of(Integer.valueOf(parts[0]), Long.valueOf(parts[1]), parts[2]));
                OBSERVED.get(job).add(new Observed("counted", line, count.getValue()));
            }
        }
    }
}
