package io.parkpulse.live;

import io.parkpulse.alerts.Rules;
import io.parkpulse.connectors.clock.EventClock;
import io.parkpulse.connectors.cluster.OwnFlink;
import io.parkpulse.connectors.influxdb.InfluxServer;
import io.parkpulse.connectors.micrometer.MicrometerReporterFactory;
import io.parkpulse.ingest.RecordGlance;
import io.parkpulse.live.Arrivals.Arrival;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Meter;
import io.parkpulse.model.Registry;
import io.parkpulse.model.Stream;
import io.parkpulse.pipeline.IndexWorkflow;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.roster.Roster;
import io.parkpulse.simulator.SeedRecording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A real InfluxDB that the real job fills, from Kafka, with figures and with its metrics: two days of two parks, with
 * everything that boards show. A meter is silent on the last day and another falls silent, records come when their day has
 * been closed, and there are alerts that fire and alerts that are over.
 */
final class GrafanaStore implements AutoCloseable {
    static final String RUN = "live";
    static final String JOB = "ParkPulse live";

    /** When the recording begins and ends, and what time it is then. */
    static final Instant BEGIN = Instant.parse("2020-03-14T16:00:00Z");

    static final Instant END = Instant.parse("2020-03-16T16:00:00Z");
    static final Instant NOW = END.plus(Duration.ofMinutes(90));

    private static final Set<String> PARKS = Set.of("dongli", "shanghaimiao");
    private static final int PARALLELISM = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** So that something fires and something is over within two days. */
    private static final String RULES = """
            lagging: {on_days: all, warning_below: 60, warning_clear: 65, critical_below: 20, critical_clear: 25}
            staff: {kind: lagging, measure: staff_return, on_days: all, warning_below: 99, warning_clear: 99.5,
              critical_below: none, critical_clear: none}
            """;

    private final InfluxServer influx;
    private final LiveHarness kafka;
    private JobClient job;

    private GrafanaStore(InfluxServer influx, Path dir) throws IOException {
        this.influx = influx;
        this.kafka = new LiveHarness(dir.resolve("kafka"));
    }

    /**
     * Fills one.
     *
     * @param dir for what goes into it
     */
    static GrafanaStore fill(Path dir) throws Exception {
        GrafanaStore store = new GrafanaStore(InfluxServer.start(), dir);
        try {
            store.fillFrom(recording(dir), dir);
            return store;
        } catch (Exception e) {
            store.close();
            throw e;
        }
    }

    private static Path recording(Path dir) throws Exception {
        Path recording = SeedRecording.write(2, PARKS, Integer.MAX_VALUE, dir.resolve("recording"));
        List<String> meters = onlyMeters(RegistryReader.read(recording).registry());
        Map<String, Instant> silentFrom = Map.of(
                meters.get(0), END.minus(Duration.ofDays(1)),
                meters.get(1), END.minus(Duration.ofHours(12)));
        Path power = recording.resolve(Stream.POWER.fileName());
        StringBuilder kept = new StringBuilder();
        RecordGlance glance = new RecordGlance();
        for (String text : Files.readString(power, StandardCharsets.ISO_8859_1).split("\n")) {
            byte[] line = text.getBytes(StandardCharsets.ISO_8859_1);
            boolean read = glance.read(Stream.POWER, line, 0, line.length) && glance.id() != null;
            Instant silent = read ? silentFrom.get(new String(glance.id(), StandardCharsets.UTF_8)) : null;
            if (silent == null || glance.at() < silent.toEpochMilli()) {
                kept.append(text).append('\n');
            }
        }
        Files.writeString(power, kept, StandardCharsets.ISO_8859_1);
        return recording;
    }

