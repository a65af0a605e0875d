package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import io.parkpulse.connectors.Program;
import io.parkpulse.connectors.TestJvm;
import io.parkpulse.connectors.Wants;
import io.parkpulse.connectors.influxdb.InfluxServer;
import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.kafka.Topics;
import io.parkpulse.play.StreamWriter;
import io.parkpulse.simulator.Scenarios;
import io.parkpulse.simulator.Simulation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job with secrets that are known here, doing well and failing for each of them: none is on a command line, in what the
 * web page is made of, in a message, or in any file of the run. The registry is so large that Flink keeps the tasks in files.
 */
@Timeout(600)
@Wants(Program.INFLUXD)
class SecretsIT {
    private static final String ENTRY = "io.parkpulse.live.RunCommand";
    private static final String SASL = "sasl-5ecret-Zq81";
    private static final String WRONG_SASL = "wrong-sasl-5ecret-Xw27";
    private static final String WRONG_TOKEN = "wrong-token-5ecret-Pk63";
    private static final String STORE = "store-5ecret-Lm94";
    private static final String KEY_STORE = "keystore-5ecret-Rt05";
    private static final String KEY = "key-5ecret-Vn36";
    /** What Flink keeps in a file and not in memory ({@code blob.offload.minsize}). */
    private static final long LARGE = 1L << 20;

    private static final int MORE_ENTERPRISES = 12_000;
    private static final Instant END = Instant.parse("2020-03-18T16:00:00Z");

    @TempDir
    static Path dir;

    private static InfluxServer influx;
    private static SaslKafka kafka;
    private static FlinkCluster cluster;
    private static Set<String> secrets;
    private static Path recording;

    @BeforeAll
    static void start() throws Exception {
        influx = InfluxServer.start();
        secrets = Set.of(influx.token(), WRONG_TOKEN, SASL, WRONG_SASL, STORE, KEY_STORE, KEY);
        kafka = new SaslKafka(dir.resolve("kafka"), SASL);
        cluster = FlinkCluster.start(
                Path.of("target/flink-cluster-of-secrets"),
                1,
                4,
                Map.of(
                        // When this test asks for one: of so many enterprises, one a second would be most of the work.
                        "execution.checkpointing.interval", "1h",
                        "restart-strategy.type", "fixed-delay",
                        "restart-strategy.fixed-delay.attempts", "2",
                        "restart-strategy.fixed-delay.delay", "100ms"),
                Map.of(
                        "RIGHT_TOKEN", influx.token(),
                        "WRONG_TOKEN", WRONG_TOKEN,
                        "PARKPULSE_KAFKA_SSL_TRUSTSTORE_PASSWORD", STORE,
                        "PARKPULSE_KAFKA_SSL_KEYSTORE_PASSWORD", KEY_STORE,
                        "PARKPULSE_KAFKA_SSL_KEY_PASSWORD", KEY));
        record();
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
        if (kafka != null) {
            kafka.close();
        }
        if (influx != null) {
            influx.close();
        }
    }

    private static void record() throws IOException {
        recording = Files.createDirectory(dir.resolve("recording"));
        new Simulation(Scenarios.named("tiny", 1, OptionalInt.empty(), OptionalInt.empty()), 1, false)
                .writeTo(recording, (lines, expected) -> {});
        // They have nothing to say.
        append(
                "enterprises.csv",
                "MORE-%1$d,tiny-park,Enterprise %1$d,,equipment,own-site,,,10,,CHECKIN,POWER,300000,40000,"
                        + "440000,discrete,,%n");
        append("meters.csv", "MORE-%1$d-1,MORE-%1$d,10000,CUMULATIVE,1000,1000000,30,PT15M%n");
        send(recording);
    }

