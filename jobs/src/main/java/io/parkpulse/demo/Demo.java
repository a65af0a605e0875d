package io.parkpulse.demo;

import io.parkpulse.catalogue.OutputSchema;
import io.parkpulse.connectors.clock.EventClock;
import io.parkpulse.connectors.influxdb.Secret;
import io.parkpulse.embedded.EmbeddedKafka;
import io.parkpulse.embedded.EmbeddedQuestDb;
import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.kafka.RegistryTopic;
import io.parkpulse.kafka.StreamWriter;
import io.parkpulse.kafka.Topics;
import io.parkpulse.live.AllSinks;
import io.parkpulse.live.InfluxSinks;
import io.parkpulse.live.KafkaSinks;
import io.parkpulse.live.KafkaSources;
import io.parkpulse.live.LiveJob;
import io.parkpulse.live.LiveSettings;
import io.parkpulse.live.LocalCluster;
import io.parkpulse.play.Pace;
import io.parkpulse.play.Player;
import io.parkpulse.registry.RegistryException;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.roster.Roster;
import io.parkpulse.simulator.Scenario;
import io.parkpulse.simulator.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Kafka, Flink with its web page, a time-series store and simulated parks, in this process. Event time begins in the
 * second day of the simulation and goes by faster than time; the first day is there at once, so that every trailing window
 * is whole.
 */
public final class Demo implements AutoCloseable {
    private static final String RUN = "live";
    private static final int KAFKA_PORT = 9092;
    private static final int FLINK_PORT = 8081;
    private static final int QUESTDB_PORT = 9000;
    /** In the morning of the second day, when the parks come alive. */
    private static final Duration HISTORY = Duration.ofHours(24 + 8);
    /** How far behind the clock steps are closed, time of this machine: as long as lines take to get here. */
    private static final Duration ON_THE_WAY = Duration.ofSeconds(1);

    private final Settings settings;
    private final Path directory;
    private final Steps steps;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Map<String, String> addresses = new LinkedHashMap<>();
    private CompletableFuture<Void> job;
    private Thread player;
    private volatile IOException playingFailed;

    /**
     * What to show.
     *
     * @param scenario the parks and days
     * @param seed of what the scenario leaves open
     * @param mess whether devices and lines misbehave
     * @param speed so many times as fast as time, above 0
     * @param influx a store to write to; null for one in this process
     */
    public record Settings(Scenario scenario, long seed, boolean mess, double speed, InfluxSinks.Target influx) {}

    /** Is told what is being done. */
    @FunctionalInterface
    public interface Steps {
        void begin(String what);
    }

    private Demo(Settings settings, Path directory, Steps steps) {
        this.settings = settings;
        this.directory = directory;
        this.steps = steps;
    }

    /**
     * Starts everything and waits until there are figures of the present.
     */
    public static Demo start(Settings settings, Steps steps) throws Exception {
        Demo demo = new Demo(settings, Files.createTempDirectory("parkpulse-demo-"), steps);
        try {
            demo.start();
            return demo;
        } catch (Exception | Error e) {
            demo.close();
            throw e;
        }
    }

    private void start() throws Exception {
        steps.begin("Simulating the parks");
        Path recording = Files.createDirectory(directory.resolve("recording"));
        new Simulation(settings.scenario(), settings.seed(), settings.mess())
                .writeTo(recording, (lines, expected) -> {});
        steps.begin("Starting Kafka");
        EmbeddedKafka broker = part(EmbeddedKafka.start(directory.resolve("kafka"), KAFKA_PORT));
        KafkaSettings kafka = KafkaSettings.of(broker.bootstrapServers());
        addresses.put("Kafka", broker.bootstrapServers());
        Topics.create(kafka, 2);
        InfluxSinks.Target store = settings.influx() == null ? startStore() : settings.influx();
        addresses.put(settings.influx() == null ? "QuestDB" : "InfluxDB", store.url());
        steps.begin("Starting Flink");
        LocalCluster cluster = part(LocalCluster.start(FLINK_PORT, 1));
        addresses.put("Flink", cluster.url());
        Roster roster = writeRegistry(recording, kafka);

        steps.begin("Sending a day and a morning of history");
        long begin = Instant.from(settings.scenario().days().first().atStartOfDay(zone()))
                .toEpochMilli();
        EventClock clock = new EventClock(System.currentTimeMillis(), begin + HISTORY.toMillis(), settings.speed());
        CompletableFuture<Void> historySent = play(recording, kafka, clock);
        historySent.get();
        LiveSettings live = LiveSettings.from(begin, clock)
                .behind(Duration.ofMillis((long) (ON_THE_WAY.toMillis() * settings.speed())));
        steps.begin("Computing its figures");
        job = cluster.run(
                "ParkPulse " + RUN,
                env -> LiveJob.define(
                        env,
                        roster,
                        live,
                        new KafkaSources(kafka, "parkpulse", live),
                        new AllSinks(List.of(new KafkaSinks(kafka), new InfluxSinks(store, RUN)))));
        try (NewestFigures figures = new NewestFigures(kafka)) {
            figures.await(begin + HISTORY.toMillis(), job);
        }
    }

