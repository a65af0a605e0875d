package io.parkpulse.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a real InfluxDB and, when told to, is as one that is away: refuses, hangs, or answers 503. */
final class InfluxGate implements AutoCloseable {
    private final URI store;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool(runnable -> {
        Thread thread = new Thread(runnable, "influx-gate");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger requests = new AtomicInteger();
    private final int port;
    private HttpServer server;
    private volatile State state = State.OPEN;
    private volatile CountDownLatch changed = new CountDownLatch(1);

    /** What it does with requests. */
    enum State {
        /** Hands them on. */
        OPEN,
        /** Is not there. */
        REFUSING,
        /** Takes them and says nothing. */
        HANGING,
        /** Says that it is not available. */
        UNAVAILABLE
    }

    InfluxGate(String store) throws IOException {
        this.store = URI.create(store);
        listen(0);
        port = server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** How many requests came since it was last given an order; refused ones cannot be counted. */
    int requests() {
        return requests.get();
    }

    void become(State next) throws IOException {
        State before = state;
        state = next;
        requests.set(0);
        CountDownLatch held = changed;
        changed = new CountDownLatch(1);
        held.countDown();
        if (next == State.REFUSING) {
            server.stop(0);
        } else if (before == State.REFUSING) {
            listen(port);
        }
    }

    private void listen(int at) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        CountDownLatch change = changed;
        State now = state;
        requests.incrementAndGet();
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            switch (now) {
                case OPEN -> handOn(exchange, body);
                case UNAVAILABLE -> exchange.sendResponseHeaders(503, -1);
                default -> change.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void handOn(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(store.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        for (String header : new String[] {"Authorization", "Content-Type", "Content-Encoding"}) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                request.header(header, value);
            }
        }
        HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
        exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
    }

    @Override
    public void close() {
        changed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
