package io.parkpulse.enterprise;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.parkpulse.model.Observation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;

/** A reading as a record of its stream that says the same, for where its original bytes are no longer known. */
final class ReadingText {
    private static final JsonFactory JSON = new JsonFactory();

    private ReadingText() {}

    /** The record's UTF-8, with its value in Wh. */
    static byte[] of(Observation reading, String meter) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("meter", meter);
            json.writeStringField("at", Instant.ofEpochMilli(reading.at()).toString());
            json.writeNumberField("value", reading.value());
            json.writeStringField("unit", "Wh");
            if (reading.period() > 0) {
                json.writeStringField(
                        "period", Duration.ofMillis(reading.period()).toString());
            }
            if (reading.rev() > 0) {
                json.writeNumberField("rev", reading.rev());
            }
            if (reading.reset()) {
                json.writeStringField("event", "RESET");
            }
            if (reading.received() != Observation.NOT_SAID) {
                json.writeStringField(
                        "received", Instant.ofEpochMilli(reading.received()).toString());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toByteArray();
    }
}
