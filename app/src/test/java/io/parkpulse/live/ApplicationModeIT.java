package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parkpulse.connectors.Program;
import io.parkpulse.connectors.Wants;
import io.parkpulse.connectors.influxdb.InfluxServer;
import io.parkpulse.embedded.EmbeddedKafka;
import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.kafka.RegistryTopic;
import io.parkpulse.kafka.Topics;
import io.parkpulse.model.Stream;
import io.parkpulse.play.StreamWriter;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.simulator.Scenarios;
import io.parkpulse.simulator.Simulation;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docker/compose.yaml} has containers run, run without containers: the same commands, settings and files. */
@Timeout(600)
@Wants(Program.INFLUXD)
class ApplicationModeIT {
    private static final Pattern METRIC = Pattern.compile("flink_\\w+");
    private static final int PROCESSES = 3;

    @TempDir
    Path dir;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Integer> ports = new ArrayList<>();
    private EmbeddedKafka broker;
    private KafkaSettings kafka;
    private FlinkCluster cluster;

    @BeforeEach
    void start() throws IOException {
        broker = EmbeddedKafka.start(dir.resolve("kafka"), 0);
        kafka = KafkaSettings.of(broker.bootstrapServers());
        for (int i = 0; i < PROCESSES; i++) {
            try (ServerSocket socket = new ServerSocket(0)) {
                ports.add(socket.getLocalPort());
            }
        }
    }

    @AfterEach
    void stop() throws IOException {
        if (cluster != null) {
            cluster.close();
        }
        broker.close();
    }

    @Test
    void theJobRunsCanBeWatchedAndGoesOnFromASavepoint() throws Exception {
        Path recording = Files.createDirectory(dir.resolve("recording"));
        new Simulation(Scenarios.named("tiny", 1, OptionalInt.empty(), OptionalInt.empty()), 1, false)
                .writeTo(recording, (lines, expected) -> {});
        Topics.createRegistry(kafka);
        RegistryTopic.write(kafka, RegistryReader.readRows(recording).rows());
        Topics.create(kafka, 2);
        try (StreamWriter writer = new StreamWriter(kafka);
                InfluxServer influx = InfluxServer.start()) {
            for (Stream stream : Stream.values()) {
                for (String line : Files.readAllLines(recording.resolve(stream.fileName()))) {
                    writer.line(stream, line.getBytes(StandardCharsets.UTF_8), 0);
                }
            }
            String config = config(influx);

            cluster = start(config, influx, "");
            cluster.await("what the health check asks for", this::isHealthy);
            String job = job();
            cluster.awaitRunning(job);
            cluster.await(
                    "figures in InfluxDB",
                    () -> !influx.query("SELECT * FROM park_index LIMIT 1").isEmpty());
            cluster.awaitCheckpoint(job);
            cluster.await(
                    "metrics in InfluxDB",
                    () -> influx.query("SHOW MEASUREMENTS").toString().contains("flink_jobmanager_job_numRestarts"));
            cluster.await("all metrics that are watched", () -> unseen().isEmpty());

            String savepoint = cluster.stop(job);
            // A container that ended would be started again, and the job with it.
            assertThat(job()).isEqualTo(job);
            assertThat(isHealthy()).isFalse();
            Path kept = Files.createDirectories(dir.resolve("kept")).resolve("savepoint");
            Files.move(Path.of(URI.create(savepoint)), kept);
            cluster.close();

            cluster = start(config, influx, "--fromSavepoint " + kept.toUri());
            cluster.await("what the health check asks for", this::isHealthy);
            cluster.awaitRunning(job());
            cluster.awaitCheckpoint(job());
            assertThat(cluster.get("/jobs/" + job() + "/checkpoints")
                            .at("/latest/restored/external_path")
                            .asText())
                    .contains("savepoint");
        }
    }

    @Test
    void withoutARegistryTheContainerEndsAndIsStartedAgain() throws Exception {
        Topics.createRegistry(kafka);
        try (InfluxServer influx = InfluxServer.start()) {
            cluster = start(config(influx), influx, "");

            assertThat(cluster.awaitEndOfJobManager()).isNotZero();
            assertThat(cluster.dir().resolve("logs/jobmanager.log"))
                    .content()
                    .contains("holds no park: write a registry to it");
        }
    }

