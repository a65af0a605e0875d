package io.parkpulse.play;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.parkpulse.alerts.Declaration;
import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.kafka.TopicWriter;
import io.parkpulse.kafka.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Writes declarations to their topic, keyed by declarer and time. */
public final class DeclarationWriter {
    private static final JsonFactory JSON = new JsonFactory();

    private DeclarationWriter() {}

    /** @throws IOException if the brokers cannot be reached, or refuse */
    public static void write(KafkaSettings settings, List<Declaration> declarations) throws IOException {
        if (declarations.isEmpty()) {
            return;
        }
        try (TopicWriter writer = new TopicWriter(settings)) {
            for (Declaration declaration : declarations) {
                String key = (declaration.ofPark() ? "park/" : "enterprise/") + declaration.subject() + "/"
                        + Instant.ofEpochMilli(declaration.at());
                writer.write(Topics.DECLARATIONS, key.getBytes(StandardCharsets.UTF_8), json(declaration));
            }
            writer.flush();
        }
    }

    private static byte[] json(Declaration declaration) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField(declaration.ofPark() ? "park" : "enterprise", declaration.subject());
            json.writeNumberField("at", declaration.at());
            if (declaration.ofPark()) {
                json.writeNumberField("resumed", declaration.percent());
            } else {
                json.writeBooleanField("resumed", declaration.percent().signum() > 0);
            }
            json.writeEndObject();
        }
        return line.toByteArray();
    }
}
