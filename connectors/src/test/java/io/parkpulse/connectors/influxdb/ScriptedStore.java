package io.parkpulse.connectors.influxdb;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/**
 * Stands in for a store where a fault is wanted that a real one does not have on demand: a server that answers writes as
 * a script says.
 */
public final class ScriptedStore implements AutoCloseable {
    /** All is well. */
    public static final Reply WRITTEN = new Reply(204, "", Map.of());

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Script script;

    /**
     * A request to write.
     *
     * @param path with its query
     * @param token the header Authorization; null if absent
     * @param compressed whether the lines came compressed
     * @param lines in their order
     * @param nanos when it had arrived, {@link System#nanoTime()}
     */
    public record Request(String path, String token, boolean compressed, List<String> lines, long nanos) {}

    /**
     * An answer.
     *
     * @param body sent as JSON if it starts with a brace, else as text
     */
    public record Reply(int status, String body, Map<String, String> headers) {
        /** As InfluxDB explains an error. */
        public static Reply error(int status, String code, String message) {
            return new Reply(
                    status,
                    "{\"code\":\"" + code + "\",\"message\":\"" + message.replace("\"", "\\\"") + "\"}",
                    Map.of());
        }

        /** Without a body. */
        public static Reply of(int status) {
            return new Reply(status, "", Map.of());
        }
    }

    /** What the store does; several threads ask at a time, and may be kept waiting. */
    @FunctionalInterface
    public interface Script {
        Reply answer(Request request) throws InterruptedException;
    }

    private ScriptedStore(int port, Script script) throws IOException {
        this.script = script;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** A store on a free port. */
    public static ScriptedStore start(Script script) throws IOException {
        return new ScriptedStore(0, script);
    }

    /** A store on a port that was another one's before. */
    public static ScriptedStore start(int port, Script script) throws IOException {
        return new ScriptedStore(port, script);
    }

    /** From the next request on another script holds. */
    public void become(Script other) {
        script = other;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** All requests that have arrived, in that order. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** The lines of all requests that have arrived, in that order. */
    public List<String> lines() {
        return requests.stream().flatMap(request -> request.lines().stream()).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean compressed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            // The whole of it before the answer, or the server does not find the beginning of the next request.
            byte[] body = exchange.getRequestBody().readAllBytes();
            Request request = new Request(
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    compressed,
                    text(body, compressed).lines().toList(),
                    System.nanoTime());
            requests.add(request);
            Reply reply = script.answer(request);
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] text = reply.body().getBytes(StandardCharsets.UTF_8);
            if (reply.body().startsWith("{")) {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
            }
            exchange.sendResponseHeaders(reply.status(), text.length == 0 ? -1 : text.length);
            if (text.length > 0) {
                exchange.getResponseBody().write(text);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String text(byte[] body, boolean compressed) throws IOException {
        if (!compressed) {
            return new String(body, StandardCharsets.UTF_8);
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** From now on connections are refused. */
    public void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Override
    public void close() {
        stop();
    }
}
