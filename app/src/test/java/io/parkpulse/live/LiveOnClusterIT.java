package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.connectors.Program;
import io.parkpulse.connectors.Wants;
import io.parkpulse.connectors.cluster.OwnFlink;
import io.parkpulse.connectors.influxdb.InfluxServer;
import io.parkpulse.embedded.EmbeddedKafka;
import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.kafka.Topics;
import io.parkpulse.live.Arrivals.Arrival;
import io.parkpulse.play.StreamWriter;
import io.parkpulse.replay.TestReplay;
import io.parkpulse.simulator.SeedRecording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job's jar on a real cluster, between a real broker and a real InfluxDB, with what happens in production happening
 * to it: all seed parks come live and end up as a replay of the same records computes them.
 *
 * <p>{@code -Dparkpulse.premises=N} takes more of the premises of each park, or fewer.
 */
@Wants(Program.INFLUXD)
class LiveOnClusterIT {
    /** Of each park, as many as the smallest has: all of the largest would take two cores half an hour. */
    private static final int PREMISES = Integer.getInteger("parkpulse.premises", 24);

    private static final String ENTRY = "io.parkpulse.live.RunCommand";
    private static final String GROUP = "parkpulse";
    private static final String TOKEN = "PARKPULSE_TEST_TOKEN";

    /** When the last day of the seed parks has ended. */
    private static final Instant END = Instant.parse("2020-03-16T16:00:00Z");

    /** For the replays to compare with. */
    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setConfiguration(OwnFlink.closed())
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    /** Long enough for a request to time out and checkpoints to go on meanwhile. */
    private static final int OUTAGE_SECONDS = 12;

    private static InfluxServer influx;
    private static FlinkCluster cluster;
    private static String jar;

    @TempDir
    static Path common;

    /** What several tests compare with. */
    private static Reference aDay;

    @TempDir
    Path dir;

    @BeforeAll
    static void start() throws Exception {
        influx = InfluxServer.start();
        cluster = FlinkCluster.start(
                Path.of("target/flink-cluster"),
                2,
                4,
                Map.of(
                        "execution.checkpointing.interval", "1s",
                        "execution.checkpointing.timeout", "60s",
                        "restart-strategy.type", "fixed-delay",
                        "restart-strategy.fixed-delay.attempts", "1000",
                        "restart-strategy.fixed-delay.delay", "500ms",
                        "metrics.fetcher.update-interval", "500"),
                Map.of(TOKEN, influx.token()));
        jar = cluster.upload(JobJarIT.JAR);
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
        if (influx != null) {
            influx.close();
        }
    }

    @Test
    void daysOfShuffledStreamsAreTheReplays() throws Exception {
        Reference wanted = Reference.of(3, dir.resolve("three-days"));
        try (Live live = new Live("shuffled", 3, wanted, influx.url())) {
            Arrivals arrivals = Arrivals.of(wanted.recording(), Duration.ofHours(30), new Random(1));
            live.send(arrivals);
            long start = System.nanoTime();
            String job = live.start(2, null);
            live.awaitAll(job, wanted);
            double seconds = (System.nanoTime() - start) / 1e9;
            live.report("live = replay", arrivals.records().size(), seconds);
            cluster.awaitCheckpoint(job);
            System.out.println("state: " + cluster.stateOf(job));
            cluster.cancel(job);
        }
    }

    @Test
    void aJobGoesOnFromASavepointAtAnotherParallelism() throws Exception {
        Reference wanted = aDay();
        try (Live live = new Live("rescaled", 1, wanted, influx.url())) {
            Arrivals arrivals = Arrivals.of(wanted.recording(), Duration.ofHours(12), new Random(2));
            live.send(arrivals.part(0, 0.5));
            String job = live.start(1, null);
            live.awaitRead();
            String savepoint = cluster.stop(job);
            live.send(arrivals.part(0.5, 1));
            String next = live.start(3, savepoint);
            live.awaitAll(next, wanted);
            live.report("1 → 3 from a savepoint", arrivals.records().size(), 0);
            cluster.cancel(next);
        }
    }