    private static void append(String file, String row) throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < MORE_ENTERPRISES; i++) {
            rows.append(row.formatted(i));
        }
        Files.writeString(recording.resolve(file), rows, StandardOpenOption.APPEND);
    }

    @Test
    void noSecretIsSaidAnywhere() throws Exception {
        String jar = cluster.upload(JobJarIT.JAR);
        Path right = kafka.config("right.properties", SASL);
        Map<String, String> said = new LinkedHashMap<>();

        String job = cluster.run(jar, ENTRY, 2, null, "--config", config("right", right, "RIGHT_TOKEN", recording));
        cluster.await(
                "figures in InfluxDB",
                () -> !influx.query("SELECT * FROM park_index LIMIT 1").isEmpty());
        cluster.checkpoint(job);

        String refused =
                cluster.submit(jar, ENTRY, 1, null, "--config", config("wrong-token", right, "WRONG_TOKEN", recording));
        cluster.await("a failure", () -> state(refused).equals("FAILED"));

        String wrongPassword = failure(
                jar, config("wrong-password", kafka.config("wrong.properties", WRONG_SASL), "RIGHT_TOKEN", recording));
        String wrongStore = failure(jar, config("wrong-store", withTls(right), "RIGHT_TOKEN", recording));

        said.put("refusal of the password", wrongPassword);
        said.put("refusal of the store", wrongStore);
        said.putAll(restAnswers(job, refused));
        said.putAll(files(cluster.dir().resolve("logs")));
        said.putAll(files(cluster.dir().resolve("checkpoints")));
        said.putAll(commandLines());
        Set<Path> large = new HashSet<>();
        List<String> leaks = leaksIn(cluster.dir(), large);

        // That is what was looked at.
        assertThat(wrongPassword).contains("Authentication failed");
        assertThat(wrongStore).contains("Failed to load SSL keystore");
        assertThat(said.get("/jobs/" + refused + "/exceptions"))
                .contains("answered 401")
                .contains("environment variable WRONG_TOKEN");
        assertThat(said.get("/jobs/" + job)).contains("ParkPulse right");
        assertThat(said.get("taskmanager-1.log")).contains("sasl.jaas.config = [hidden]");
        assertThat(said.values()).anyMatch(text -> text.contains("TaskManagerRunner"));
        assertThat(large)
                .anyMatch(file -> file.getFileName().toString().startsWith("blob_p-")
                        && file.getParent().getFileName().toString().equals("job_" + job));
        said.forEach((where, text) ->
                secrets.stream().filter(text::contains).forEach(secret -> leaks.add(where + " says " + secret)));
        assertThat(leaks).isEmpty();
        cluster.cancel(job);
    }

    @Test
    void noSecretIsInAFileOfARunInOneProcessAndItsFilesAreItsUsersAlone() throws Exception {
        Path temporary = Files.createDirectory(dir.resolve("temporary"));
        Path said = dir.resolve("said");
        List<String> words = TestJvm.command("900m", List.of("-Djava.io.tmpdir=" + temporary.toAbsolutePath()));
        words.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "io.parkpulse.cli.Main",
                "run",
                "--config",
                config("in-one-process", kafka.config("one.properties", SASL), "RIGHT_TOKEN", recording)));
        ProcessBuilder command =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(said.toFile());
        command.environment().put("RIGHT_TOKEN", influx.token());
        command.environment().put("PARKPULSE_KAFKA_SSL_KEY_PASSWORD", KEY);
        Process run = command.start();
        try {
            cluster.await("figures in InfluxDB", () -> {
                if (!run.isAlive()) {
                    throw new AssertionError(Files.readString(said));
                }
                return !influx.query("SELECT * FROM park_index WHERE run = 'in-one-process' LIMIT 1")
                        .isEmpty();
            });
            Set<Path> large = new HashSet<>();

            assertThat(leaksIn(temporary, large)).isEmpty();
            assertThat(leaksIn(said, large)).isEmpty();
            assertThat(large).noneMatch(file -> file.getFileName().toString().startsWith("blob_"));
            try (Stream<Path> made = Files.list(temporary)) {
                assertThat(made.filter(Files::isDirectory))
                        .isNotEmpty()
                        .allSatisfy(directory -> assertThat(
                                        PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                                .isEqualTo("rwx------"));
            }
        } finally {
            run.destroyForcibly().waitFor();
        }
    }

    /** Which files hold a secret, byte for byte, whatever they are. Notes those that are large. */
    private static List<String> leaksIn(Path start, Set<Path> large) throws IOException {
        List<String> leaks = new ArrayList<>();
        Files.walkFileTree(start, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.size() > LARGE) {
                    large.add(file);
                }
                try {
                    String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                    secrets.stream().filter(content::contains).forEach(secret -> leaks.add(file + " says " + secret));
                } catch (NoSuchFileException e) {
                    // Gone since; Flink clears up while it runs.
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
        return leaks;
    }

    private static void send(Path recording) throws IOException {
        KafkaSettings settings = kafka.settings(SASL);
        Topics.create(settings, 1);
        try (StreamWriter writer = new StreamWriter(settings)) {
            for (io.parkpulse.model.Stream stream : io.parkpulse.model.Stream.values()) {
                Path file = recording.resolve(stream.fileName());
                if (Files.exists(file)) {
                    for (String line : Files.readAllLines(file)) {
                        writer.line(stream, line.getBytes(StandardCharsets.UTF_8), 0);
                    }
                }
            }
        }
    }

    private static String config(String run, Path kafkaConfig, String token, Path recording) throws IOException {
        return Files.writeString(dir.resolve(run + ".yaml"), """
                        run: %s
                        kafka:
                          bootstrap: %s
                          config: %s
                        registry:
                          directory: %s
                        influxdb:
                          url: %s
                          org: %s
                          bucket: %s
                          token_env: %s
                        event_time:
                          start: 2020-03-18T00:00:00+08:00
                        clock:
                          event: %s
                          wall: %s
                        """.formatted(
                                run,
                                kafka.bootstrapServers(),
                                kafkaConfig.toAbsolutePath(),
                                recording.toAbsolutePath(),
                                influx.url(),
                                InfluxServer.ORGANISATION,
                                InfluxServer.BUCKET,
                                token,
                                END,
                                Instant.now()))
                .toAbsolutePath()
                .toString();
    }

    /** The same, with TLS and stores that open with another password. */
    private static Path withTls(Path properties) throws Exception {
        Path store = dir.resolve("store.p12").toAbsolutePath();
        KeyStore empty = KeyStore.getInstance("PKCS12");
        empty.load(null, null);
        try (var out = Files.newOutputStream(store)) {
            empty.store(out, "another".toCharArray());
        }
        return Files.writeString(
                dir.resolve("tls.properties"),
                Files.readString(properties).replace("SASL_PLAINTEXT", "SASL_SSL") + """
                        ssl.truststore.location=%s
                        ssl.truststore.type=PKCS12
                        ssl.keystore.location=%s
                        ssl.keystore.type=PKCS12
                        """.formatted(store, store));
    }

    /** What whoever submits the job is told. */
    private static String failure(String jar, String config) {
        Throwable failure = catchThrowable(() -> cluster.submit(jar, ENTRY, 1, null, "--config", config));
        assertThat(failure).isInstanceOf(FlinkCluster.RefusedException.class);
        return failure.getMessage();
    }

    private static String state(String job) throws IOException, InterruptedException {
        return cluster.get("/jobs/" + job).path("state").asText();
    }

    /** Everything the web page is made of. */
    private static Map<String, String> restAnswers(String... jobs) throws Exception {
        List<String> paths =
                new ArrayList<>(List.of("/config", "/overview", "/jobs/overview", "/jars", "/taskmanagers"));
        for (String what : List.of("config", "environment", "metrics", "log", "logs", "stdout", "thread-dump")) {
            paths.add("/jobmanager/" + what);
        }
        for (JsonNode manager : cluster.get("/taskmanagers").get("taskmanagers")) {
            String path = "/taskmanagers/" + manager.get("id").asText();
            paths.add(path);
            for (String what : List.of("metrics", "log", "logs", "stdout", "thread-dump")) {
                paths.add(path + "/" + what);
            }
        }
        for (String job : jobs) {
            paths.add("/jobs/" + job);
            for (String what : List.of(
                    "config",
                    "plan",
                    "exceptions",
                    "accumulators",
                    "metrics",
                    "checkpoints",
                    "checkpoints/config",
                    "jobmanager/config",
                    "jobmanager/environment")) {
                paths.add("/jobs/" + job + "/" + what);
            }
            for (JsonNode vertex : cluster.get("/jobs/" + job).get("vertices")) {
                paths.add("/jobs/" + job + "/vertices/" + vertex.get("id").asText());
            }
        }
        Map<String, String> answers = new LinkedHashMap<>();
        HttpClient http = HttpClient.newHttpClient();
        for (String path : paths) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(cluster.address() + path)).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(path + ": " + answer.body()).isIn(200, 404);
            answers.put(path, answer.body());
        }
        return answers;
    }

    private static Map<String, String> files(Path directory) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                // Byte for byte, whatever it is.
                files.put(directory.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }

    /** Of all processes that this one has started, and of itself. */
    private static Map<String, String> commandLines() throws IOException {
        Map<String, String> lines = new LinkedHashMap<>();
        for (ProcessHandle process : Stream.concat(
                        Stream.of(ProcessHandle.current()),
                        ProcessHandle.current().descendants())
                .toList()) {
            Path line = Path.of("/proc/" + process.pid() + "/cmdline");
            lines.put(
                    "command line of " + process.pid(),
                    Files.exists(line)
                            ? Files.readString(line)
                            : process.info().commandLine().orElse(""));
        }
        return lines;
    }
}
