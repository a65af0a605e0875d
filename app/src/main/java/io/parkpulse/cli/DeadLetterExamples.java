package io.parkpulse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parkpulse.model.Spelling;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A few dead letters out of a file of them, to be shown in a terminal. */
final class DeadLetterExamples {
    private static final int SHOWN = 3;
    private static final int WIDEST_RAW = 100;
    /** Enough for all that stands before the bytes, and the first of them. */
    private static final int MOST_BYTES = 1 << 14;

    private static final Pattern CUT = Pattern.compile("(\\\\(u[0-9a-fA-F]{0,3})?|\uFFFD+)$");
    private static final ObjectMapper JSON = new ObjectMapper();

    private DeadLetterExamples() {}

    /** The first letters, each with the beginning of its bytes. */
    static List<String> first(Path letters) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Letters read = new Letters(letters)) {
            for (JsonNode letter = read.next(); letter != null && lines.size() < SHOWN; letter = read.next()) {
                String raw = letter.path("raw").asText(letter.path("raw_base64").asText());
                boolean whole = raw.length() <= WIDEST_RAW;
                lines.add(shown(letter) + ": "
                        // A terminal is not to obey what stands in a record.
                        + (whole ? raw : raw.substring(0, WIDEST_RAW) + "…").replaceAll("\\p{Cntrl}", " "));
            }
        }
        return lines;
    }

    private static String shown(JsonNode letter) {
        String detail = Spelling.visible(letter.path("detail").asText());
        return "  " + letter.path("source").asText() + ": "
                + letter.path("reason").asText() + (detail.isEmpty() ? "" : ", " + detail);
    }

    /** Reads one letter after the other, or as much of it as may be needed: letters may be longer than memory. */
    private static final class Letters implements AutoCloseable {
        private final InputStream in;

        Letters(Path file) throws IOException {
            in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        }

        /** Null at the end. */
        JsonNode next() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int b = in.read();
            if (b < 0) {
                return null;
            }
            for (; b >= 0 && b != '\n'; b = in.read()) {
                if (line.size() < MOST_BYTES) {
                    line.write(b);
                }
            }
            String text = line.toString(StandardCharsets.UTF_8);
            if (line.size() == MOST_BYTES) {
                // Ends as a whole one does, behind the last character that is whole.
                text = CUT.matcher(text).replaceFirst("") + "\"}";
            }
            return JSON.readTree(text);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
