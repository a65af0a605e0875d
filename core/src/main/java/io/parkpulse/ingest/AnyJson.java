package io.parkpulse.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.parkpulse.message.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Finds the fields of any record that is a JSON object, however it is spelled; of a name that stands twice, the last. A
 * byte order mark before it is passed over.
 */
final class AnyJson {
    private static final int MOST_BYTES = 2_000_000;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            // A table of names would refuse records with too many of one hash.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(MOST_BYTES)
                    .maxStringLength(MOST_BYTES)
                    .maxNameLength(MOST_BYTES)
                    .maxNestingDepth(MOST_BYTES)
                    .build())
            .build();

    private AnyJson() {}

    /**
     * Finds the fields.
     *
     * @return what is wrong if these bytes are not one JSON object, null if they are
     */
    static Message find(FieldTable table, byte[] b, int offset, int length, Fields fields) {
        fields.clear();
        if (hasZero(b, offset, length)) {
            // No JSON has one, and of UTF-16 every second byte is.
            return Message.of("record.zero_bytes");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(b, offset, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return Message.of("record.not_utf8");
        }
        // Programs that write UTF-8 with a mark put it before the first record of each file, wherever that comes to
        // lie.
        try (JsonParser json = JSON.createParser(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Message.of("record.not_object");
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                int field = table.find(json.currentName());
                JsonToken token = json.nextToken();
                if (field != Fields.UNKNOWN) {
                    set(field, token, json, fields);
                }
                if (!passValue(json)) {
                    return notJson(Message.asIs(json.getText()));
                }
            }
            return json.nextToken() == null ? null : Message.of("record.several_json");
        } catch (JsonProcessingException e) {
            return notJson(JsonMistake.of(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a text is always readable
        }
    }

    private static boolean hasZero(byte[] b, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (b[i] == 0) {
                return true;
            }
        }
        return false;
    }

    private static Message notJson(Message detail) {
        return Message.joined(Mistake.IN_DETAIL, Message.of("record.not_json"), detail);
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
            fields.set(field, kind, null, 0, 0);
        } else {
            byte[] utf8 = utf8(json.getText());
            fields.set(field, kind, utf8, 0, utf8.length);
        }
    }

    /** Moves to the end of the value that begins here; false if there is a number in it that is none even leniently. */
    private static boolean passValue(JsonParser json) throws IOException {
        int depth = 0;
        while (true) {
            JsonToken token = json.currentToken();
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.VALUE_NUMBER_FLOAT && isLax(json)) {
                return false;
            }
            if (depth == 0) {
                return true;
            }
            json.nextToken();
        }
    }

    /** Whether a number is spelled like +INF: of those that are none, only NaN, Infinity and -Infinity are read. */
    private static boolean isLax(JsonParser json) throws IOException {
        char first = json.getTextCharacters()[json.getTextOffset()];
        return first == '+' || first == '-' && json.getText().equals("-INF");
    }

    /** In UTF-8; of a character that has no UTF-8, half of a surrogate pair, the escape it was spelled with. */
    private static byte[] utf8(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (text.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
            return utf8;
        }
        StringBuilder spelled = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                spelled.append(String.format("\\u%04x", c));
            } else {
                spelled.appendCodePoint(c);
            }
        });
        return spelled.toString().getBytes(StandardCharsets.UTF_8);
    }
}
