package io.parkpulse.bench;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.WriteApi;
import com.influxdb.client.WriteApiBlocking;
import com.influxdb.client.WriteOptions;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.client.write.Point;
import com.influxdb.client.write.events.WriteErrorEvent;
import com.influxdb.client.write.events.WriteSuccessEvent;
import com.sun.management.OperatingSystemMXBean;
import io.parkpulse.catalogue.OutputSchema;
import io.parkpulse.connectors.http.Secret;
import io.parkpulse.connectors.influxdb.InfluxLine;
import io.parkpulse.connectors.influxdb.InfluxPointEncoder;
import io.parkpulse.connectors.influxdb.InfluxServer;
import io.parkpulse.connectors.influxdb.InfluxSink;
import io.parkpulse.live.LocalCluster;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;

/**
 * Writes points of the measurement {@code park_index} to InfluxDB as a process of its own:
 * {@code blocking|client|sink URL TOKEN POINTS RUN CHECKPOINTS}. A quarter as many points go before, to warm up; the
 * last line it prints is how long the others took, in seconds, and how much CPU time of this process, from the first of
 * them being made to the last being written.
 */
public final class StoreWriting {
    static final String BLOCKING = "blocking";
    static final String CLIENT = "client";
    static final String SINK = "sink";

    /** As many as the sink sends at once. */
    private static final int BATCH = 5_000;

    private static final int SCOPES = 2_000;
    private static final long FIRST_END = 1_581_264_000_000L;
    private static final long STEP_MILLIS = 300_000;

    /** One at a time in a process; where Flink makes the encoder anew it counts on here. */
    private static final Stopwatch STOPWATCH = new Stopwatch();

    private final String url;
    private final Path token;
    private final int points;
    private final String run;
    private final Path checkpoints;

    private StoreWriting(String url, Path token, int points, String run, Path checkpoints) {
        this.url = url;
        this.token = token;
        this.points = points;
        this.run = run;
        this.checkpoints = checkpoints;
    }

    public static void main(String[] args) throws Exception {
        StoreWriting writing =
                new StoreWriting(args[1], Path.of(args[2]), Integer.parseInt(args[3]), args[4], Path.of(args[5]));
        switch (args[0]) {
            case BLOCKING -> writing.blocking();
            case CLIENT -> writing.client();
            case SINK -> writing.sink();
            default -> throw new IllegalArgumentException("no such way of writing: " + args[0]);
        }
        STOPWATCH.print();
        System.exit(0);
    }

    /** How many points are written in all. */
    static int total(int points) {
        return warmUp(points) + points;
    }

    private static int warmUp(int points) {
        return points / 4;
    }

    /** A request after the other. */
    private void blocking() throws IOException {
        try (InfluxDBClient client = connect()) {
            WriteApiBlocking api = client.getWriteApiBlocking();
            StringBuilder lines = new StringBuilder();
            LineEncoder encoder = new LineEncoder(run, warmUp(points));
            for (long number = 0; number < total(points); number++) {
                encoder.encode(number, line -> lines.append(line).append('\n'));
                if ((number + 1) % BATCH == 0 || number + 1 == total(points)) {
                    api.writeRecord(WritePrecision.MS, lines.toString());
                    lines.setLength(0);
                }
            }
            STOPWATCH.stop();
        }
    }

    /** The client's own batches, of as many points; with room for all of them, for what finds none it drops. */
    private void client() throws IOException, ExecutionException, InterruptedException {
        try (InfluxDBClient client = connect();
                WriteApi api = client.makeWriteApi(WriteOptions.builder()
                        .batchSize(BATCH)
                        .bufferLimit(total(points) + BATCH)
                        .build())) {
            AtomicLong written = new AtomicLong();
            CompletableFuture<Void> allWritten = new CompletableFuture<>();
            api.listenEvents(WriteSuccessEvent.class, event -> {
                long lines = event.getLineProtocol().lines().count();
                if (written.addAndGet(lines) == total(points)) {
                    allWritten.complete(null);
                }
            });
            api.listenEvents(WriteErrorEvent.class, event -> allWritten.completeExceptionally(event.getThrowable()));
            for (long number = 0; number < total(points); number++) {
                STOPWATCH.at(number, warmUp(points));
                api.writePoint(point(number, run));
            }
            api.flush();
            allWritten.get();
            STOPWATCH.stop();
        }
    }

