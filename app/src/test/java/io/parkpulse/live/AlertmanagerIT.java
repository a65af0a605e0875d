package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parkpulse.connectors.Program;
import io.parkpulse.connectors.Wants;
import io.parkpulse.connectors.alertmanager.AlertmanagerServer;
import io.parkpulse.connectors.alertmanager.People;
import io.parkpulse.connectors.cluster.OwnFlink;
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
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job's jar on a real cluster, between a real broker and a real Alertmanager with the sample routing: people are told
 * once what the alerts of a replay say, though task managers are killed after they were told and before any checkpoint.
 */
@Wants(Program.ALERTMANAGER)
class AlertmanagerIT {
    private static final Set<String> PARKS = Set.of("dongli", "hefei-hightech", "nantong-hightech", "shanghaimiao");

    /**
     * Such that parks lag on Sunday, one no longer on Monday, one is stale then, and others lag in the evening. With updates,
     * that a restart reads again together with the end of an alert.
     */
    private static final String RULES = """
            lagging:
              scopes: [park:dongli, park:hefei-hightech, park:nantong-hightech]
              on_days: all
              update_every: PT7H
              warning_below: 70
              warning_clear: 72
              critical_below: none
              critical_clear: none
            evening:
              kind: lagging
              scopes: [park:hefei-hightech, park:nantong-hightech]
              critical_below: none
              critical_clear: none
            """;

    private static final Instant BEGIN = Instant.parse("2020-03-13T16:00:00Z");
    private static final Instant SUNDAY_MORNING = Instant.parse("2020-03-14T22:00:00Z");
    private static final Instant MONDAY_AFTERNOON = Instant.parse("2020-03-16T07:00:00Z");
    private static final Instant END = Instant.parse("2020-03-16T16:00:00Z");

    /** For the replay to compare with. */
    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setConfiguration(OwnFlink.closed())
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path dir;

    private final People people = new People();
    private AlertmanagerServer alertmanager;
    private FlinkCluster cluster;
    private EmbeddedKafka broker;
    private KafkaSettings kafka;
    private Emitted.Topic topic;
    private Arrivals arrivals;
    private List<JsonNode> wanted;

    AlertmanagerIT() throws IOException {}

