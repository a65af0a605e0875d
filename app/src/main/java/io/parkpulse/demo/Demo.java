package io.parkpulse.demo;

import io.parkpulse.catalogue.OutputSchema;
import io.parkpulse.connectors.clock.EventClock;
import io.parkpulse.connectors.http.Secret;
import io.parkpulse.embedded.EmbeddedKafka;
import io.parkpulse.embedded.EmbeddedQuestDb;
import io.parkpulse.files.Reason;
import io.parkpulse.files.Scratch;
import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.kafka.RegistryTopic;
import io.parkpulse.kafka.Topics;
import io.parkpulse.live.AllSinks;
import io.parkpulse.live.InfluxSinks;
import io.parkpulse.live.KafkaSinks;
import io.parkpulse.live.KafkaSources;
import io.parkpulse.live.LiveJob;
import io.parkpulse.live.LiveSettings;
import io.parkpulse.live.LocalCluster;
import io.parkpulse.play.Pacer;
import io.parkpulse.play.Player;
import io.parkpulse.play.SentTime;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.roster.Roster;
import io.parkpulse.simulator.Scenario;
import io.parkpulse.simulator.Simulation;
import io.parkpulse.wall.KafkaFeed;
import io.parkpulse.wall.WallServer;
import io.parkpulse.wall.WallSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * Kafka, Flink with its web page, a time-series store, the wall page and simulated parks, in this process. Event time begins in the
 * second day of the simulation and goes by faster than time; the first day is there at once, so that every trailing window
 * is whole.
 */
public final class Demo implements AutoCloseable {
    private static final String RUN = "live";
    private static final int KAFKA_PORT = 9092;
    private static final int FLINK_PORT = 8081;
    private static final int QUESTDB_PORT = 9000;
    private static final int PARALLELISM = Math.min(2, Runtime.getRuntime().availableProcessors());
    /** In the morning of the second day, when the parks come alive. */
    private static final Duration HISTORY = Duration.ofHours(24 + 8);

    private final Settings settings;
    private final Scratch scratch;
    private final Consumer<Step> steps;
    /** What runs or will run, each before what needs it. */
    private final Deque<CompletableFuture<AutoCloseable>> parts = new ArrayDeque<>();

    private final Map<String, String> addresses = new LinkedHashMap<>();
    private CompletableFuture<Void> job;
    private Thread player;
    private volatile IOException playingFailed;

    /**
     * What to show.
     *
     * @param scenario the parks and days
     * @param seed of the random numbers
     * @param mess whether devices and lines misbehave
     * @param speed so many times as fast as real time, above 0
     * @param influx a store to write to; null for one in this process
     */
    public record Settings(Scenario scenario, long seed, boolean mess, double speed, InfluxSinks.Target influx) {}

    /** What is being done until it is ready, one after the other. */
    public enum Step {
        /** Simulates the parks, and starts a broker, a cluster and a store. */
        STARTING,
        /** Sends what has been before, and computes its figures. */
        HISTORY
    }

    private Demo(Settings settings, Scratch scratch, Consumer<Step> steps) {
        this.settings = settings;
        this.scratch = scratch;
        this.steps = steps;
    }

    /**
     * Starts everything and waits until there are figures of the present.
     */
    public static Demo start(Settings settings, Consumer<Step> steps) throws Exception {
        Demo demo = new Demo(settings, Scratch.create("demo-"), steps);
        try {
            demo.start();
            return demo;
        } catch (Exception | Error e) {
            demo.close();
            throw e;
        }
    }

    private void start() throws Exception {
        steps.accept(Step.STARTING);
        Path recording = Files.createDirectory(scratch.directory().resolve("recording"));
        CompletableFuture<Roster> simulated = meanwhile(() -> {
            new Simulation(settings.scenario(), settings.seed(), settings.mess())
                    .writeTo(recording, (lines, expected) -> {});
            return Roster.of(RegistryReader.read(recording).registry());
        });
        CompletableFuture<EmbeddedKafka> broker =
                part(() -> EmbeddedKafka.start(scratch.directory().resolve("kafka"), KAFKA_PORT));
        CompletableFuture<EmbeddedQuestDb> ownStore = settings.influx() == null ? part(this::startStore) : null;
        CompletableFuture<LocalCluster> flink =
                part(() -> LocalCluster.start(scratch.directory(), FLINK_PORT, PARALLELISM));
        KafkaSettings kafka = KafkaSettings.of(result(broker).bootstrapServers());
        Topics.create(kafka, 2);
        InfluxSinks.Target store = ownStore == null ? settings.influx() : target(result(ownStore));
        LocalCluster cluster = result(flink);
        Roster roster = result(simulated);
        RegistryTopic.write(kafka, RegistryReader.readRows(recording).rows());

        steps.accept(Step.HISTORY);
        long begin = Instant.from(settings.scenario().days().first().atStartOfDay(zone()))
                .toEpochMilli();
        EventClock clock = new EventClock(System.currentTimeMillis(), begin + HISTORY.toMillis(), settings.speed());
        SentTime time = SentTime.create(clock, scratch.directory().resolve("sent"), begin);
        CompletableFuture<Void> historySent = play(recording, kafka, time);
        WallServer wall = result(part(() -> WallServer.start(
                WallSettings.defaults().withClock(new ShownClock(time)).withAgeLimit(ageLimit()),
                new KafkaFeed(kafka.with(Map.of())))));
        addresses.put("Wall", wall.url().toString());
        addresses.put("Flink", cluster.url());
        addresses.put(settings.influx() == null ? "QuestDB" : "InfluxDB", store.url());
        if (ownStore != null) {
            addresses.put("  user", result(ownStore).user());
            addresses.put("  password", result(ownStore).token());
        }
        addresses.put("Kafka", kafka.bootstrapServers());
        LiveSettings live = LiveSettings.spedUp(LiveSettings.STEP_MILLIS, begin, clock, time);
        job = cluster.run(
                "ParkPulse " + RUN,
                env -> LiveJob.define(
                        env,
                        roster,
                        RegistryReader.builtInRules(),
                        live,
                        new KafkaSources(kafka, "parkpulse", live),
                        new AllSinks(List.of(new KafkaSinks(kafka), new InfluxSinks(store, RUN)))));
        historySent.get();
        try (NewestFigures figures = new NewestFigures(kafka)) {
            figures.await(begin + HISTORY.toMillis(), job);
        }
    }

