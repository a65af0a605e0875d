package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parkpulse.connectors.Wait;
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
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A record that a topic does not take for good does not stop the job: it is cut, or else counted and logged. */
class PoisonRecordIT {
    private static final InMemoryReporter METRICS = InMemoryReporter.createWithRetainedMetrics();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int USUAL_LIMIT = 1_048_588;

    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setConfiguration(METRICS.addToConfiguration(new Configuration()))
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path dir;

    private Roster roster;
    private LiveSettings settings;

    @BeforeEach
    void registry() throws Exception {
        Path recording = Files.createDirectory(dir.resolve("tiny"));
        new Simulation(Scenarios.named("tiny", 1, OptionalInt.empty(), OptionalInt.empty()), 1, false)
                .writeTo(recording, (lines, expected) -> {});
        roster = Roster.of(RegistryReader.read(recording).registry());
        EventClock clock = new EventClock(
                System.currentTimeMillis(),
                Instant.parse("2020-03-16T12:00:00Z").toEpochMilli(),
                1);
        settings = LiveSettings.from(Instant.parse("2020-03-15T16:00:00Z").toEpochMilli(), clock);
    }

    /** Bytes that are no text and cannot be compressed. */
    private static byte[] noise(int size) {
        byte[] noise = new byte[size];
        new Random(1).nextBytes(noise);
        noise[0] = (byte) 0xff;
        return noise;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void limit(LiveHarness live, String topic, int bytes) throws Exception {
        try (Admin admin = Admin.create(live.kafka().with(Map.of()))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("max.message.bytes", Integer.toString(bytes)),
                                    AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private static long counted(JobClient job, String metric, String topic) {
        long count = 0;
        for (Map.Entry<MetricGroup, Map<String, Metric>> group :
                METRICS.getMetricsByGroup().entrySet()) {
            Map<String, String> tags = group.getKey().getAllVariables();
            if (topic.equals(tags.get("<topic>"))
                    && job.getJobID().toString().equals(tags.get("<job_id>"))
                    && group.getValue().get(metric) instanceof Counter counter) {
                count += counter.getCount();
            }
        }
        return count;
    }

    @Test
    void aDeadLetterThatItsTopicDoesNotTakeIsCutAndTheJobGoesOn() throws Exception {
        byte[] noise = noise(900_000);
        String text = "{\"meter\":\"\uD83C\uDFED\u0001" + Base64.getEncoder().encodeToString(noise(900_000)) + "\u0002";
        byte[] long9 = noise(9_000_000);
        try (LiveHarness live = new LiveHarness(dir.resolve("kafka"))) {
            limit(live, Topics.DEAD_LETTERS, USUAL_LIMIT);
            limit(live, Topics.POWER, 20_000_000);
            JobClient job = live.start(roster, settings);
            try {
                live.send(Stream.POWER, 0, noise);
                live.send(Stream.POWER, 0, bytes("small"));
                live.send(Stream.POWER, 1, long9);
                live.send(Stream.POWER, 2, bytes(text));
                Map<String, String> letters = live.read(Topics.DEAD_LETTERS, job, told -> told.size() == 4);

                assertThat(letters.keySet())
                        .containsExactly(
                                "parkpulse.power-0:0",
                                "parkpulse.power-0:1",
                                "parkpulse.power-1:0",
                                "parkpulse.power-2:0");
                JsonNode small = JSON.readTree(letters.get("parkpulse.power-0:1"));
                assertThat(small.get("raw").asText()).isEqualTo("small");
                assertThat(small.has("cut")).isFalse();
                for (String source : List.of("parkpulse.power-0:0", "parkpulse.power-1:0")) {
                    JsonNode letter = JSON.readTree(letters.get(source));
                    assertThat(letter.get("source").asText()).isEqualTo(source);
                    assertThat(letter.get("reason").asText()).isEqualTo("malformed");
                    assertThat(letter.get("cut").asBoolean()).isTrue();
                    byte[] kept = letter.get("raw_base64").binaryValue();
                    assertThat(kept.length).isGreaterThan(700_000);
                    assertThat(source.endsWith("power-0:0") ? noise : long9).startsWith(kept);
                }
                JsonNode asText = JSON.readTree(letters.get("parkpulse.power-2:0"));
                assertThat(asText.get("cut").asBoolean()).isTrue();
                assertThat(text).startsWith(asText.get("raw").asText());
                assertThat(asText.get("raw").asText()).hasSizeGreaterThan(1_000_000);
                assertThat(counted(job, "cutRecords", Topics.DEAD_LETTERS)).isEqualTo(3);
                assertThat(counted(job, "refusedRecords", Topics.DEAD_LETTERS)).isZero();
            } finally {
                LiveHarness.cancel(job);
            }
        }
    }

    @Test
    void aRecordThatCannotBeCutToFitIsCountedAndTheJobGoesOn() throws Exception {
        try (LiveHarness live = new LiveHarness(dir.resolve("kafka"))) {
            limit(live, Topics.DEAD_LETTERS, 220);
            limit(live, Topics.INDICES, 400);
            JobClient job = live.start(roster, settings);
            try {
                live.send(Stream.POWER, 0, noise(2_000));
                live.send(
                        Stream.POWER,
                        0,
                        bytes("{\"meter\":\"ALPHA-1\",\"at\":\"2020-03-16T08:00:00Z\",\"value\":1,\"unit\":\"kWh\"}"));
                // Figures of days are told all the same.
                live.read(Topics.DAILY, job, told -> told.size() >= 1);
                long deadline = System.nanoTime() + 60_000_000_000L;
                while ((counted(job, "refusedRecords", Topics.DEAD_LETTERS) != 1
                                || counted(job, "refusedRecords", Topics.INDICES) == 0)
                        && System.nanoTime() < deadline) {
                    Wait.aMoment();
                }
                assertThat(counted(job, "refusedRecords", Topics.DEAD_LETTERS)).isEqualTo(1);
                assertThat(counted(job, "refusedRecords", Topics.INDICES)).isPositive();
                assertThat(job.getJobStatus().get().isTerminalState()).isFalse();
            } finally {
                LiveHarness.cancel(job);
            }
        }
    }
}
