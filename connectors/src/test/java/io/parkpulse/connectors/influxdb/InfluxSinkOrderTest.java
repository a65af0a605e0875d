package io.parkpulse.connectors.influxdb;

import static io.parkpulse.connectors.influxdb.ScriptedStore.WRITTEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.connectors.Wait;
import io.parkpulse.connectors.clock.ClockSource;
import io.parkpulse.connectors.http.SinkTask;
import io.parkpulse.connectors.influxdb.ScriptedStore.Reply;
import io.parkpulse.connectors.influxdb.ScriptedStore.Script;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.runtime.partitioner.ForwardPartitioner;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One task makes the points, four write them. An element "series time version" is a version of a point. */
@Timeout(120)
class InfluxSinkOrderTest {
    private static final int PARALLELISM = 4;
    private static final int SERIES = 12;
    private static final int FAILURES = 3;

    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(PARALLELISM)
            .build());

    /** What was rejected, after the number of the writer. */
    private static final Queue<String> REJECTED = new ConcurrentLinkedQueue<>();

    private static final class Noted implements RejectedLines {
        private static final long serialVersionUID = 1;

        private transient int writer;

        @Override
        public void open(SinkTask task) {
            writer = task.info().getIndexOfThisSubtask();
        }

        @Override
        public void reject(RejectedLine rejected) {
            REJECTED.add(writer + " " + rejected.line());
        }
    }

    private ScriptedStore store;

    @BeforeEach
    void clear() {
        REJECTED.clear();
    }

    @AfterEach
    void stop() {
        if (store != null) {
            store.close();
        }
    }

    private InfluxSinkBuilder<String> sinkTo(Script script) throws IOException {
        store = ScriptedStore.start(script);
        return InfluxSink.<String>builder()
                .url(store.url())
                .organisation("org")
                .bucket("bucket")
                .encoder(InfluxSinkOrderTest::encode)
                .rejectedTo(new Noted())
                .linger(Duration.ofMillis(1))
                .backoff(Duration.ofMillis(50), Duration.ofMillis(50));
    }

    private static void encode(String element, Consumer<InfluxLine> points) {
        String[] parts = element.split(" ");
        points.accept(InfluxLine.measurement("m")
                .tag("series", parts[0])
                .field("version", Long.parseLong(parts[2]))
                .at(Long.parseLong(parts[1])));
    }

    private static StreamExecutionEnvironment environment(List<String> elements, InfluxSink<String> sink) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(PARALLELISM);
        env.fromData(elements).sinkTo(sink).name("sink").uid("sink");
        return env;
    }

    @Test
    void aVersionThatFailsForAWhileIsNotWrittenOverALaterOne() throws Exception {
        List<String> elements = new ArrayList<>();
        for (int series = 0; series < SERIES; series++) {
            elements.add(series + " 0 1");
            elements.add(series + " 0 2");
        }
        Map<String, String> stored = new ConcurrentHashMap<>();
        Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();
        InfluxSink<String> sink = sinkTo(request -> {
                    boolean fails = request.lines().stream()
                            .filter(line -> line.endsWith("version=1i 0"))
                            .map(line -> failures.computeIfAbsent(line, key -> new AtomicInteger())
                                    .incrementAndGet())
                            .anyMatch(times -> times <= FAILURES);
                    if (fails) {
                        return Reply.of(503);
                    }
                    request.lines().forEach(line -> stored.put(line.split(" ")[0], line));
                    return WRITTEN;
                })
                .build();

        environment(elements, sink).execute();

        assertThat(stored)
                .hasSize(SERIES)
                .allSatisfy((series, line) -> assertThat(line).endsWith(" version=2i 0"));
    }

    @Test
    void whatAnEarlierReleaseLeftIsWrittenBeforeANewerVersion(@TempDir Path dir) throws Exception {
        String savepoint = savepoint(endless("0 0 2", new EarlierSink("m,series=0 version=1i 0"), null), dir);
        AtomicInteger failures = new AtomicInteger();
        List<String> stored = new CopyOnWriteArrayList<>();
        InfluxSink<String> sink = sinkTo(request -> {
                    if (request.lines().contains("m,series=0 version=1i 0") && failures.incrementAndGet() <= FAILURES) {
                        return Reply.of(503);
                    }
                    stored.addAll(request.lines());
                    return WRITTEN;
                })
                .build();

        JobClient job = endless("0 0 2", sink, savepoint);
        while (!stored.contains("m,series=0 version=2i 0")) {
            Wait.aMoment();
        }
        job.cancel().get();

        assertThat(failures).hasValueGreaterThan(FAILURES);
        assertThat(stored).containsExactly("m,series=0 version=1i 0", "m,series=0 version=2i 0");
    }

    /** A job that hands one element to a sink at its start, and does not end. */
    private static JobClient endless(String element, Sink<String> sink, String savepoint) throws Exception {
        Configuration configuration = new Configuration();
        if (savepoint != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(1);
        env.fromSource(new ClockSource<>(element), WatermarkStrategy.noWatermarks(), "clock")
                .returns(String.class)
                .uid("clock")
                .sinkTo(sink)
                .uid("sink");
        return env.executeAsync();
    }

    private static String savepoint(JobClient job, Path dir) throws Exception {
        while (true) {
            try {
                return job.stopWithSavepoint(false, dir.toUri().toString(), SavepointFormatType.CANONICAL)
                        .get();
            } catch (ExecutionException e) {
                // Not all tasks run yet.
                assertThat(job.getJobStatus().get().isTerminalState()).isFalse();
                Wait.aMoment();
            }
        }
    }

    @Test
    void allPointsOfASeriesComeToOneWriterInTheirOrder() throws Exception {
        List<String> elements = new ArrayList<>();
        for (int series = 0; series < SERIES; series++) {
            for (int time = 0; time < 5; time++) {
                elements.add(series + " " + time + " 1");
            }
        }
        InfluxSink<String> sink = sinkTo(request -> Reply.error(400, "invalid", "not wanted"))
                .maxRequestsInFlight(1)
                .build();

        environment(elements, sink).execute();

        Map<String, List<String>> bySeries = REJECTED.stream()
                .collect(Collectors.groupingBy(line -> line.replaceAll("\\d+ m,series=(\\d+) .*", "$1")));
        assertThat(bySeries).hasSize(SERIES).allSatisfy((series, lines) -> {
            String writer = lines.get(0).split(" ")[0];
            assertThat(lines)
                    .containsExactlyElementsOf(IntStream.range(0, 5)
                            .mapToObj(time -> writer + " m,series=" + series + " version=1i " + time)
                            .toList());
        });
        assertThat(REJECTED)
                .extracting(line -> line.split(" ")[0])
                .as("more than one writer has work")
                .contains("0", "1");
    }

    @Test
    void aStreamThatIsKeyedAlreadyIsTakenAsItIs() throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(PARALLELISM);
        env.fromData("0 0 1")
                .rebalance()
                .map(element -> element)
                .returns(String.class)
                .name("maker")
                .sinkTo(sinkTo(request -> WRITTEN)
                        .alreadyKeyed(element -> element)
                        .build())
                .name("sink")
                .uid("sink");

        assertThat(env.getStreamGraph().getStreamNodes())
                .filteredOn(node -> node.getOperatorName().equals("sink: Points"))
                .singleElement()
                .satisfies(writer -> assertThat(writer.getInEdges())
                        .singleElement()
                        .satisfies(edge -> assertThat(edge.getPartitioner()).isInstanceOf(ForwardPartitioner.class)));
    }
}
