package io.parkpulse.connectors.influxdb;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.ToNumberPolicy;
import io.parkpulse.connectors.Program;
import io.parkpulse.connectors.http.Secret;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real InfluxDB 2.7 of its own: on a free port, with fresh directories, an organisation, a bucket and a token. */
public final class InfluxServer implements AutoCloseable {
    public static final String ORGANISATION = "test";
    public static final String BUCKET = "test";

    private static final long PATIENCE_SECONDS = 60;
    private static final Gson GSON = new GsonBuilder()
            .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
            .create();

    private final String influxd;
    private final Path directory;
    private final int port;
    private final String token = UUID.randomUUID().toString();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Thread reaper = new Thread(this::kill);
    private Process process;

    private InfluxServer(String influxd) throws IOException {
        this.influxd = influxd;
        this.directory = Files.createTempDirectory("influxd");
        try (ServerSocket socket = new ServerSocket(0)) {
            this.port = socket.getLocalPort();
        }
    }

    /**
     * Starts one and waits until it is ready.
     *
     * @throws IllegalStateException if there is none on this machine
     */
    public static InfluxServer start() throws IOException, InterruptedException {
        InfluxServer server = new InfluxServer(Program.INFLUXD.path());
        Runtime.getRuntime().addShutdownHook(server.reaper);
        server.restart();
        JsonObject setup = new JsonObject();
        setup.addProperty("username", "admin");
        setup.addProperty("password", UUID.randomUUID().toString());
        setup.addProperty("org", ORGANISATION);
        setup.addProperty("bucket", BUCKET);
        setup.addProperty("token", server.token);
        HttpResponse<String> response = server.send(HttpRequest.newBuilder(server.uri("/api/v2/setup"))
                .POST(HttpRequest.BodyPublishers.ofString(setup.toString())));
        if (response.statusCode() != 201) {
            throw new IOException("InfluxDB is not set up: " + response.statusCode() + " " + response.body());
        }
        return server;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** A token that may do everything. */
    public String token() {
        return token;
    }

    /** The token in a file, as the sink takes it. */
    public Secret secret() throws IOException {
        return Secret.fromFile(Files.writeString(directory.resolve("token"), token));
    }

    /** Stops it; connections are refused from then on, data and port are kept. */
    public void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            kill();
        }
    }

    /** Starts it again, where it was, and waits until it is ready. */
    public void restart() throws IOException, InterruptedException {
        Path log = directory.resolve("influxd.log");
        ProcessBuilder builder = new ProcessBuilder(
                influxd, "--http-bind-address", "127.0.0.1:" + port, "--reporting-disabled", "--log-level", "error");
        builder.environment().keySet().removeIf(name -> name.startsWith("INFLUXD_"));
        builder.environment()
                .putAll(Map.of(
                        "INFLUXD_BOLT_PATH", directory.resolve("influxd.bolt").toString(),
                        "INFLUXD_ENGINE_PATH", directory.resolve("engine").toString(),
                        "INFLUXD_SQLITE_PATH",
                                directory.resolve("influxd.sqlite").toString(),
                        "INFLUXD_CONFIG_PATH", directory.toString()));
        process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        long start = System.nanoTime();
        while (!ready()) {
            if (!process.isAlive()) {
                throw new IOException("influxd ended: " + Files.readString(log));
            }
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                throw new IOException(
                        "influxd is not ready after " + PATIENCE_SECONDS + " s: " + Files.readString(log));
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
    }

    private boolean ready() throws InterruptedException {
        try {
            return send(HttpRequest.newBuilder(uri("/health"))).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Asks in InfluxQL. Each row is a map of its columns, in their order, with the measurement as {@code name} and the tags
     * by which it is grouped; values are String, Boolean, Long, Double, or null.
     */
    public List<Map<String, Object>> query(String influxQl) throws IOException, InterruptedException {
        HttpResponse<String> response = send(HttpRequest.newBuilder(uri(
                        "/query?db=" + BUCKET + "&epoch=ms&q=" + URLEncoder.encode(influxQl, StandardCharsets.UTF_8)))
                .header("Authorization", "Token " + token));
        JsonObject body = JsonParser.parseString(response.body()).getAsJsonObject();
        JsonArray results = body.getAsJsonArray("results");
        if (response.statusCode() != 200 || results == null || response.body().contains("\"error\":")) {
            throw new IOException(influxQl + ": " + response.statusCode() + " " + response.body());
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        for (JsonElement result : results) {
            JsonArray series = result.getAsJsonObject().getAsJsonArray("series");
            for (JsonElement one : series == null ? new JsonArray() : series) {
                addRows(rows, one.getAsJsonObject());
            }
        }
        return rows;
    }

    private static void addRows(List<Map<String, Object>> rows, JsonObject series) {
        JsonArray columns = series.getAsJsonArray("columns");
        for (JsonElement values : series.getAsJsonArray("values")) {
            Map<String, Object> row = new LinkedHashMap<>();
            if (series.has("name")) {
                row.put("name", series.get("name").getAsString());
            }
            if (series.has("tags")) {
                series.getAsJsonObject("tags")
                        .entrySet()
                        .forEach(tag -> row.put(tag.getKey(), tag.getValue().getAsString()));
            }
            for (int i = 0; i < columns.size(); i++) {
                row.put(
                        columns.get(i).getAsString(),
                        GSON.fromJson(values.getAsJsonArray().get(i), Object.class));
            }
            rows.add(row);
        }
    }

    private URI uri(String path) {
        return URI.create(url() + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private void kill() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Override
    public void close() throws IOException {
        kill();
        try {
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IOException("influxd does not end", e);
        }
        Runtime.getRuntime().removeShutdownHook(reaper);
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
