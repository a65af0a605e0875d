package io.parkpulse.schemas;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parkpulse.connectors.http.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A schema registry of a test: what it is asked and what it answers. */
public final class SchemaServer implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, String> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private String authorization;
    private int status = 200;

    public SchemaServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        asked.add(path);
        authorization = exchange.getRequestHeaders().getFirst("Authorization");
        String answer = answers.get(path);
        byte[] body = (answer == null ? "{\"error_code\":40403}" : answer).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status != 200 ? status : answer == null ? 404 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** @param answer JSON */
    public synchronized SchemaServer with(String path, String answer) {
        answers.put(path, answer);
        return this;
    }

    synchronized void failsWith(int code) {
        status = code;
    }

    synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    synchronized String authorization() {
        return authorization;
    }

    public SchemaRegistry registry() {
        return new SchemaRegistry("http://127.0.0.1:" + server.getAddress().getPort() + "/", Secret.none());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
