package io.parkpulse.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;

/** Says what keeps a text from being JSON, for messages. */
public final class JsonMistake {
    private JsonMistake() {}

    /** What a parser found, in one line, and at which character of its line. */
    public static String of(JsonProcessingException found) {
        if (found instanceof JsonEOFException) {
            return "it breaks off";
        }
        // What else a token could have been is no help.
        String message =
                found.getOriginalMessage().lines().findFirst().orElse("").replaceFirst(": was expecting \\(.*\\)$", "");
        return found.getLocation() == null
                ? message
                : message + " at character " + found.getLocation().getColumnNr();
    }
}
