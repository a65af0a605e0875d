package io.parkpulse.connectors.alertmanager;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import io.parkpulse.connectors.Program;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real Alertmanager of its own: on a free port, with a fresh directory. */
public final class AlertmanagerServer implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private static final String DELIVERED = "alertmanager_notification_requests_total{integration=\"webhook\"} ";

    private final String program;
    private final Path directory;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Thread reaper = new Thread(this::kill);
    private Process process;

    private AlertmanagerServer(String program) throws IOException {
        this.program = program;
        this.directory = Files.createTempDirectory("alertmanager");
        try (ServerSocket socket = new ServerSocket(0)) {
            this.port = socket.getLocalPort();
        }
    }

    /**
     * Prepares one; {@link #begin} starts it.
     *
     * @param configuration its configuration file's text
     * @throws IllegalStateException if there is none on this machine
     */
    public static AlertmanagerServer of(String configuration) throws IOException {
        AlertmanagerServer server = new AlertmanagerServer(Program.ALERTMANAGER.path());
        Files.writeString(server.directory.resolve("alertmanager.yml"), configuration);
        Runtime.getRuntime().addShutdownHook(server.reaper);
        return server;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Starts it and waits until it is ready. */
    public void begin() throws IOException, InterruptedException {
        process = new ProcessBuilder(
                        program,
                        "--config.file=" + directory.resolve("alertmanager.yml"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address=",
                        "--storage.path=" + directory.resolve("data"))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        long start = System.nanoTime();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                throw new IOException("Alertmanager does not start:\n" + Files.readString(directory.resolve("log")));
            }
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return http.send(
                                    HttpRequest.newBuilder(URI.create(url() + "/-/ready"))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Asks it to end, as a service manager does, and waits until it has; its storage is kept. */
    public void end() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    /** The alerts it has. */
    public JsonArray alerts() throws IOException, InterruptedException {
        return JsonParser.parseString(get("/api/v2/alerts")).getAsJsonArray();
    }

    /**
     * How many messages it has delivered since it began. It remembers across an end only what somebody has taken and it
     * knows of.
     */
    int delivered() throws IOException, InterruptedException {
        return get("/metrics")
                .lines()
                .filter(line -> line.startsWith(DELIVERED))
                .mapToInt(line -> Integer.parseInt(line.substring(DELIVERED.length())))
                .sum();
    }

    private String get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url() + path)).build(), BodyHandlers.ofString())
                .body();
    }

    private void kill() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Override
    public void close() throws IOException {
        kill();
        if (process != null) {
            process.onExit().join();
        }
        Runtime.getRuntime().removeShutdownHook(reaper);
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
