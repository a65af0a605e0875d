package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parkpulse.connectors.Wait;
import io.parkpulse.embedded.EmbeddedKafka;
import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.kafka.RegistryTopic;
import io.parkpulse.kafka.Topics;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.registry.RegistryRow;
import io.parkpulse.wall.FileFeed;
import io.parkpulse.wall.KafkaFeed;
import io.parkpulse.wall.WallFeed;
import io.parkpulse.wall.WallServer;
import io.parkpulse.wall.WallSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The wall of a running system, on a real broker. */
@Timeout(180)
class WallOfTopicsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path EXAMPLE = Path.of("../jobs/src/test/resources/example");
    private static final WallSettings SETTINGS = WallSettings.defaults().withPort(0);

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void itShowsWhatTheFilesOfTheSameReplayShow(@TempDir Path dir) throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start(dir, 0)) {
            KafkaSettings kafka = KafkaSettings.of(broker.bootstrapServers());
            Topics.create(kafka, 1);
            RegistryTopic.write(
                    kafka, RegistryReader.readRows(EXAMPLE.resolve("in")).rows());
            try (KafkaProducer<String, String> producer =
                    new KafkaProducer<>(kafka.with(Map.of()), new StringSerializer(), new StringSerializer())) {
                send(producer, Topics.INDICES, "indices.jsonl", "scope", "end");
                send(producer, Topics.DAILY, "daily.jsonl", "scope", "day");
                send(producer, Topics.ENTERPRISES, "enterprises.jsonl", "day", "enterprise");
            }

            Map<String, String> registry = new HashMap<>();
            for (RegistryRow row :
                    RegistryReader.readRows(EXAMPLE.resolve("in")).rows()) {
                registry.put(row.key(), new String(row.toJson(), StandardCharsets.UTF_8));
            }
            for (String path : new String[] {
                "/api/state?room=P1",
                "/api/enterprises?park=P1",
                "/api/trend?scope=park:P1&measure=staff_return",
                "/api/contributions?scope=park:P2&measure=enterprise_resumption"
            }) {
                assertThat(told(new KafkaFeed(kafka.with(Map.of())), path))
                        .as(path)
                        .isEqualTo(told(new FileFeed(EXAMPLE.resolve("want"), registry), path));
            }
        }
    }

    private static void send(KafkaProducer<String, String> producer, String topic, String file, String... key)
            throws IOException {
        for (String line : Files.readAllLines(EXAMPLE.resolve("want").resolve(file))) {
            JsonNode json = JSON.readTree(line);
            producer.send(new ProducerRecord<>(
                    topic, json.path(key[0]).asText() + "|" + json.path(key[1]).asText(), line));
        }
    }

    /** What a wall that has read everything tells, but for the server's own head. */
    private JsonNode told(WallFeed feed, String path) throws Exception {
        try (WallServer wall = WallServer.start(SETTINGS, feed)) {
            await(wall.url(), status -> status.path("caught_up").asBoolean());
            JsonNode told = get(wall.url(), path);
            return told.has("facts") ? told.path("facts") : told;
        }
    }

    private void await(URI wall, Predicate<JsonNode> condition) throws Exception {
        while (!condition.test(get(wall, "/api/state").path("facts").path("status"))) {
            Wait.aMoment(); // the test's timeout ends it
        }
    }

    private JsonNode get(URI wall, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(wall.resolve(path)).build();
        return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
    }

    @Test
    void itStartsBeforeTheTopicsAreThereAndSaysSo(@TempDir Path dir) throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start(dir, 0)) {
            KafkaSettings kafka = KafkaSettings.of(broker.bootstrapServers());
            try (WallServer wall = WallServer.start(SETTINGS, new KafkaFeed(kafka.with(Map.of())))) {
                await(wall.url(), status -> status.path("hindrance").asText().contains(Topics.INDICES));

                Topics.create(kafka, 1);

                await(
                        wall.url(),
                        status -> status.path("hindrance").isNull()
                                && status.path("caught_up").asBoolean());
            }
        }
    }

    @Test
    void aBrokerThatDoesNotAnswerIsSpokenOf() throws Exception {
        KafkaFeed feed = new KafkaFeed(KafkaSettings.of("127.0.0.1:1").with(Map.of()));
        try (WallServer wall = WallServer.start(SETTINGS, feed)) {
            await(wall.url(), status -> status.path("hindrance").asText().startsWith("Kafka does not answer"));
        }
    }
}