    /** Does something beside everything else, on a thread that does not outlive this process. */
    private static <T> CompletableFuture<T> meanwhile(Callable<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                done.complete(work.call());
            } catch (Exception | Error e) {
                // Somebody waits for it.
                done.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    private static <T> T result(CompletableFuture<T> done) throws Exception {
        try {
            return done.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** A figure is stale after three steps, or a quarter of a minute here, for that is how long a machine may be busy. */
    private Duration ageLimit() {
        Duration busy = Duration.ofMillis((long) (Duration.ofSeconds(15).toMillis() * settings.speed()));
        return busy.compareTo(WallSettings.DEFAULT_AGE_LIMIT) > 0 ? busy : WallSettings.DEFAULT_AGE_LIMIT;
    }

    private ZoneId zone() {
        return settings.scenario().parks().get(0).zone();
    }

    private EmbeddedQuestDb startStore() throws IOException {
        EmbeddedQuestDb store = EmbeddedQuestDb.start(scratch.directory().resolve("questdb"), QUESTDB_PORT);
        for (OutputSchema.Measurement measurement : OutputSchema.ALL) {
            Map<String, EmbeddedQuestDb.FieldType> fields = new LinkedHashMap<>();
            measurement
                    .fields()
                    .forEach(field -> fields.put(
                            field.name(),
                            EmbeddedQuestDb.FieldType.valueOf(field.type().name())));
            store.createTable(measurement.name(), measurement.tags(), fields);
        }
        return store;
    }

    /** The job reads the token where it writes, as it does that of any other store. */
    private InfluxSinks.Target target(EmbeddedQuestDb store) throws IOException {
        Path token = Files.writeString(scratch.directory().resolve("questdb.token"), store.token());
        return new InfluxSinks.Target(store.url(), "parkpulse", "parkpulse", Secret.fromFile(token));
    }

    /** Plays on in the background; what is returned completes when the present is reached. */
    private CompletableFuture<Void> play(Path recording, KafkaSettings kafka, SentTime time) {
        CompletableFuture<Void> present = new CompletableFuture<>();
        EventClock clock = time.clock();
        Pacer pacer = Pacer.following(clock);
        player = new Thread(() -> {
            try {
                StreamPlayer.play(
                        Player.inOrder(recording),
                        kafka,
                        time,
                        due -> {
                            if (!present.isDone() && due >= clock.now()) {
                                present.complete(null);
                            }
                            pacer.await(due);
                        },
                        (stream, line, due) -> {});
                present.complete(null);
            } catch (InterruptedException e) {
                // The demo ends.
                Thread.currentThread().interrupt();
            } catch (IOException | RuntimeException | Error e) {
                // Somebody waits for it.
                playingFailed = new IOException("the streams cannot be played: " + Reason.of(e), e);
                present.completeExceptionally(playingFailed);
            }
        });
        player.setName("player");
        player.setDaemon(true);
        player.start();
        return present;
    }

    private <T extends AutoCloseable> CompletableFuture<T> part(Callable<T> start) {
        CompletableFuture<T> part = meanwhile(start);
        parts.push(part.thenApply(started -> started));
        return part;
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
                        .thenAccept(failure -> playingFailed = new IOException(Reason.of(failure), failure));
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
        // What is interrupted while it ends would leave its files behind: that is done where nobody interrupts.
        CompletableFuture<Void> ended = meanwhile(() -> {
            end();
            return null;
        });
        boolean interrupted = false;
        while (true) {
            try {
                ended.get();
                return;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException failed ? failed : new IOException(Reason.of(e), e);
            } finally {
                if (interrupted && ended.isDone()) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private void end() throws IOException {
        IOException failed = null;
        if (player != null) {
            player.interrupt();
        }
        while (!parts.isEmpty()) {
            try {
                AutoCloseable part =
                        parts.pop().exceptionally(notStarted -> null).get();
                if (part != null) {
                    part.close();
                }
            } catch (Exception e) {
                failed = failed == null ? new IOException("the demo did not end cleanly: " + Reason.of(e), e) : failed;
            }
        }
        scratch.close();
        if (failed != null) {
            throw failed;
        }
    }
}