    /** The sink in a Flink job. */
    private void sink() throws Exception {
        InfluxSink<Long> sink = InfluxSink.<Long>builder()
                .url(url)
                .organisation(InfluxServer.ORGANISATION)
                .bucket(InfluxServer.BUCKET)
                .token(Secret.fromFile(token))
                .encoder(new LineEncoder(run, warmUp(points)))
                .alreadyKeyed(number -> number) // one writer
                .build();
        LocalCluster.start(Files.createTempDirectory("bench"), 0, 1)
                .run(SINK, env -> {
                    Live.checkpoint(env, checkpoints);
                    env.fromSource(
                                    new NumberSequenceSource(0, total(points) - 1L),
                                    WatermarkStrategy.noWatermarks(),
                                    "numbers")
                            .uid("numbers")
                            .sinkTo(sink)
                            .name("sink")
                            .uid("sink");
                })
                .get();
        STOPWATCH.stop();
    }

    private InfluxDBClient connect() throws IOException {
        InfluxDBClient client = InfluxDBClientFactory.create(
                url, Files.readString(token).strip().toCharArray(), InfluxServer.ORGANISATION, InfluxServer.BUCKET);
        return client.enableGzip();
    }

    private static String scope(long number) {
        return String.format(Locale.ROOT, "park:ZJ-%02d/grid:g%d", number % SCOPES / 25, number % SCOPES);
    }

    private static String park(long number) {
        return String.format(Locale.ROOT, "ZJ-%02d", number % SCOPES / 25);
    }

    private static long end(long number) {
        return FIRST_END + number / SCOPES * STEP_MILLIS;
    }

    /** Some number, from 0 to 999,999, for a field of a point. */
    private static long value(long number, int field) {
        return ((number * 31 + field) * 0x9E3779B97F4A7C15L >>> 20) % 1_000_000;
    }

    private static Point point(long number, String run) {
        Point point = Point.measurement(OutputSchema.PARK_INDEX.name())
                .addTag(OutputSchema.SCOPE, scope(number))
                .addTag(OutputSchema.PARK, park(number))
                .addTag(OutputSchema.KIND, OutputSchema.LIVE)
                .addTag(OutputSchema.RUN, run);
        int i = 0;
        for (OutputSchema.Field field : OutputSchema.PARK_INDEX.fields()) {
            long value = value(number, i++);
            if (field.type() == OutputSchema.Type.FLOAT) {
                point.addField(field.name(), value / 7.0);
            } else {
                point.addField(field.name(), value);
            }
        }
        return point.time(end(number), WritePrecision.MS);
    }

    private record LineEncoder(String run, int warmUp) implements InfluxPointEncoder<Long> {
        @Override
        public void encode(Long number, Consumer<InfluxLine> lines) {
            STOPWATCH.at(number, warmUp);
            InfluxLine.Builder line = InfluxLine.measurement(OutputSchema.PARK_INDEX.name())
                    .tag(OutputSchema.SCOPE, scope(number))
                    .tag(OutputSchema.PARK, park(number))
                    .tag(OutputSchema.KIND, OutputSchema.LIVE)
                    .tag(OutputSchema.RUN, run);
            int i = 0;
            for (OutputSchema.Field field : OutputSchema.PARK_INDEX.fields()) {
                long value = value(number, i++);
                if (field.type() == OutputSchema.Type.FLOAT) {
                    line.field(field.name(), value / 7.0);
                } else {
                    line.field(field.name(), value);
                }
            }
            lines.accept(line.at(end(number)));
        }
    }

    private static final class Stopwatch {
        private long begun;
        private long begunCpu;
        private long took;
        private long tookCpu;

        void at(long number, long first) {
            if (number == first) {
                begun = System.nanoTime();
                begunCpu = cpu();
            }
        }

        void stop() {
            took = System.nanoTime() - begun;
            tookCpu = cpu() - begunCpu;
        }

        void print() {
            System.out.printf(Locale.ROOT, "%.3f %.3f%n", took / 1e9, tookCpu / 1e9);
        }

        private static long cpu() {
            return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
        }
    }
}
