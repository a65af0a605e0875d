package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.connectors.clock.EventClock;
import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.kafka.Topics;
import io.parkpulse.model.Stream;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.replay.TestReplay;
import io.parkpulse.roster.Roster;
import io.parkpulse.simulator.Scenarios;
import io.parkpulse.simulator.Simulation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A backlog that is not read as fast as it could be. */
class StalledSourceIT {
    private static final Duration STALL = Duration.ofSeconds(5);

    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path dir;

    /** Between the consumer and Flink: the fifth time that readings come, all who read readings wait. */
    public static final class Stalling implements ConsumerInterceptor<byte[], byte[]> {
        private static final AtomicInteger TIMES = new AtomicInteger();
        private static final int STALLED = 5;

        @Override
        public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
            if (records.records(Topics.of(Stream.POWER)).iterator().hasNext() && TIMES.incrementAndGet() == STALLED) {
                long end = System.nanoTime() + STALL.toNanos();
                while (System.nanoTime() < end) {
                    LockSupport.parkNanos(end - System.nanoTime());
                }
            }
            return records;
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

        @Override
        public void configure(Map<String, ?> configs) {}

        @Override
        public void close() {}
    }

    @Test
    void windowsOfABacklogAreTheReplaysThoughItsReadingsStopForFiveTimesTheIdleness() throws Exception {
        Path recording = Files.createDirectory(dir.resolve("tiny"));
        new Simulation(Scenarios.named("tiny", 1, OptionalInt.empty(), OptionalInt.empty()), 1, false)
                .writeTo(recording, (lines, expected) -> {});
        TestReplay.run(recording, dir.resolve("out"), Duration.ofMinutes(5), 2);
        Map<String, String> steps = LiveMatchesReplayIT.lines(dir.resolve("out/indices.jsonl"));
        assertThat(steps).hasSizeGreaterThan(24 * 12);

        try (LiveHarness live = new LiveHarness(dir.resolve("kafka"))) {
            Random random = new Random(1);
            // In small batches, so that not all is read at once.
            try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                    live.kafka().with(Map.of("batch.size", "1000")),
                    new ByteArraySerializer(),
                    new ByteArraySerializer())) {
                for (Arrivals.Arrival record :
                        Arrivals.of(recording, Duration.ZERO, random).records()) {
                    producer.send(
                            new ProducerRecord<>(Topics.of(record.stream()), random.nextInt(3), null, record.line()));
                }
            }
            EventClock clock = new EventClock(
                    System.currentTimeMillis(),
                    Instant.parse("2020-03-18T18:00:00Z").toEpochMilli(),
                    1);
            LiveSettings settings =
                    LiveSettings.from(Instant.parse("2020-03-15T16:00:00Z").toEpochMilli(), clock);
            assertThat(settings.idleAfter().multipliedBy(5)).isEqualTo(STALL);
            KafkaSettings stalling = KafkaSettings.read(
                    live.kafka().bootstrapServers(),
                    Files.writeString(
                            dir.resolve("stalling.properties"),
                            "interceptor.classes=" + Stalling.class.getName() + "\nmax.partition.fetch.bytes=1\n"),
                    Map.of());
            Roster roster = Roster.of(RegistryReader.read(recording).registry());
            JobClient job = live.start(roster, settings, new KafkaSources(stalling, "test", settings), null);
            try {
                Map<String, String> told = live.read(
                        Topics.INDICES, job, latest -> latest.entrySet().containsAll(steps.entrySet()));
                assertThat(Stalling.TIMES.get()).isGreaterThanOrEqualTo(Stalling.STALLED);
                assertThat(told).containsAllEntriesOf(steps);
            } finally {
                LiveHarness.cancel(job);
            }
        }
    }
}