    /** The configuration of the containers, with the addresses of here and the clock of the recording. */
    private String config(InfluxServer influx) throws IOException {
        Files.writeString(dir.resolve("write"), influx.token());
        String config = here(DockerFiles.text("parkpulse.yaml"), influx)
                .replace("kafka:19092", broker.bootstrapServers())
                .replace("http://alertmanager:9093", "http://127.0.0.1:1");
        return Files.writeString(dir.resolve("parkpulse.yaml"), config + """
                                event_time:
                                  start: 2020-03-16T00:00:00+08:00
                                clock:
                                  event: 2020-03-17T00:10:00+08:00
                                  wall: %s
                                """.formatted(Instant.now()))
                .toString();
    }

    /** With the InfluxDB of here in place of the container's. */
    private String here(String text, InfluxServer influx) {
        return text.replace("http://influxdb:8086", influx.url())
                .replace("org: parkpulse", "org: " + InfluxServer.ORGANISATION)
                .replace("bucket: parkpulse", "bucket: " + InfluxServer.BUCKET)
                .replaceAll("^parkpulse$", InfluxServer.BUCKET)
                .replace("/run/influxdb/write", dir.resolve("write").toString());
    }

    private FlinkCluster start(String config, InfluxServer influx, String restore) throws IOException {
        Path home = Path.of("target/flink-application").toAbsolutePath();
        Map<String, JsonNode> services = DockerFiles.services();
        List<String> arguments = DockerFiles.command(services.get("jobmanager"), restore).stream()
                .skip(1)
                .map(word -> word.replace("/opt/flink/usrlib", home + "/usrlib"))
                .map(word -> word.equals("/etc/parkpulse/parkpulse.yaml") ? config : word)
                .toList();
        Map<String, String> settings = DockerFiles.flinkProperties(services.get("jobmanager"));
        // Where containers are, and what Flink's scripts divide up.
        settings.keySet()
                .removeIf(key -> key.equals("jobmanager.rpc.address")
                        || key.endsWith("memory.process.size")
                        || key.startsWith("execution.checkpointing") && key.endsWith("dir"));
        // Containers have ports of their own; here the processes share them.
        settings.keySet().removeIf(key -> key.startsWith("taskmanager.") && key.endsWith(".port"));
        settings.put("execution.checkpointing.interval", "1s");
        settings.replaceAll((key, value) -> key.startsWith("metrics.reporter.influx.") ? here(value, influx) : value);
        settings.put(
                "metrics.reporter.prom.prometheus.port",
                ports.stream().map(String::valueOf).collect(Collectors.joining(",")));
        int taskManagers = services.get("taskmanager").at("/deploy/replicas").asInt();
        assertThat(taskManagers + 1).isEqualTo(PROCESSES);
        return FlinkCluster.startApplication(
                home, JobJarIT.JAR, Path.of("../jobs/target/metrics-plugin"), arguments, taskManagers, settings);
    }

    private boolean isHealthy() throws IOException, InterruptedException {
        String asked = DockerFiles.services()
                .get("jobmanager")
                .at("/healthcheck/test/1")
                .asText();
        assertThat(asked).contains("/jobs/overview", "grep -q '\"state\":\"RUNNING\"'");
        return cluster.get("/jobs/overview").toString().contains("\"state\":\"RUNNING\"");
    }

    private String job() throws IOException, InterruptedException {
        return cluster.get("/jobs/overview").at("/jobs/0/jid").asText();
    }

    /** Metrics of the rules that no process reports. */
    private Set<String> unseen() throws IOException, InterruptedException {
        StringBuilder all = new StringBuilder();
        for (int port : ports) {
            URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
            all.append('\n')
                    .append(http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                            .body());
        }
        Set<String> names = new TreeSet<>();
        METRIC.matcher(DockerFiles.text("prometheus/rules.yml")).results().forEach(name -> names.add(name.group()));
        assertThat(names).hasSizeGreaterThan(8);
        names.removeIf(name -> all.indexOf("\n" + name + "{") >= 0);
        return names;
    }
}
