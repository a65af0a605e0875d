package io.parkpulse.connectors.influxdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.connectors.Program;
import io.parkpulse.connectors.Wait;
import io.parkpulse.connectors.Wants;
import io.parkpulse.connectors.cluster.OwnFlink;
import io.parkpulse.connectors.influxdb.ScriptedStore.Reply;
import io.parkpulse.connectors.influxdb.ScriptedStore.Script;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.util.MiniClusterWithClientResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A job with checkpoints each second writes to a real InfluxDB through a door that fails in all ways. */
@Timeout(300)
@Wants(Program.INFLUXD)
class OutageIT {
    private static final int PARALLELISM = 2;
    private static final int IN_FLIGHT = 2;
    private static final Duration MOST_BACKOFF = Duration.ofSeconds(1);
    /** A checkpoint each second: about how long each phase is. */
    private static final int CHECKPOINTS_PER_PHASE = 5;

    private static final AtomicInteger COMPLETED = new AtomicInteger();
    private static final AtomicLong EMITTED = new AtomicLong();
    private static final AtomicInteger RESTARTS = new AtomicInteger();

    /** Tells of checkpoints; one of them is enough. */
    private static final class Observer extends RichMapFunction<Long, Long> implements CheckpointListener {
        private static final long serialVersionUID = 1;

        @Override
        public void open(OpenContext context) {
            RESTARTS.accumulateAndGet(getRuntimeContext().getTaskInfo().getAttemptNumber(), Math::max);
        }

        @Override
        public Long map(Long value) {
            EMITTED.incrementAndGet();
            return value;
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
                COMPLETED.incrementAndGet();
            }
        }
    }

    @Test
    void anOutageLosesNothingAndKeepsCheckpointsCompleting() throws Exception {
        InMemoryReporter reporter = InMemoryReporter.createWithRetainedMetrics();
        Configuration cluster = OwnFlink.closed();
        reporter.addToConfiguration(cluster);
        MiniClusterWithClientResource flink =
                new MiniClusterWithClientResource(new MiniClusterResourceConfiguration.Builder()
                        .setConfiguration(cluster)
                        .setNumberTaskManagers(1)
                        .setNumberSlotsPerTaskManager(PARALLELISM)
                        .build());
        flink.before();
        try (InfluxServer influx = InfluxServer.start()) {
            Script open = doorTo(influx);
            ScriptedStore door = ScriptedStore.start(open);
            int port = door.port();
            JobClient job = start(door.url(), influx.secret());

            Figures figures = new Figures(reporter, job.getJobID());
            figures.phase("written", this::checkpoints);
            door.stop();
            figures.phase("refused", this::checkpoints);
            CountDownLatch end = new CountDownLatch(1);
            door = ScriptedStore.start(port, request -> {
                end.await();
                return Reply.of(504);
            });
            figures.phase("hanging", this::checkpoints);
            door.become(request -> Reply.of(503));
            end.countDown();
            figures.phase("503", this::checkpoints);
            door.become(open);
            figures.phase("written again", this::checkpoints);
            job.stopWithSavepoint(
                            true,
                            Files.createTempDirectory("savepoint").toUri().toString(),
                            SavepointFormatType.CANONICAL)
                    .get();
            job.getJobExecutionResult().get();
            door.close();

            long written =
                    (long) influx.query("SELECT count(v) FROM outage").get(0).get("count");
            System.out.printf(Locale.ROOT, "%,d points emitted, %,d in InfluxDB%n", EMITTED.get(), written);
            assertThat(written).isEqualTo(EMITTED.get()).isPositive();
            assertThat(RESTARTS).hasValue(0);
            assertThat(figures.retriesPerSecond("refused")).isPositive();
            assertThat(figures.retriesPerSecond("503")).isPositive();
            // Of each distance at least half is waited; the few first tries are quicker.
            double most = PARALLELISM * IN_FLIGHT * 2.0 / MOST_BACKOFF.toSeconds() + 6;
            assertThat(figures.retriesPerSecond("refused")).isLessThan(most);
            assertThat(figures.retriesPerSecond("hanging")).isLessThan(most);
            assertThat(figures.retriesPerSecond("503")).isLessThan(most);
        } finally {
            flink.after();
        }
    }

    private static JobClient start(String url, Secret token) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(PARALLELISM);
        env.enableCheckpointing(1_000);
        env.fromSource(
                        new DataGeneratorSource<>(i -> i, 10_000_000, RateLimiterStrategy.perSecond(4_000), Types.LONG),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .uid("numbers")
                .map(new Observer())
                .uid("observer")
                .sinkTo(InfluxSink.<Long>builder()
                        .url(url)
                        .organisation(InfluxServer.ORGANISATION)
                        .bucket(InfluxServer.BUCKET)
                        .token(token)
                        .encoder((number, points) -> points.accept(InfluxLine.measurement("outage")
                                .tag("t", Long.toString(number % 100))
                                .field("v", number)
                                .at(number)))
                        .linger(Duration.ofMillis(200))
                        .maxBatchLines(1_000)
                        .maxRequestsInFlight(IN_FLIGHT)
                        .requestTimeout(Duration.ofSeconds(2))
                        .backoff(Duration.ofMillis(100), MOST_BACKOFF)
                        .build())
                .uid("influxdb");
        return env.executeAsync();
    }

    private void checkpoints() throws InterruptedException {
        int before = COMPLETED.get();
        while (COMPLETED.get() < before + CHECKPOINTS_PER_PHASE) {
            Wait.aMoment();
        }
    }

    /** Hands a request on to the real store, and its answer back. */
    private static Script doorTo(InfluxServer influx) {
        HttpClient http = HttpClient.newHttpClient();
        return request -> {
            try {
                HttpResponse<String> response = http.send(
                        HttpRequest.newBuilder(URI.create(influx.url() + request.path()))
                                .header("Authorization", request.token())
                                .POST(HttpRequest.BodyPublishers.ofString(String.join("\n", request.lines())))
                                .build(),
                        BodyHandlers.ofString());
                return new Reply(response.statusCode(), response.body(), Map.of());
            } catch (IOException e) {
                return Reply.of(502);
            }
        };
    }

    /** What happened in each phase, printed. */
    private static final class Figures {
        private final InMemoryReporter reporter;
        private final JobID job;
        private final Map<String, Double> retries = new HashMap<>();

        interface Phase {
            void run() throws InterruptedException;
        }

        Figures(InMemoryReporter reporter, JobID job) {
            this.reporter = reporter;
            this.job = job;
        }

        void phase(String name, Phase phase) throws InterruptedException {
            long start = System.nanoTime();
            int checkpoints = COMPLETED.get();
            long retriesBefore = sum("requestsRetried");
            long written = sum("pointsWritten");
            long emitted = EMITTED.get();
            phase.run();
            double seconds = (System.nanoTime() - start) / 1e9;
            retries.put(name, (sum("requestsRetried") - retriesBefore) / seconds);
            System.out.printf(
                    Locale.ROOT,
                    "%-14s %4.1f s, %d checkpoints completed, %.1f failed requests/s, %,.0f points/s emitted, %,.0f written%n",
                    name,
                    seconds,
                    COMPLETED.get() - checkpoints,
                    retries.get(name),
                    (EMITTED.get() - emitted) / seconds,
                    (sum("pointsWritten") - written) / seconds);
        }

        double retriesPerSecond(String phase) {
            return retries.get(phase);
        }

        private long sum(String counter) {
            return reporter.findMetrics(job, ".*" + counter).values().stream()
                    .mapToLong(metric -> ((Counter) metric).getCount())
                    .sum();
        }
    }
}
