package io.parkpulse.live;

import io.parkpulse.connectors.TestJvm;
import io.parkpulse.kafka.KafkaSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/** A broker of its own, in a JVM of its own, that lets in nobody without a password (SASL/PLAIN). */
final class SaslKafka implements AutoCloseable {
    private static final String USER = "parkpulse";
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);

    private final Path dir;
    private final int port;
    private final Process process;
    private final Thread reaper;

    /**
     * Starts one and waits until it takes records.
     *
     * @param dir where everything of it lies
     */
    SaslKafka(Path dir, String password) throws IOException, InterruptedException {
        this.dir = Files.createDirectories(dir);
        port = freePort();
        Path data = dir.resolve("data");
        Properties broker = properties(data, port, freePort(), freePort(), password);
        format(data);
        Path file = dir.resolve("server.properties");
        try (var out = Files.newOutputStream(file)) {
            broker.store(out, null);
        }
        List<String> command = TestJvm.command("300m", List.of());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "kafka.Kafka", file.toString()));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("log").toFile())
                .start();
        reaper = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(reaper);
        awaitReady(settings(password));
    }

    private static Properties properties(Path data, int clients, int brokers, int quorum, String password) {
        Properties properties = new Properties();
        properties.setProperty("node.id", "1");
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("log.dirs", data.toString());
        String listeners = "CLIENT://127.0.0.1:" + clients + ",BROKER://127.0.0.1:" + brokers;
        properties.setProperty("listeners", listeners + ",CONTROLLER://127.0.0.1:" + quorum);
        properties.setProperty("advertised.listeners", listeners);
        properties.setProperty(
                "listener.security.protocol.map", "CLIENT:SASL_PLAINTEXT,BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.setProperty("inter.broker.listener.name", "BROKER");
        properties.setProperty("controller.listener.names", "CONTROLLER");
        properties.setProperty("controller.quorum.voters", "1@127.0.0.1:" + quorum);
        properties.setProperty("listener.name.client.sasl.enabled.mechanisms", "PLAIN");
        properties.setProperty(
                "listener.name.client.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required user_" + USER + "=\"" + password
                        + "\";");
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            properties.setProperty(topic + ".num.partitions", "1");
            properties.setProperty(topic + ".replication.factor", "1");
        }
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("share.coordinator.state.topic.min.isr", "1");
        properties.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
        return properties;
    }

    private static void format(Path data) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(said, true, StandardCharsets.UTF_8))
                    .setNodeId(1)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(data.toString())
                    .addDirectory(data.toString())
                    .run();
        } catch (Exception e) {
            throw new IOException(said.toString(StandardCharsets.UTF_8), e);
        }
    }

    private void awaitReady(KafkaSettings settings) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        try (Admin admin = Admin.create(settings.with(Map.of("request.timeout.ms", 5_000)))) {
            while (true) {
                try {
                    admin.describeCluster().controller().get();
                    return;
                } catch (ExecutionException e) {
                    if (!process.isAlive() || System.nanoTime() > deadline) {
                        throw new IOException("Kafka does not start: " + Files.readString(dir.resolve("log")), e);
                    }
                }
            }
        }
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** What a client with a password is set to, as a file that {@code kafka.config} names. */
    Path config(String name, String password) throws IOException {
        Path file = dir.resolve(name);
        Files.writeString(file, """
                security.protocol=SASL_PLAINTEXT
                sasl.mechanism=PLAIN
                sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="%s" password="%s";
                """.formatted(USER, password));
        return file;
    }

    /** A client with a password. */
    KafkaSettings settings(String password) throws IOException {
        return KafkaSettings.read(bootstrapServers(), config("client.properties", password), Map.of());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
        Runtime.getRuntime().removeShutdownHook(reaper);
    }
}
