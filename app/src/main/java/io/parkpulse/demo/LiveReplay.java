package io.parkpulse.demo;

import io.parkpulse.connectors.clock.EventClock;
import io.parkpulse.embedded.EmbeddedKafka;
import io.parkpulse.files.Scratch;
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
import io.parkpulse.live.Tally;
import io.parkpulse.model.Stream;
import io.parkpulse.play.DeclarationWriter;
import io.parkpulse.play.Pacer;
import io.parkpulse.play.Player;
import io.parkpulse.play.SentTime;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.replay.Alerting;
import io.parkpulse.roster.Roster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A recording as live streams, in this process: its lines come through Kafka as they once came, so many times as fast,
 * and the live job takes them. It ends an hour of event time after the last line, when the last figures are final.
 */
public final class LiveReplay {
    private static final int FLINK_PORT = 8081;

    private LiveReplay() {}

    /**
     * How it is done.
     *
     * @param speed so many times as fast as real time, above 0
     * @param stepMillis length of a step
     * @param parallelism instances of each operator
     * @param brokers Kafka to go through, with no record of ParkPulse in it yet; null for one in this process
     */
    public record Settings(double speed, long stepMillis, int parallelism, KafkaSettings brokers) {}

    /**
     * How it went.
     *
     * @param sorted the streams that are in no order, whose lines came in the order of time
     * @param tooLong how many lines Kafka did not take, for they are longer than it takes
     */
    public record Outcome(List<Stream> sorted, long tooLong) {
        public Outcome {
            sorted = List.copyOf(sorted);
        }
    }

    /** Receives how far it has come. */
    public interface Progress {
        /** The recording has been looked over, and its lines are handed out from now on. */
        void playing();

        /** @param bytes of the recording that have been handed out */
        void at(long bytes);

        /** All lines are handed out, and the last figures are waited for. */
        void waiting();
    }

    /**
     * Runs a recording to its end.
     *
     * @param sinks where results go beside the output topics
     * @param summary an existing directory, for what a summary needs: see {@link Tally}
     * @throws IOException if the brokers cannot be reached or hold records already, or the job fails
     */
    public static Outcome run(
            Path recording,
            Roster roster,
            Alerting alerting,
            Settings settings,
            LiveSinks sinks,
            Path summary,
            Progress progress)
            throws Exception {
        return run(recording, roster, alerting, settings, Pacer::following, sinks, summary, progress);
    }

    /** @param pacing the pacer of the lines by the clock by which they are due */
    static Outcome run(
            Path recording,
            Roster roster,
            Alerting alerting,
            Settings settings,
            Function<EventClock, Pacer> pacing,
            LiveSinks sinks,
            Path summary,
            Progress progress)
            throws Exception {
        Tally tally = new Tally(summary);
        LiveSinks all = new AllSinks(List.of(sinks, tally));
        try (Scratch scratch = Scratch.create("replay-")) {
            Path directory = scratch.directory();
            if (settings.brokers() != null) {
                return run(
                        recording,
                        roster,
                        alerting,
                        settings,
                        settings.brokers(),
                        pacing,
                        all,
                        tally,
                        progress,
                        directory);
            }
            try (EmbeddedKafka broker = EmbeddedKafka.start(directory.resolve("kafka"), 0)) {
                KafkaSettings kafka = KafkaSettings.of(broker.bootstrapServers());
                return run(recording, roster, alerting, settings, kafka, pacing, all, tally, progress, directory);
            }
        }
    }

    private static Outcome run(
            Path recording,
            Roster roster,
            Alerting alerting,
            Settings settings,
            KafkaSettings kafka,
            Function<EventClock, Pacer> pacing,
            LiveSinks sinks,
            Tally tally,
            Progress progress,
            Path scratch)
            throws Exception {
        Topics.create(kafka, settings.parallelism());
        Topics.requireEmpty(kafka);
        RegistryTopic.write(kafka, RegistryReader.readRows(recording).rows());
        DeclarationWriter.write(kafka, alerting.declarations());
        Player player = Player.of(recording, scratch.resolve("sorted"));
        long begin = player.begin();
        progress.playing();
        EventClock clock = new EventClock(System.currentTimeMillis(), begin, settings.speed());
        SentTime time = SentTime.create(clock, scratch.resolve("sent"), begin);
        LiveSettings live = LiveSettings.spedUp(settings.stepMillis(), player.earliest(), clock, time);
        try (LocalCluster cluster = LocalCluster.start(scratch, FLINK_PORT, settings.parallelism())) {
            CompletableFuture<Void> job = cluster.run(
                    "ParkPulse " + recording.getFileName(),
                    env -> LiveJob.define(
                            env,
                            roster,
                            alerting.rules(),
                            live,
                            new KafkaSources(kafka, "parkpulse-replay", live),
                            new AllSinks(List.of(new KafkaSinks(kafka), sinks))));
            Played played = play(player, kafka, time, pacing.apply(clock), job, progress);
            progress.waiting();
            try (NewestFigures figures = new NewestFigures(kafka)) {
                figures.await(played.end() + live.finalAfterMillis(), job);
            }
            tally.write(played.lines());
            return new Outcome(player.sorted(), played.tooLong());
        }
    }

    /** @param end when the last line was due */
    private record Played(Map<Stream, Long> lines, long end, long tooLong) {}

    /** Hands out all lines. */
    private static Played play(
            Player player,
            KafkaSettings kafka,
            SentTime time,
            Pacer pacer,
            CompletableFuture<Void> job,
            Progress progress)
            throws IOException, InterruptedException {
        long[] state = {Long.MIN_VALUE, 0};
        Map<Stream, Long> lines = new EnumMap<>(Stream.class);
        long tooLong = StreamPlayer.play(player, kafka, time, pacer, (stream, line, due) -> {
            if (job.isDone()) {
                throw NewestFigures.ended(job);
            }
            state[0] = Math.max(state[0], due);
            state[1] += line.length + 1;
            lines.merge(stream, 1L, Long::sum);
            progress.at(state[1]);
        });
        return new Played(lines, state[0], tooLong);
    }
}