    @Test
    void nothingIsLostOrDoubledByWhatFails() throws Exception {
        Reference wanted = aDay();
        try (InfluxGate gate = new InfluxGate(influx.url());
                Live live = new Live("faults", 1, wanted, gate.url())) {
            Arrivals arrivals = Arrivals.of(wanted.recording(), Duration.ofHours(12), new Random(3));
            live.send(arrivals.part(0, 0.25));
            String job = live.start(2, null);
            live.awaitRead();
            cluster.awaitCheckpoint(job);

            live.send(arrivals.part(0.25, 0.5));
            String killed = cluster.killTaskManagerOf(job);
            cluster.addTaskManager();
            cluster.await("a restart", () -> cluster.restarts(job) > 0 && cluster.running(job));
            live.awaitRead();
            int afterKill = cluster.restarts(job);

            live.restartBroker();
            live.send(arrivals.part(0.5, 0.6));
            live.awaitRead();
            cluster.awaitCheckpoint(job);

            StringBuilder outage = new StringBuilder();
            double sent = 0.6;
            for (InfluxGate.State state :
                    List.of(InfluxGate.State.REFUSING, InfluxGate.State.HANGING, InfluxGate.State.UNAVAILABLE)) {
                int checkpoints = cluster.completedCheckpoints(job);
                gate.become(state);
                long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(OUTAGE_SECONDS);
                live.send(arrivals.part(sent, sent + 0.1));
                sent += 0.1;
                await(() -> System.nanoTime() > until);
                int completed = cluster.completedCheckpoints(job) - checkpoints;
                double rate = gate.requests() / (double) OUTAGE_SECONDS;
                outage.append(String.format(" %s: %d checkpoints, %.1f requests/s;", state, completed, rate));
                assertThat(completed)
                        .as("checkpoints while InfluxDB is " + state)
                        .isPositive();
                // Four lanes of three sinks with two writers each, and at most one request per half of 10 s each.
                assertThat(rate)
                        .as("requests per second while InfluxDB is " + state)
                        .isLessThan(24);
            }
            gate.become(InfluxGate.State.OPEN);
            live.send(arrivals.part(sent, 1));

            live.awaitAll(job, wanted);
            System.out.printf(
                    "%s killed; %d restarts after it, %d in all;%s%n",
                    killed, afterKill, cluster.restarts(job), outage);
            live.report("faults", arrivals.records().size(), 0);
            cluster.cancel(job);
        }
    }

    private static Reference aDay() throws Exception {
        if (aDay == null) {
            aDay = Reference.of(1, common);
        }
        return aDay;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        cluster.await("time to pass", condition::getAsBoolean);
    }

    /** What a replay of a recording makes of it. */
    private record Reference(Path recording, Map<String, String> days, Map<String, Integer> deadLetters) {
        static Reference of(int days, Path dir) throws Exception {
            Path recording = SeedRecording.write(days, Set.of(), PREMISES, dir.resolve("recording"));
            TestReplay.run(recording, dir.resolve("out"), Duration.ofHours(1), 2);
            return new Reference(
                    recording,
                    Emitted.days(Emitted.lines(dir.resolve("out/daily.jsonl"))),
                    Emitted.deadLettersOfRun(
                            Emitted.lines(dir.resolve("out/run.json")).get(0)));
        }
    }

    /** A broker with the streams' topics, and a run of the job between it and the store. */
    private final class Live implements AutoCloseable {
        private final String run;
        private final Path config = dir.resolve("config.yaml");
        private EmbeddedKafka broker;
        private final KafkaSettings kafka;
        private final Emitted.Topic days;
        private final Emitted.Topic deadLetters;
        private long sent;

