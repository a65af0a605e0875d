package io.parkpulse.connectors.alertmanager;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** The people whom Alertmanager notifies by the sample routing: its webhooks, and what came to them. */
public final class People implements AutoCloseable {
    private static final Path SAMPLE = Path.of("../docker/alertmanager/alertmanager.yml");

    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final HttpServer webhooks;

    /**
     * A message.
     *
     * @param receiver whom it is for
     * @param alerts what it sends, as Alertmanager's webhooks have it
     */
    public record Message(String receiver, JsonArray alerts) {
        /** Whom it notifies of what: rule, scope, severity and state of each alert. */
        @Override
        public String toString() {
            return receiver + ": "
                    + alerts.asList().stream().map(Message::brief).sorted().collect(Collectors.joining(", "));
        }

        private static String brief(JsonElement element) {
            JsonObject alert = element.getAsJsonObject();
            JsonObject labels = alert.getAsJsonObject("labels");
            return List.of(labels.get("alertname"), labels.get("scope"), labels.get("severity"), alert.get("status"))
                    .stream()
                    .map(JsonElement::getAsString)
                    .collect(Collectors.joining(" "));
        }
    }

    public People() throws IOException {
        webhooks = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhooks.createContext("/", exchange -> {
            try (exchange) {
                JsonObject body = JsonParser.parseString(
                                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                        .getAsJsonObject();
                messages.add(new Message(body.get("receiver").getAsString(), body.getAsJsonArray("alerts")));
                exchange.sendResponseHeaders(200, -1);
            }
        });
        webhooks.start();
    }

    /** All messages so far. */
    public List<Message> messages() {
        return messages;
    }

    /** All messages so far, briefly. */
    public List<String> notified() {
        return messages.stream().map(Message::toString).toList();
    }

    /**
     * The sample routing with these people in it, who wait for nothing.
     *
     * @param night whether it is night now, or day
     */
    public String routing(boolean night) throws IOException {
        String address = "http://127.0.0.1:" + webhooks.getAddress().getPort();
        String routing = Files.readString(SAMPLE);
        routing = replaced(routing, "http://(messages|phone-gateway):8080", address);
        routing = replaced(routing, "group_wait: \\w+", "group_wait: 1s");
        routing = replaced(routing, "group_interval: \\w+", "group_interval: 1s");
        return replaced(
                routing,
                "- times: .*\\R +location: .*",
                night ? "- times: [{start_time: \"00:00\", end_time: \"24:00\"}]" : "- years: [\"1970\"]");
    }

    private static String replaced(String text, String pattern, String replacement) {
        String result = text.replaceAll(pattern, replacement);
        if (result.equals(text)) {
            throw new IllegalStateException(SAMPLE + " has no " + pattern);
        }
        return result;
    }

    @Override
    public void close() {
        webhooks.stop(0);
    }
}
