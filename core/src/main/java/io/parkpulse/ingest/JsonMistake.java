package io.parkpulse.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.parkpulse.message.Message;

/** Says what keeps a text from being JSON, for messages. */
public final class JsonMistake {
    private JsonMistake() {}

    /** What a parser found, in one line, and at which character of its line. */
    public static Message of(JsonProcessingException found) {
        if (found instanceof JsonEOFException) {
            return Message.of("record.not_json.ends");
        }
        // What else a token could have been is no help.
        String message =
                found.getOriginalMessage().lines().findFirst().orElse("").replaceFirst(": was expecting \\(.*\\)$", "");
        return found.getLocation() == null
                ? Message.asIs(message)
                : Message.of(
                        "record.not_json.at",
                        "message",
                        message,
                        "column",
                        found.getLocation().getColumnNr());
    }
}