        /** @param daysOfRecording what was before them is not asked for */
        Live(String run, int daysOfRecording, Reference reference, String store) throws IOException {
            this.run = run;
            broker = EmbeddedKafka.start(dir.resolve("kafka"), 0);
            kafka = KafkaSettings.of(broker.bootstrapServers());
            Topics.create(kafka, Topics.DEFAULT_PARTITIONS);
            days = new Emitted.Topic(kafka, Topics.DAILY);
            deadLetters = new Emitted.Topic(kafka, Topics.DEAD_LETTERS);
            Files.writeString(config, """
                    run: %s
                    kafka:
                      bootstrap: %s
                    registry:
                      directory: %s
                    influxdb:
                      url: %s
                      org: %s
                      bucket: %s
                      token_env: %s
                    event_time:
                      start: %s
                      idle_after: PT15S
                    clock:
                      event: %s
                      wall: %s
                    """.formatted(
                            run,
                            broker.bootstrapServers(),
                            reference.recording().toAbsolutePath(),
                            store,
                            InfluxServer.ORGANISATION,
                            InfluxServer.BUCKET,
                            TOKEN,
                            END.minus(Duration.ofDays(daysOfRecording)),
                            END.plusSeconds(600),
                            Instant.now()));
        }

        void send(Arrivals arrivals) throws IOException {
            try (StreamWriter writer = new StreamWriter(kafka)) {
                for (Arrival arrival : arrivals.records()) {
                    writer.line(arrival.stream(), arrival.line(), 0);
                }
            }
            sent += arrivals.records().size();
        }

        String start(int parallelism, String savepoint) throws Exception {
            return cluster.run(
                    jar,
                    ENTRY,
                    parallelism,
                    savepoint,
                    "--config",
                    config.toAbsolutePath().toString());
        }

        /** The broker goes and comes again, with what it had and where it was. */
        void restartBroker() throws IOException {
            int port = broker.port();
            broker.close();
            broker = EmbeddedKafka.start(dir.resolve("kafka"), port);
            assertThat(broker.port()).isEqualTo(port);
        }

        /** Waits until a checkpoint holds everything that was sent. */
        void awaitRead() throws InterruptedException {
            cluster.await("all records to be read", () -> {
                try (Admin admin = Admin.create(kafka.with(Map.of()))) {
                    Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets(GROUP)
                            .partitionsToOffsetAndMetadata()
                            .get();
                    long all = read.values().stream()
                            .filter(offset -> offset != null)
                            .mapToLong(OffsetAndMetadata::offset)
                            .sum();
                    return all == sent;
                } catch (ExecutionException e) {
                    return false;
                }
            });
        }

        /** Waits until topics and store say what the replay says. */
        void awaitAll(String job, Reference wanted) throws Exception {
            assertThat(wanted.days()).hasSizeGreaterThan(20);
            awaitSame(
                    "days in " + Topics.DAILY,
                    wanted.days(),
                    () -> Emitted.days(days.latest().values()));
            awaitSame("dead letters", wanted.deadLetters(), () -> {
                Map<String, Integer> told =
                        Emitted.deadLetters(deadLetters.latest().values());
                // A reading that seemed wrong until a late one came has been told, and that is not taken back.
                told.replaceAll((what, count) -> what.endsWith("glitch") || what.endsWith("implausible")
                        ? Math.min(count, wanted.deadLetters().getOrDefault(what, 0))
                        : count);
                return told;
            });
            awaitSame("days in InfluxDB", wanted.days(), this::daysInStore);
            cluster.running(job);
        }

        private <V> void awaitSame(String what, Map<String, V> wanted, Source<V> told) throws Exception {
            try {
                cluster.await(what, () -> told.get().equals(wanted));
            } catch (AssertionError e) {
                throw new AssertionError(what + ": " + Emitted.differences(wanted, told.get()), e);
            }
        }

        private Map<String, String> daysInStore() throws IOException, InterruptedException {
            return Emitted.daysOfRows(
                    influx.query("SELECT * FROM park_index WHERE \"kind\" = 'daily' AND \"run\" = '" + run + "'"));
        }

        void report(String what, long records, double seconds) {
            System.out.printf(
                    "%s: %d records%s; %d days told %d times; %d dead letters%n",
                    what,
                    records,
                    seconds == 0
                            ? ""
                            : String.format(", %.0f/s from start to agreement (%.1f s)", records / seconds, seconds),
                    days.known(),
                    days.records(),
                    deadLetters.known());
        }

        @Override
        public void close() throws IOException {
            days.close();
            deadLetters.close();
            broker.close();
        }
    }

    private interface Source<V> {
        Map<String, V> get() throws IOException, InterruptedException;
    }
}