    @BeforeEach
    void start() throws Exception {
        alertmanager = AlertmanagerServer.of(people.routing(false));
        Path recording = SeedRecording.undisturbed(3, PARKS, dir.resolve("recording"));
        Files.writeString(recording.resolve("rules.yaml"), RULES);
        TestReplay.run(recording, dir.resolve("out"), Duration.ofMinutes(5), 2);
        wanted = Emitted.lines(dir.resolve("out/alerts.jsonl"));
        arrivals = Arrivals.of(recording, Duration.ZERO, new Random(1));

        alertmanager.begin();
        broker = EmbeddedKafka.start(dir.resolve("kafka"), 0);
        kafka = KafkaSettings.of(broker.bootstrapServers());
        Topics.create(kafka, Topics.DEFAULT_PARTITIONS);
        topic = new Emitted.Topic(kafka, Topics.ALERTS);
        cluster = FlinkCluster.start(
                Path.of("target/flink-cluster-alerts"),
                2,
                4,
                Map.of(
                        "execution.checkpointing.interval", "1h",
                        "restart-strategy.type", "fixed-delay",
                        "restart-strategy.fixed-delay.attempts", "1000",
                        "restart-strategy.fixed-delay.delay", "500ms"),
                Map.of());
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : new AutoCloseable[] {cluster, topic, broker, alertmanager, people}) {
            if (each != null) {
                each.close();
            }
        }
    }

    private String submit() throws Exception {
        Path config = Files.writeString(dir.resolve("config.yaml"), """
                kafka:
                  bootstrap: %s
                registry:
                  directory: %s
                alerts:
                  rules: %s
                  alertmanager: %s
                event_time:
                  start: %s
                  # What was not sent yet holds event time back.
                  idle_after: PT1H
                clock:
                  event: %s
                  wall: %s
                """.formatted(
                        broker.bootstrapServers(),
                        dir.resolve("recording").toAbsolutePath(),
                        dir.resolve("recording/rules.yaml").toAbsolutePath(),
                        alertmanager.url(),
                        BEGIN,
                        END.plusSeconds(600),
                        Instant.now()));
        return cluster.run(
                cluster.upload(JobJarIT.JAR),
                "io.parkpulse.live.RunCommand",
                2,
                null,
                "--config",
                config.toAbsolutePath().toString());
    }

    private void send(Instant from, Instant to) throws IOException {
        try (StreamWriter writer = new StreamWriter(kafka)) {
            for (Arrival arrival : arrivals.records()) {
                if (arrival.due() >= from.toEpochMilli() && arrival.due() < to.toEpochMilli()) {
                    writer.line(arrival.stream(), arrival.line(), 0);
                }
            }
        }
    }

    /** Waits until the job has told so many times what a replay tells from one time to another. */
    private void awaitTopic(Instant from, Instant to, int times) throws InterruptedException {
        List<JsonNode> alerts = wanted.stream()
                .filter(alert -> {
                    Instant at = Instant.parse(alert.get("at").textValue());
                    return !at.isBefore(from) && at.isBefore(to);
                })
                .toList();
        assertThat(alerts).isNotEmpty();
        try {
            cluster.await("alerts in the topic", () -> {
                topic.latest();
                return alerts.stream().allMatch(alert -> topic.times(alert) >= times);
            });
        } catch (AssertionError e) {
            List<JsonNode> missing =
                    alerts.stream().filter(alert -> topic.times(alert) < times).toList();
            throw new AssertionError("these came less than " + times + " times: " + missing, e);
        }
    }

    private void awaitPeople(int messages) throws InterruptedException {
        try {
            cluster.await("messages", () -> people.messages().size() >= messages);
        } catch (AssertionError e) {
            throw new AssertionError("people were told " + people.notified(), e);
        }
    }

    private void killAndAwaitRestart(String job) throws IOException, InterruptedException {
        int before = cluster.restarts(job);
        cluster.killTaskManagerOf(job);
        cluster.addTaskManager();
        cluster.await("a restart", () -> cluster.restarts(job) > before && cluster.running(job));
    }

    @Test
    void whatIsToldAgainAfterAKillIsToldToPeopleOnce() throws Exception {
        String job = submit();
        cluster.checkpoint(job);

        send(BEGIN, SUNDAY_MORNING);
        awaitPeople(3);
        awaitTopic(BEGIN, SUNDAY_MORNING, 1);
        killAndAwaitRestart(job);
        awaitTopic(BEGIN, SUNDAY_MORNING, 2);

        cluster.checkpoint(job);
        send(SUNDAY_MORNING, MONDAY_AFTERNOON);
        awaitPeople(5);
        awaitTopic(SUNDAY_MORNING, MONDAY_AFTERNOON, 1);
        killAndAwaitRestart(job);
        awaitTopic(SUNDAY_MORNING, MONDAY_AFTERNOON, 2);

        // Of what begins while Alertmanager is away people are told when it is back, and of nothing else.
        alertmanager.end();
        send(MONDAY_AFTERNOON, END);
        awaitTopic(MONDAY_AFTERNOON, END, 1);
        alertmanager.begin();
        awaitPeople(7);

        assertThat(people.notified())
                .containsExactlyInAnyOrder(
                        "tianjin: lagging park:dongli warning firing",
                        "city: lagging park:hefei-hightech warning firing",
                        "jiangsu: lagging park:nantong-hightech warning firing",
                        "tianjin: lagging park:dongli warning resolved",
                        "city: stale park:shanghaimiao warning firing",
                        "city: evening park:hefei-hightech warning firing",
                        "jiangsu: evening park:nantong-hightech warning firing");
    }
}
