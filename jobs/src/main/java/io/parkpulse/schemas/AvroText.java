package io.parkpulse.schemas;

import com.fasterxml.jackson.core.JsonGenerator;
import io.parkpulse.mapping.ValueSchema;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * Values of Avro. A union is the value in it, bytes are Base64 unless they are a decimal number, and times are the numbers
 * that they are in Avro.
 */
final class AvroText extends ValueText {
    private static final int DEEPEST = 200;

    private final Schema fixed;
    private final SchemaClient<Schema> client;

    private AvroText(Schema fixed, SchemaClient<Schema> client) {
        this.fixed = fixed;
        this.client = client;
    }

    static AvroText of(ValueSchema schema) {
        return new AvroText(parsed(new String(schema.content(), StandardCharsets.UTF_8)), null);
    }

    static AvroText of(SchemaClient.Connection registry) {
        return new AvroText(null, new SchemaClient<>(registry, "AVRO", AvroText::parsed));
    }

    private static Schema parsed(String text) {
        return parsed(new SchemaClient.Source(text, Map.of()));
    }

    private static Schema parsed(SchemaClient.Source source) {
        Schema.Parser parser = new Schema.Parser();
        try {
            source.referenced().values().forEach(parser::parse);
            return parser.parse(source.text());
        } catch (AvroRuntimeException e) {
            throw new IllegalArgumentException("an Avro schema: " + e.getMessage(), e);
        } catch (NullPointerException e) { // is what comes of it
            throw new IllegalArgumentException("an Avro schema: one of its types is defined nowhere", e);
        }
    }

    @Override
    void write(byte[] value, JsonGenerator json) throws IOException, MalformedValueException {
        ByteBuffer bytes = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
        Schema schema = fixed != null ? fixed : client.schema(bytes);
        try {
            write(schema, bytes, json, 0);
        } catch (BufferUnderflowException e) {
            throw malformed(schema, "it ends too early");
        }
        if (bytes.hasRemaining()) {
            throw malformed(schema, bytes.remaining() + " bytes are left over");
        }
    }

    private static MalformedValueException malformed(Schema schema, String what) {
        return new MalformedValueException("no Avro of the schema " + schema.getFullName() + ": " + what);
    }

    private void write(Schema schema, ByteBuffer bytes, JsonGenerator json, int depth)
            throws IOException, MalformedValueException {
        if (depth > DEEPEST) {
            throw malformed(schema, "deeper than " + DEEPEST);
        }
        switch (schema.getType()) {
            case RECORD -> {
                json.writeStartObject();
                for (Schema.Field field : schema.getFields()) {
                    json.writeFieldName(field.name());
                    write(field.schema(), bytes, json, depth + 1);
                }
                json.writeEndObject();
            }
            case UNION -> {
                long branch = number(schema, bytes);
                if (branch < 0 || branch >= schema.getTypes().size()) {
                    throw malformed(schema, "a union has no branch " + branch);
                }
                write(schema.getTypes().get((int) branch), bytes, json, depth + 1);
            }
            case ARRAY -> {
                json.writeStartArray();
                for (long left = block(schema, bytes); left > 0; left = block(schema, bytes)) {
                    for (long i = 0; i < left; i++) {
                        write(schema.getElementType(), bytes, json, depth + 1);
                    }
                }
                json.writeEndArray();
            }
            case MAP -> {
                json.writeStartObject();
                for (long left = block(schema, bytes); left > 0; left = block(schema, bytes)) {
                    for (long i = 0; i < left; i++) {
                        json.writeFieldName(text(schema, bytes));
                        write(schema.getValueType(), bytes, json, depth + 1);
                    }
                }
                json.writeEndObject();
            }
            case ENUM -> {
                long symbol = number(schema, bytes);
                if (symbol < 0 || symbol >= schema.getEnumSymbols().size()) {
                    throw malformed(schema, "an enumeration has no symbol " + symbol);
                }
                json.writeString(schema.getEnumSymbols().get((int) symbol));
            }
            case STRING -> json.writeString(text(schema, bytes));
            case BYTES -> binary(schema, taken(schema, bytes, number(schema, bytes)), json);
            case FIXED -> binary(schema, taken(schema, bytes, schema.getFixedSize()), json);
            case INT, LONG -> json.writeNumber(number(schema, bytes));
            case FLOAT -> writeFloat(bytes.getFloat(), json);
            case DOUBLE -> writeDouble(bytes.getDouble(), json);
            case BOOLEAN -> json.writeBoolean(bytes.get() != 0);
            case NULL -> json.writeNull();
        }
    }

    private static void binary(Schema schema, byte[] content, JsonGenerator json) throws IOException {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal && content.length > 0) {
            json.writeNumber(new BigDecimal(new BigInteger(content), decimal.getScale()).toPlainString());
        } else {
            json.writeBinary(content);
        }
    }

    private static String text(Schema schema, ByteBuffer bytes) throws MalformedValueException {
        return new String(taken(schema, bytes, number(schema, bytes)), StandardCharsets.UTF_8);
    }

    private static byte[] taken(Schema schema, ByteBuffer bytes, long length) throws MalformedValueException {
        if (length < 0 || length > bytes.remaining()) {
            throw malformed(schema, "a text of " + length + " bytes where " + bytes.remaining() + " are left");
        }
        byte[] content = new byte[(int) length];
        bytes.get(content);
        return content;
    }

    /** How many items follow; a negative number of them has its length in bytes behind it. */
    private static long block(Schema schema, ByteBuffer bytes) throws MalformedValueException {
        long count = number(schema, bytes);
        if (count < 0) {
            number(schema, bytes);
            count = -count;
        }
        if (count < 0 || count > bytes.remaining()) {
            throw malformed(schema, "a list of " + count + " items in " + bytes.remaining() + " bytes");
        }
        return count;
    }

    /** Zigzag, seven bits a byte. */
    private static long number(Schema schema, ByteBuffer bytes) throws MalformedValueException {
        long raw = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte b = bytes.get();
            raw |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return raw >>> 1 ^ -(raw & 1);
            }
        }
        throw malformed(schema, "a number of more than ten bytes");
    }
}
