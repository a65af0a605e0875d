package io.parkpulse.schemas;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.parkpulse.mapping.RowFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;

/**
 * Makes JSON of values, so that their fields are found by pointers. Numbers have the digits that a double's or a float's
 * shortest text has; what is absent is absent or null.
 *
 * <p>Not thread-safe.
 */
public abstract class ValueText {
    private static final JsonFactory JSON = new JsonFactory();

    ValueText() {}

    /**
     * The reader of a format.
     *
     * @param format one that has a schema
     * @param registry where schemas are that values name; null where there is none
     * @throws IllegalArgumentException if the format's own schema is none; the message completes "expected …"
     */
    public static ValueText of(RowFormat format, SchemaRegistry registry) {
        return switch (format.kind()) {
            case AVRO -> format.schema() != null ? AvroText.of(format.schema()) : AvroText.of(registry.client());
            case PROTOBUF ->
                format.schema() != null ? ProtobufText.of(format.schema()) : ProtobufText.of(registry.client());
            case CSV, JSON, JSONL, XML -> throw new IllegalArgumentException(format.kind() + " needs no schema");
        };
    }

    /**
     * A value as one JSON value.
     *
     * @throws MalformedValueException if it is not what its schema says
     * @throws IOException if a schema cannot be had, through no fault of the value
     */
    public final String json(byte[] value) throws IOException, MalformedValueException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(value, json);
        }
        return text.toString();
    }

    abstract void write(byte[] value, JsonGenerator json) throws IOException, MalformedValueException;

    /** JSON has no number for NaN and the infinities: they are texts. */
    static void writeDouble(double number, JsonGenerator json) throws IOException {
        if (Double.isFinite(number)) {
            writeDecimal(new BigDecimal(Double.toString(number)), json);
        } else {
            json.writeString(Double.toString(number));
        }
    }

    static void writeFloat(float number, JsonGenerator json) throws IOException {
        if (Float.isFinite(number)) {
            writeDecimal(new BigDecimal(Float.toString(number)), json);
        } else {
            json.writeString(Float.toString(number));
        }
    }

    private static void writeDecimal(BigDecimal number, JsonGenerator json) throws IOException {
        json.writeNumber(number.stripTrailingZeros().toPlainString());
    }
}