    /** Meters of the first park that are the only one of their enterprise, and measure no other. */
    private static List<String> onlyMeters(Registry registry) {
        Map<String, Long> metersOf = registry.meters().stream()
                .flatMap(meter -> meter.rows().stream())
                .collect(Collectors.groupingBy(Meter.Row::enterprise, Collectors.counting()));
        String park = registry.parks().get(0).id();
        Set<String> enterprises = registry.enterprises().stream()
                .filter(enterprise -> enterprise.park().equals(park) && metersOf.getOrDefault(enterprise.id(), 0L) == 1)
                .map(Enterprise::id)
                .collect(Collectors.toSet());
        return registry.meters().stream()
                .filter(meter -> meter.rows().size() == 1)
                .filter(meter -> enterprises.contains(meter.rows().get(0).enterprise()))
                .map(Meter::id)
                .toList();
    }

    private Configuration reporter(Path dir) throws IOException {
        Configuration configuration = new Configuration();
        String prefix = "metrics.reporter.influx.";
        configuration.setString(prefix + "factory.class", MicrometerReporterFactory.class.getName());
        configuration.setString(prefix + "influx.uri", influx.url());
        configuration.setString(prefix + "influx.org", InfluxServer.ORGANISATION);
        configuration.setString(prefix + "influx.bucket", InfluxServer.BUCKET);
        configuration.setString(
                prefix + "influx.token.file",
                Files.writeString(dir.resolve("token"), influx.token()).toString());
        configuration.setString(prefix + "interval", "1 s");
        return configuration;
    }

    private void fillFrom(Path recording, Path dir) throws Exception {
        Rules rules = RegistryReader.readRules(Files.writeString(dir.resolve("rules.yaml"), RULES));
        Roster roster = Roster.of(RegistryReader.read(recording).registry());
        Arrivals arrivals = Arrivals.of(recording, Duration.ofHours(12), new Random(2));
        send(arrivals.part(0, 0.97));

        Configuration configuration = IndexWorkflow.configuration();
        configuration.addAll(OwnFlink.closed());
        configuration.addAll(reporter(dir));
        configuration.setString("execution.checkpointing.interval", "5s");
        configuration.setString(
                "execution.checkpointing.dir",
                dir.resolve("checkpoints").toUri().toString());
        configuration.setString("restart-strategy.type", "none"); // to see what fails
        EventClock clock = new EventClock(System.currentTimeMillis(), NOW.toEpochMilli(), 1);
        LiveSettings settings = LiveSettings.from(BEGIN.toEpochMilli(), clock);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, configuration);
        InfluxSinks.Target target =
                new InfluxSinks.Target(influx.url(), InfluxServer.ORGANISATION, InfluxServer.BUCKET, influx.secret());
        LiveJob.define(
                env,
                roster,
                rules,
                settings,
                new KafkaSources(kafka.kafka(), "grafana", settings),
                new AllSinks(List.of(new KafkaSinks(kafka.kafka()), new InfluxSinks(target, RUN))));
        job = env.executeAsync(JOB);

        await(
                () -> "closed days",
                () -> !rows("SELECT \"revision\" FROM \"park_index\" WHERE \"kind\" = 'daily'" + " AND time >= "
                                + END.minus(Duration.ofDays(1)).toEpochMilli() + "ms")
                        .isEmpty());
        send(arrivals.part(0.97, 1));
    }

    private void send(Arrivals arrivals) {
        Random random = new Random(3);
        for (Arrival arrival : arrivals.records()) {
            kafka.send(arrival.stream(), random.nextInt(3), arrival.line());
        }
    }

    /**
     * Waits until something holds, for as long as a test has patience.
     *
     * @param missing what is missing while it does not
     */
    void await(Supplier<String> missing, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not in " + PATIENCE + ": " + missing.get());
            }
            try {
                job.getJobExecutionResult().get(200, TimeUnit.MILLISECONDS);
                throw new AssertionError("the job ended");
            } catch (TimeoutException e) {
                // It goes on.
            }
        }
    }

    /** The rows of an answer, each a map of its columns. */
    List<Map<String, Object>> rows(String influxQl) throws IOException, InterruptedException {
        return influx.query(influxQl);
    }

    @Override
    public void close() throws IOException {
        try (influx;
                kafka) {
            if (job != null) {
                job.cancel().join();
            }
        }
    }
}
