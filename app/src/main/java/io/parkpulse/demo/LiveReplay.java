package io.parkpulse.demo;

import io.parkpulse.connectors.clock.EventClock;
import io.parkpulse.embedded.EmbeddedKafka;
import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.kafka.RegistryTopic;
import io.parkpulse.kafka.Topics;
import io.parkpulse.live.AllSinks;
import io.parkpulse.live.KafkaSinks;
import io.parkpulse.live.KafkaSources;
import io.parkpulse.live.LiveJob;
import io.parkpulse.live.LiveSettings;
import io.parkpulse.live.LiveSinks;
import io.parkpulse.live.LocalCluster;
import io.parkpulse.play.DeclarationWriter;
import io.parkpulse.play.Pace;
import io.parkpulse.play.Player;
import io.parkpulse.play.StreamWriter;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.replay.Alerting;
import io.parkpulse.roster.Roster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A recording as live streams, in this process: its lines come through Kafka as they once came, so many times as fast,
 * and the live job takes them. It ends an hour of event time after the last line, when the last figures are final.
 */
public final class LiveReplay {
    private static final int FLINK_PORT = 8081;
    /** Until the job reads, so that what is due at the start is not late. */
    private static final Duration UNTIL_READING = Duration.ofSeconds(5);

    private LiveReplay() {}

    /**
     * How it is done.
     *
     * @param speed so many times as fast as time, above 0
     * @param stepMillis length of a step
     * @param parallelism instances of each operator
     * @param brokers Kafka to go through, with no record of ParkPulse in it yet; null for one in this process
     */
    public record Settings(double speed, long stepMillis, int parallelism, KafkaSettings brokers) {}

    /** Is told how far it has come. */
    public interface Progress {
        /** @param bytes of the recording that have been handed out */
        void at(long bytes);

        /** All lines are handed out, and the last figures are waited for. */
        void waiting();
    }

    /**
     * Runs a recording to its end.
     *
     * @param sinks where results go beside the output topics
     * @throws IOException if the brokers cannot be reached or hold records already, or the job fails
     */
    public static void run(
            Path recording, Roster roster, Alerting alerting, Settings settings, LiveSinks sinks, Progress progress)
            throws Exception {
        if (settings.brokers() != null) {
            run(recording, roster, alerting, settings, settings.brokers(), sinks, progress);
            return;
        }
        try (Scratch scratch = Scratch.create("parkpulse-replay-");
                EmbeddedKafka broker = EmbeddedKafka.start(scratch.directory().resolve("kafka"), 0)) {
            KafkaSettings kafka = KafkaSettings.of(broker.bootstrapServers());
            run(recording, roster, alerting, settings, kafka, sinks, progress);
        }
    }

    private static void run(
            Path recording,
            Roster roster,
            Alerting alerting,
            Settings settings,
            KafkaSettings kafka,
            LiveSinks sinks,
            Progress progress)
            throws Exception {
        Topics.create(kafka, settings.parallelism());
        Topics.requireEmpty(kafka);
        RegistryTopic.write(kafka, RegistryReader.readRows(recording).rows());
        DeclarationWriter.write(kafka, alerting.declarations());
        long begin = Player.begin(recording);
        EventClock clock =
                new EventClock(System.currentTimeMillis() + UNTIL_READING.toMillis(), begin, settings.speed());
        LiveSettings live = LiveSettings.spedUp(settings.stepMillis(), begin, clock);
        try (LocalCluster cluster = LocalCluster.start(FLINK_PORT, settings.parallelism())) {
            CompletableFuture<Void> job = cluster.run(
                    "ParkPulse " + recording.getFileName(),
                    env -> LiveJob.define(
                            env,
                            roster,
                            alerting.rules(),
                            live,
                            new KafkaSources(kafka, "parkpulse-replay", live),
                            new AllSinks(List.of(new KafkaSinks(kafka), sinks))));
            long end = play(recording, kafka, clock, job, progress);
            progress.waiting();
            try (NewestFigures figures = new NewestFigures(kafka)) {
                figures.await(end + live.finalAfterMillis(), job);
            }
        }
    }

    /** Hands out all lines; when the last one was due. */
    private static long play(
            Path recording, KafkaSettings kafka, EventClock clock, CompletableFuture<Void> job, Progress progress)
            throws IOException, InterruptedException {
        Pace pace = Pace.following(clock);
        long[] state = {Long.MIN_VALUE, 0};
        try (StreamWriter writer = new StreamWriter(kafka)) {
            Player.play(recording, pace, (stream, line, due) -> {
                if (job.isDone()) {
                    throw new IOException("the job ended: "
                            + job.handle((nothing, failure) -> failure).join());
                }
                writer.line(stream, line, due);
                state[0] = Math.max(state[0], due);
                state[1] += line.length + 1;
                progress.at(state[1]);
            });
        }
        return state[0];
    }
}
