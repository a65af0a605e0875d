package io.parkpulse.output;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** A line about a record that was not applied. */
public final class DeadLetterLine {
    private DeadLetterLine() {}

    /** The fields that show the record itself; none, where only its place is given. */
    @FunctionalInterface
    public interface Raw {
        void write(JsonGenerator json) throws IOException;
    }

    /**
     * Writes the line's object.
     *
     * @param stream what it came in
     * @param source where it stands
     * @param reason why it was not applied, in a word
     * @param detail what exactly is wrong, for a person
     */
    public static void write(String stream, String source, String reason, String detail, Raw raw, JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("stream", stream);
        json.writeStringField("source", source);
        json.writeStringField("reason", reason);
        json.writeStringField("detail", detail);
        raw.write(json);
        json.writeEndObject();
    }
}
