package io.parkpulse.bench.outage;

import io.parkpulse.connectors.cluster.OwnFlink;
import io.parkpulse.connectors.influxdb.InfluxLine;
import io.parkpulse.connectors.influxdb.InfluxSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * An outage of the store, ridden out by the sink of {@code connectors} and by two on Flink's AsyncSinkBase: what each does
 * to the store, to checkpoints and to memory, and what is in the store in the end. Nothing is asserted.
 */
public final class OutageBench {
    private static final AtomicInteger CHECKPOINTS = new AtomicInteger();
    private static final AtomicLong EMITTED = new AtomicLong();
    private static final AtomicLong FIRST_NANOS = new AtomicLong();
    private static final long PER_SECOND = 5_000;
    private static final long PHASE_SECONDS = 30;
    private static final long SPEED_ELEMENTS = 2_000_000;

    private OutageBench() {}

    private interface SinkOf {
        Sink<Long> to(String url);
    }

    private record Candidate(String name, SinkOf sink) {}

    /** Counts what passes and what completes. */
    private static final class Observer extends RichMapFunction<Long, Long> implements CheckpointListener {
        private static final long serialVersionUID = 1L;

        @Override
        public Long map(Long version) {
            if (EMITTED.incrementAndGet() == 1) {
                FIRST_NANOS.set(System.nanoTime());
            }
            return version;
        }

        @Override
        public void notifyCheckpointComplete(long id) {
            CHECKPOINTS.incrementAndGet();
        }
    }

    public static void main(String[] args) throws Exception {
        List<Candidate> candidates = List.of(
                new Candidate("connectors' sink", OutageBench::own),
                new Candidate("AsyncSinkBase, at once", url -> new AsyncBaseSink(url, Limits.STANDARD, false)),
                new Candidate("AsyncSinkBase, backing off", url -> new AsyncBaseSink(url, Limits.STANDARD, true)));
        System.out.printf(
                Locale.ROOT,
                "%,d lines/s of %d bytes, buffers of %d MiB, a checkpoint each second, %d s per phase, heap of %d MiB%n",
                PER_SECOND,
                Version.BYTES,
                Limits.STANDARD.bufferedBytes() >> 20,
                PHASE_SECONDS,
                Runtime.getRuntime().maxMemory() >> 20);
        for (Candidate candidate : candidates) {
            System.out.println(candidate.name());
            speed(candidate);
            outage(candidate);
        }
        System.exit(0); // the client's threads
    }

    private static Sink<Long> own(String url) {
        Limits limits = Limits.STANDARD;
        return InfluxSink.<Long>builder()
                .url(url)
                .organisation("o")
                .bucket("b")
                .maxBatchLines(limits.batchLines())
                .maxBatchBytes(limits.batchBytes())
                .maxRequestsInFlight(limits.requestsInFlight())
                .maxBufferedBytes(limits.bufferedBytes())
                .linger(Duration.ofMillis(limits.lingerMillis()))
                .requestTimeout(Duration.ofMillis(limits.timeoutMillis()))
                .backoff(Duration.ofMillis(limits.leastBackoffMillis()), Duration.ofMillis(limits.mostBackoffMillis()))
                .encoder((version, points) -> points.accept(InfluxLine.measurement("outage")
                        .tag("point", Integer.toString(Version.point(version)))
                        .field("v", version)
                        .field("p", Version.PADDING)
                        .at(1)))
                .alreadyKeyed() // one writer, as the others have no exchange before them
                .build();
    }

    private static void speed(Candidate candidate) throws Exception {
        try (Store store = new Store()) {
            EMITTED.set(0);
            start(candidate, store, SPEED_ELEMENTS, Double.MAX_VALUE)
                    .getJobExecutionResult()
                    .get();
            double seconds = (System.nanoTime() - FIRST_NANOS.get()) / 1e9;
            System.out.printf(Locale.ROOT, "  as fast as it goes: %,.0f lines/s%n", SPEED_ELEMENTS / seconds);
        }
    }

    private static void outage(Candidate candidate) throws Exception {
        EMITTED.set(0);
        try (Store store = new Store()) {
            JobClient job = start(candidate, store, Long.MAX_VALUE / 2, PER_SECOND);
            phase("writes", store, Store.State.WRITES);
            phase("503", store, Store.State.UNAVAILABLE);
            phase("breaks", store, Store.State.BREAKS);
            phase("hangs", store, Store.State.HANGS);
            phase("writes again", store, Store.State.WRITES);
            long versions = drain(store, job);
            System.out.printf(
                    Locale.ROOT,
                    "  of %,d points %,d are missing and %,d are not the latest version; lines written %.2f times%n",
                    Version.POINTS,
                    store.missing(versions),
                    store.outdated(versions),
                    (double) store.lines() / versions);
        }
    }

    private static void phase(String name, Store store, Store.State state) throws InterruptedException {
        long requests = store.requests();
        int checkpoints = CHECKPOINTS.get();
        long emitted = EMITTED.get();
        store.become(state);
        TimeUnit.SECONDS.sleep(PHASE_SECONDS);
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "  %-12s %7.1f requests/s, %3d checkpoints, %,6d lines/s taken, heap %3d MiB%n",
                name,
                (double) (store.requests() - requests) / PHASE_SECONDS,
                CHECKPOINTS.get() - checkpoints,
                (EMITTED.get() - emitted) / PHASE_SECONDS,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }

    /** Ends the job when all that it took is written, and says how much that was. */
    private static long drain(Store store, JobClient job) throws Exception {
        job.stopWithSavepoint(
                        true, Files.createTempDirectory("savepoint").toUri().toString(), SavepointFormatType.CANONICAL)
                .get();
        job.getJobExecutionResult().get();
        return EMITTED.get();
    }

    private static JobClient start(Candidate candidate, Store store, long elements, double perSecond) throws Exception {
        Configuration configuration = OwnFlink.in(Files.createTempDirectory("outage"));
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory("checkpoints"));
        configuration.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
        env.enableCheckpointing(1_000);
        DataGeneratorSource<Long> source = perSecond == Double.MAX_VALUE
                ? new DataGeneratorSource<>(index -> index, elements, Types.LONG)
                : new DataGeneratorSource<>(
                        index -> index, elements, RateLimiterStrategy.perSecond(perSecond), Types.LONG);
        env.fromSource(source, WatermarkStrategy.noWatermarks(), "versions")
                .map(new Observer())
                .sinkTo(candidate.sink().to(store.url()));
        return env.executeAsync();
    }

    private static String directory(String name) throws IOException {
        return Files.createTempDirectory(Path.of(System.getProperty("bench.directory", "/tmp")), name)
                .toUri()
                .toString();
    }
}
