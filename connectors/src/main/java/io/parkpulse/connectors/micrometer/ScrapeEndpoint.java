package io.parkpulse.connectors.micrometer;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.util.NamedThreadFactory;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.parkpulse.connectors.http.LocalRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where Prometheus scrapes: {@code GET /metrics}. */
final class ScrapeEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(ScrapeEndpoint.class);

    private static final String PATH = "/metrics";
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    /** One that hangs must not keep others waiting. */
    private static final int THREADS = 2;

    private final HttpServer server;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(THREADS, new NamedThreadFactory("metrics-endpoint"));
    private final PrometheusMeterRegistry registry;

    private ScrapeEndpoint(HttpServer server, PrometheusMeterRegistry registry) {
        this.server = server;
        this.registry = registry;
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /**
     * Listens on the first of the ports that is free.
     *
     * @throws IllegalArgumentException if none is, or the host is not one of this machine's
     */
    static ScrapeEndpoint open(String host, List<Integer> ports, PrometheusMeterRegistry registry) {
        IOException problem = null;
        for (int port : ports) {
            InetSocketAddress address = new InetSocketAddress(host, port);
            if (address.isUnresolved()) {
                throw new IllegalArgumentException(ReporterSettings.HOST + ": there is no host " + host);
            }
            try {
                return new ScrapeEndpoint(HttpServer.create(address, 0), registry);
            } catch (IOException e) {
                problem = e;
            }
        }
        throw new IllegalArgumentException(
                "%s: cannot listen on %s at %s: %s"
                        .formatted(
                                ReporterSettings.PORT,
                                host,
                                ports.size() == 1 ? "port " + ports.get(0) : "any of the ports " + ports,
                                problem.getMessage()),
                problem);
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    URI uri() {
        String host = address().getAddress().getHostAddress();
        return URI.create("http://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":"
                + address().getPort() + PATH);
    }

    void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (address().getAddress().isLoopbackAddress() && !isOwn(exchange.getRequestHeaders())) {
                send(exchange, 403, "Metrics are for this machine only, at " + uri() + "\n");
            } else if (!exchange.getRequestURI().getPath().equals(PATH)) {
                send(exchange, 404, "Metrics are at " + PATH + "\n");
            } else if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                send(exchange, 405, "Only GET and HEAD\n");
            } else {
                scrape(exchange);
            }
        }
    }

    private static boolean isOwn(Headers headers) {
        return LocalRequest.isOwn(headers.getOrDefault("Host", List.of()), headers.getOrDefault("Origin", List.of()));
    }

    private void scrape(HttpExchange exchange) throws IOException {
        String accept = String.join(",", exchange.getRequestHeaders().getOrDefault("Accept", List.of()));
        String type = accept.contains("application/openmetrics-text") ? OPEN_METRICS : TEXT;
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try {
            registry.scrape(content, type);
        } catch (RuntimeException e) {
            LOG.warn("The metrics could not be written", e);
            send(exchange, 500, "The metrics could not be written; the log says why\n");
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", type);
        send(exchange, 200, content.toByteArray());
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        send(exchange, status, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] content) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, content.length);
            exchange.getResponseBody().write(content);
        }
    }
}
