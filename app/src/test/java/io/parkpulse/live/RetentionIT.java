package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.connectors.clock.EventClock;
import io.parkpulse.kafka.Topics;
import io.parkpulse.model.Stream;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.roster.Roster;
import io.parkpulse.simulator.Scenarios;
import io.parkpulse.simulator.Simulation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Records that a topic deletes before the job has read them. */
class RetentionIT {
    private static final InMemoryReporter METRICS = InMemoryReporter.createWithRetainedMetrics();

    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setConfiguration(METRICS.addToConfiguration(new Configuration()))
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path dir;

    @Test
    void aJobThatStoodLongerThanTheTopicKeepsRecordsCountsThoseThatAreGoneAndGoesOn() throws Exception {
        Path recording = Files.createDirectory(dir.resolve("tiny"));
        new Simulation(Scenarios.named("tiny", 1, OptionalInt.empty(), OptionalInt.empty()), 1, false)
                .writeTo(recording, (lines, expected) -> {});
        Roster roster = Roster.of(RegistryReader.read(recording).registry());
        EventClock clock = new EventClock(
                System.currentTimeMillis(),
                Instant.parse("2020-03-16T12:00:00Z").toEpochMilli(),
                1);
        LiveSettings settings =
                LiveSettings.from(Instant.parse("2020-03-15T16:00:00Z").toEpochMilli(), clock);
        try (LiveHarness live = new LiveHarness(dir.resolve("kafka"))) {
            JobClient job = live.start(roster, settings);
            send(live, 0, 5);
            live.read(Topics.DEAD_LETTERS, job, letters -> letters.size() == 5);
            String savepoint = job.stopWithSavepoint(
                            false, dir.resolve("savepoints").toUri().toString(), SavepointFormatType.CANONICAL)
                    .get();
            send(live, 5, 15);
            try (Admin admin = Admin.create(live.kafka().with(Map.of()))) {
                admin.deleteRecords(Map.of(
                                new TopicPartition(Topics.of(Stream.POWER), 1), RecordsToDelete.beforeOffset(12)))
                        .all()
                        .get();
            }

            job = live.start(roster, settings, savepoint);
            try {
                // 0 to 4 before, 12 to 14 after.
                assertThat(live.read(Topics.DEAD_LETTERS, job, letters -> letters.size() == 8))
                        .hasSize(8)
                        .containsKey("parkpulse.power-1:12");
                assertThat(lost(job, Topics.of(Stream.POWER))).isEqualTo(7);
                assertThat(lost(job, Topics.of(Stream.CHECKIN))).isZero();
            } finally {
                LiveHarness.cancel(job);
            }
        }
    }

    private static void send(LiveHarness live, int from, int to) {
        for (int i = from; i < to; i++) {
            live.send(Stream.POWER, 1, ("junk " + i).getBytes(StandardCharsets.UTF_8));
        }
        live.flush();
    }

    private static long lost(JobClient job, String topic) {
        long lost = 0;
        for (Map.Entry<MetricGroup, Map<String, Metric>> group :
                METRICS.getMetricsByGroup().entrySet()) {
            Map<String, String> tags = group.getKey().getAllVariables();
            if (topic.equals(tags.get("<topic>"))
                    && job.getJobID().toString().equals(tags.get("<job_id>"))
                    && group.getValue().get("lostRecords") instanceof Counter counter) {
                lost += counter.getCount();
            }
        }
        return lost;
    }
}
