package io.parkpulse.bench;

import io.parkpulse.connectors.clock.EventClock;
import io.parkpulse.connectors.http.Secret;
import io.parkpulse.connectors.influxdb.InfluxServer;
import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.live.AllSinks;
import io.parkpulse.live.InfluxSinks;
import io.parkpulse.live.KafkaSinks;
import io.parkpulse.live.KafkaSources;
import io.parkpulse.live.LiveJob;
import io.parkpulse.live.LiveSettings;
import io.parkpulse.live.LiveSinks;
import io.parkpulse.live.LocalCluster;
import io.parkpulse.model.Stream;
import io.parkpulse.registry.RegistryException;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.roster.Roster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs the live job as a process of its own, with parallelism 1 and a checkpoint each 10 s to files:
 *
 * <ul>
 *   <li>{@code figures|topics RECORDING BROKER CHECKPOINTS OUT}: over what the topics hold, until every step of it is
 *       closed; the figures of the parks go to a file, and all that the job emits into its topics or nowhere
 *   <li>{@code store RECORDING BROKER CHECKPOINTS URL TOKEN WALL EVENT SPEED}: into InfluxDB, by a clock, until it is
 *       ended
 * </ul>
 */
public final class Live {
    static final String FIGURES = "figures";
    static final String TOPICS = "topics";
    static final String STORE = "store";

    /** Names the job's points in the store. */
    static final String RUN = "bench";

    static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

    /** Behind the clock and behind the latest record, time of this machine; where nothing else is asked for. */
    static final Duration LAG = Duration.ofSeconds(1);

    private final Path recording;
    private final KafkaSettings kafka;
    private final Path checkpoints;

    private Live(Path recording, String broker, Path checkpoints) {
        this.recording = recording;
        this.kafka = KafkaSettings.of(broker);
        this.checkpoints = checkpoints;
    }

    public static void main(String[] args) throws Exception {
        Live live = new Live(Path.of(args[1]), args[2], Path.of(args[3]));
        switch (args[0]) {
            case FIGURES -> live.untilClosed(false, Path.of(args[4]));
            case TOPICS -> live.untilClosed(true, Path.of(args[4]));
            case STORE ->
                live.intoStore(
                        new InfluxSinks.Target(
                                args[4],
                                InfluxServer.ORGANISATION,
                                InfluxServer.BUCKET,
                                Secret.fromFile(Path.of(args[5]))),
                        new EventClock(Long.parseLong(args[6]), Long.parseLong(args[7]), Double.parseDouble(args[8])));
            default -> throw new IllegalArgumentException("no such live job: " + args[0]);
        }
        // What Flink would still tidy up is nobody's time.
        System.exit(0);
    }

    /** Where the last step of a recording ends: the one that begins with its last reading. */
    static long lastEnd(Path recording) throws IOException {
        long last = Recordings.lastInstant(recording.resolve(Stream.POWER.fileName()));
        return (last / LiveSettings.STEP_MILLIS + 1) * LiveSettings.STEP_MILLIS;
    }

    private void untilClosed(boolean intoTopics, Path out) throws Exception {
        long lastEnd = lastEnd(recording);
        // What is in the topics sets the time; the clock stands behind it.
        EventClock clock = new EventClock(System.currentTimeMillis(), lastEnd + 60_000, 1e-9);
        LiveSettings settings = LiveSettings.from(start(), clock);
        ParkFigures figures = new ParkFigures(lastEnd);
        CompletableFuture<Void> job = start(settings, intoTopics ? and(figures, new KafkaSinks(kafka)) : figures);
        CompletableFuture.anyOf(
                        job, ParkFigures.complete(registry().registry().parks().size()))
                .get();
        ParkFigures.write(lastEnd - LiveSettings.STEP_MILLIS, out);
    }

    private static LiveSinks and(LiveSinks one, LiveSinks other) {
        return new AllSinks(List.of(one, other));
    }

    private void intoStore(InfluxSinks.Target store, EventClock clock) throws Exception {
        LiveSettings settings = LiveSettings.spedUp(LiveSettings.STEP_MILLIS, start(), clock);
        start(settings, new InfluxSinks(store, RUN)).get();
    }

    private long start() throws IOException {
        return Recordings.firstInstant(recording.resolve(Stream.POWER.fileName()));
    }

    private RegistryReader.Result registry() throws IOException, RegistryException {
        return RegistryReader.read(recording);
    }

    private CompletableFuture<Void> start(LiveSettings settings, LiveSinks sinks) throws Exception {
        Roster roster = Roster.of(registry().registry());
        return LocalCluster.start(Files.createTempDirectory("bench"), 0, 1)
                .run("live", env -> define(env, roster, settings, sinks));
    }

    /** Has a job take its checkpoints, to files. */
    static void checkpoint(StreamExecutionEnvironment env, Path directory) {
        env.enableCheckpointing(CHECKPOINT_INTERVAL.toMillis());
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.toUri().toString());
        env.configure(configuration);
    }

    private void define(StreamExecutionEnvironment env, Roster roster, LiveSettings settings, LiveSinks sinks) {
        checkpoint(env, checkpoints);
        LiveJob.define(
                env,
                roster,
                RegistryReader.builtInRules(),
                settings,
                new KafkaSources(kafka, "bench", settings),
                sinks);
    }
}
