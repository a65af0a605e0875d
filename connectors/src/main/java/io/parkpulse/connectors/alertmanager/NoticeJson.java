package io.parkpulse.connectors.alertmanager;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** Notices as the body of {@code POST /api/v2/alerts}. */
final class NoticeJson {
    private static final JsonFactory JSON = new JsonFactory();

    private NoticeJson() {}

    /**
     * A JSON array.
     *
     * @param now what time it is; nothing begins or is over later, as Alertmanager would take it for firing till then
     * @param validUntil when what fires ends, unless it is posted again
     */
    static byte[] of(Collection<Notice> notices, long now, long validUntil) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(body)) {
            json.writeStartArray();
            for (Notice notice : notices) {
                long startsAt = Math.min(notice.startsAt(), now);
                long endsAt = notice.firing() ? validUntil : Math.max(startsAt, Math.min(notice.endsAt(), now));
                json.writeStartObject();
                write("labels", notice.labels(), json);
                write("annotations", notice.annotations(), json);
                json.writeStringField("startsAt", Instant.ofEpochMilli(startsAt).toString());
                json.writeStringField("endsAt", Instant.ofEpochMilli(endsAt).toString());
                if (!notice.generatorUrl().isEmpty()) {
                    json.writeStringField("generatorURL", notice.generatorUrl());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return body.toByteArray();
    }

    private static void write(String name, Map<String, String> values, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> value : values.entrySet()) {
            json.writeStringField(value.getKey(), value.getValue());
        }
        json.writeEndObject();
    }
}
