package io.parkpulse.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Finds the fields of any record that is a JSON object, however it is spelled; of a name that stands twice, the last. */
final class AnyJson {
    private static final int MOST_BYTES = 2_000_000;

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(MOST_BYTES)
                    .maxStringLength(MOST_BYTES)
                    .maxNameLength(MOST_BYTES)
                    .build())
            .build();

    private AnyJson() {}

    /**
     * Finds the fields.
     *
     * @return what is wrong if these bytes are not one JSON object, null if they are
     */
    static String find(FieldNames names, byte[] b, int offset, int length, Fields fields) {
        fields.clear();
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(b, offset, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return "not UTF-8";
        }
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return "not a JSON object";
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                int field = names.find(json.currentName());
                JsonToken token = json.nextToken();
                if (field == Fields.UNKNOWN) {
                    json.skipChildren();
                } else {
                    set(field, token, json, fields);
                }
            }
            return json.nextToken() == null ? null : "more than one JSON value on the line";
        } catch (IOException e) {
            return "not JSON: " + firstLine(e.getMessage());
        }
    }

    private static void set(int field, JsonToken token, JsonParser json, Fields fields) throws IOException {
        byte kind = switch (token) {
            case VALUE_STRING -> Fields.TEXT;
            case VALUE_NUMBER_INT -> Fields.INTEGER;
            case VALUE_NUMBER_FLOAT -> Fields.DECIMAL;
            case VALUE_NULL -> Fields.NULL;
            default -> Fields.OTHER;
        };
        if (kind == Fields.NULL || kind == Fields.OTHER) {
            json.skipChildren();
            fields.set(field, kind, null, 0, 0);
        } else {
            byte[] utf8 = json.getText().getBytes(StandardCharsets.UTF_8);
            fields.set(field, kind, utf8, 0, utf8.length);
        }
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
