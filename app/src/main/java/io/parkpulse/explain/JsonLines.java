package io.parkpulse.explain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.parkpulse.files.RegularFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Reads files of JSON objects one by one. */
public final class JsonLines {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonLines() {}

    /** Reads one object. */
    @FunctionalInterface
    public interface Each {
        /** The parser stands at the object's beginning and has to be left at its end. */
        void read(JsonParser json) throws IOException;
    }

    /** @throws IOException that names the file and the line, if it is not what was expected */
    public static void read(Path file, Each each) throws IOException {
        try (InputStream in = new BufferedInputStream(RegularFile.open(file), 1 << 16);
                JsonParser json = JSON.createParser(in)) {
            try {
                while (json.nextToken() != null) {
                    require(json, JsonToken.START_OBJECT);
                    each.read(json);
                }
            } catch (JsonProcessingException e) {
                throw new IOException(
                        file + ":" + e.getLocation().getLineNr() + ": not as a replay writes it: "
                                + e.getOriginalMessage(),
                        e);
            }
        }
    }

    /** @throws JsonParseException unless this is the token that the parser stands at */
    public static void require(JsonParser json, JsonToken token) throws JsonParseException {
        if (json.currentToken() != token) {
            throw new JsonParseException(json, "expected " + token + ", found " + json.currentToken());
        }
    }
}
