package io.parkpulse.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Schemas of a registry, each asked for once. A value begins with a zero byte and the number of its schema in four.
 *
 * @param <S> a schema
 */
final class SchemaClient<S> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(5);
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(10);
    private static final int TRIES = 5;
    private static final long MOST_PAUSE_MILLIS = 8_000;
    private static final int MOST_REFERENCES = 100;
    private static final int HEAD = 1 + Integer.BYTES;
    /** One that is not there may be put there yet. */
    private static final long ABSENT_NANOS = Duration.ofSeconds(30).toNanos();

    private final Connection connection;
    private final String type;
    private final Function<Source, S> parse;
    private final Map<Integer, S> known = new HashMap<>();
    private final Map<Integer, Absent> absent = new HashMap<>();

    private record Absent(String message, long since) {}

    /**
     * A schema as the registry has it.
     *
     * @param referenced texts that it refers to, by the names it refers to them by; each after those it refers to itself
     */
    record Source(String text, Map<String, String> referenced) {}

    SchemaClient(Connection connection, String type, Function<Source, S> parse) {
        this.connection = connection;
        this.type = type;
        this.parse = parse;
    }

    /**
     * The schema that a value names.
     *
     * @param value is left behind the number
     */
    S schema(ByteBuffer value) throws IOException, MalformedValueException {
        if (value.remaining() < HEAD || value.get(value.position()) != 0) {
            throw new MalformedValueException(
                    "the value names no schema: expected a zero byte, and the schema's number in four bytes, before it");
        }
        value.get();
        byte[] number = new byte[Integer.BYTES];
        value.get(number);
        int id = ByteBuffer.wrap(number).getInt();
        S schema = known.get(id);
        if (schema == null) {
            schema = ask(id);
            known.put(id, schema);
        }
        return schema;
    }

    private S ask(int id) throws IOException, MalformedValueException {
        Absent before = absent.get(id);
        if (before != null && System.nanoTime() - before.since() < ABSENT_NANOS) {
            throw new MalformedValueException(before.message());
        }
        try {
            JsonNode answer = connection.get("/schemas/ids/" + Integer.toUnsignedString(id));
            String own = answer.path("schemaType").asText("AVRO");
            if (!own.equals(type)) {
                throw new MalformedValueException(
                        "the value is of schema " + id + ", which is of " + own + " and not of " + type);
            }
            Map<String, String> referenced = new LinkedHashMap<>();
            references(answer, referenced);
            return parse.apply(new Source(answer.path("schema").asText(), referenced));
        } catch (MalformedValueException | IllegalArgumentException e) {
            String message = e instanceof MalformedValueException
                    ? e.getMessage()
                    : "the value is of schema " + id + ", which is not " + e.getMessage();
            absent.put(id, new Absent(message, System.nanoTime()));
            throw new MalformedValueException(message);
        }
    }

    private void references(JsonNode schema, Map<String, String> into) throws IOException, MalformedValueException {
        for (JsonNode reference : schema.path("references")) {
            String name = reference.path("name").asText();
            if (into.containsKey(name)) {
                continue;
            }
            if (into.size() >= MOST_REFERENCES) {
                throw new MalformedValueException(
                        "the value is of a schema that refers to more than " + MOST_REFERENCES);
            }
            JsonNode other = connection.get("/subjects/"
                    + URLEncoder.encode(reference.path("subject").asText(), StandardCharsets.UTF_8)
                            .replace("+", "%20")
                    + "/versions/" + reference.path("version").asInt());
            references(other, into);
            into.put(name, other.path("schema").asText());
        }
    }

    /** Waits between two tries. */
    @FunctionalInterface
    interface Pause {
        void millis(long millis) throws InterruptedException;
    }

    /** Asks a registry. */
    static final class Connection {
        private final SchemaRegistry registry;
        private final Pause pause;
        private HttpClient http;

        Connection(SchemaRegistry registry) {
            this(registry, Thread::sleep);
        }

        Connection(SchemaRegistry registry, Pause pause) {
            this.registry = registry;
            this.pause = pause;
        }

        /**
         * @throws MalformedValueException if there is no such thing
         * @throws IOException if the registry cannot be asked: it is tried for a while
         */
        JsonNode get(String path) throws IOException, MalformedValueException {
            String base = registry.url().replaceAll("/+$", "");
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                    .timeout(ANSWERED_WITHIN)
                    .header("Accept", "application/vnd.schemaregistry.v1+json, application/json");
            String credentials = registry.credentials().read();
            if (!credentials.isEmpty()) {
                request.header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
            }
            HttpResponse<String> answer = send(request.build());
            if (answer.statusCode() == 404) {
                throw new MalformedValueException(
                        "the value names a schema that the registry at " + base + " does not have: " + path);
            }
            if (answer.statusCode() != 200) {
                throw new IOException(
                        "the schema registry at " + base + " answers " + path + " with " + answer.statusCode());
            }
            return JSON.readTree(answer.body());
        }

        private HttpResponse<String> send(HttpRequest request) throws IOException {
            if (http == null) {
                http = HttpClient.newBuilder().connectTimeout(CONNECTED_WITHIN).build();
            }
            try {
                for (int tries = 1; ; tries++) {
                    try {
                        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                        if (answer.statusCode() < 500 || tries == TRIES) {
                            return answer;
                        }
                    } catch (IOException e) {
                        if (tries == TRIES) {
                            throw new IOException(
                                    "the schema registry at " + registry.url() + " cannot be asked: " + e, e);
                        }
                    }
                    pause.millis(Math.min(MOST_PAUSE_MILLIS, 500L << tries));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while the schema registry was asked", e);
            }
        }
    }
}