    private ZoneId zone() {
        return settings.scenario().parks().get(0).zone();
    }

    private InfluxSinks.Target startStore() throws IOException {
        steps.begin("Starting QuestDB");
        EmbeddedQuestDb store = part(EmbeddedQuestDb.start(directory.resolve("questdb"), QUESTDB_PORT));
        for (OutputSchema.Measurement measurement : OutputSchema.ALL) {
            Map<String, EmbeddedQuestDb.FieldType> fields = new LinkedHashMap<>();
            measurement
                    .fields()
                    .forEach(field -> fields.put(
                            field.name(),
                            EmbeddedQuestDb.FieldType.valueOf(field.type().name())));
            store.createTable(measurement.name(), measurement.tags(), fields);
        }
        return new InfluxSinks.Target(store.url(), "parkpulse", "parkpulse", Secret.none());
    }

    private static Roster writeRegistry(Path recording, KafkaSettings kafka) throws IOException, RegistryException {
        RegistryTopic.write(kafka, RegistryReader.readRows(recording).rows());
        return Roster.of(RegistryReader.read(recording).registry());
    }

    /** Plays on in the background; what is returned completes when the present is reached. */
    private CompletableFuture<Void> play(Path recording, KafkaSettings kafka, EventClock clock) {
        CompletableFuture<Void> present = new CompletableFuture<>();
        Pace pace = Pace.following(clock);
        player = new Thread(() -> {
            try (StreamWriter writer = new StreamWriter(kafka)) {
                Player.play(
                        recording,
                        due -> {
                            if (!present.isDone() && due >= clock.now()) {
                                present.complete(null);
                            }
                            pace.await(due);
                        },
                        writer);
                present.complete(null);
            } catch (IOException e) {
                playingFailed = e;
                present.completeExceptionally(e);
            } catch (InterruptedException e) {
                // The demo ends.
                Thread.currentThread().interrupt();
            }
        });
        player.setName("player");
        player.setDaemon(true);
        player.start();
        return present;
    }

    private <T extends AutoCloseable> T part(T started) {
        parts.push(started);
        return started;
    }

    /** What can be reached where, in the order in which it is to be shown. */
    public Map<String, String> addresses() {
        return addresses;
    }

    /**
     * Waits.
     *
     * @param duration null for as long as it runs
     * @throws IOException if the job or the streams failed meanwhile
     */
    public void await(Duration duration) throws IOException, InterruptedException {
        long deadline = duration == null ? Long.MAX_VALUE : System.nanoTime() + duration.toNanos();
        while (duration == null || System.nanoTime() < deadline) {
            if (job.isCompletedExceptionally()) {
                job.handle((nothing, failure) -> failure)
                        .thenAccept(failure -> playingFailed = new IOException(failure.getMessage(), failure));
            }
            if (playingFailed != null) {
                throw playingFailed;
            }
            Thread.sleep(100);
        }
    }

    /** Ends everything, in the reverse order of its start. */
    @Override
    public void close() throws IOException {
        // What is interrupted while it ends would leave its files behind.
        boolean interrupted = Thread.interrupted();
        IOException failed = null;
        if (player != null) {
            player.interrupt();
        }
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                failed =
                        failed == null ? new IOException("the demo did not end cleanly: " + e.getMessage(), e) : failed;
            }
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failed != null) {
            throw failed;
        }
    }
}
