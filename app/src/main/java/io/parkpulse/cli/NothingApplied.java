package io.parkpulse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parkpulse.output.ReplayFiles;
import io.parkpulse.text.Columns;
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

/** What is said of a replay in which no record at all could be applied: why not, by the first of them. */
final class NothingApplied {
    private static final int SHOWN = 3;
    private static final int WIDEST_RAW = 100;
    /** Enough for all that stands before the bytes, and the first of them. */
    private static final int MOST_BYTES = 1 << 14;

    private static final Pattern CUT = Pattern.compile("(\\\\(u[0-9a-fA-F]{0,3})?|\uFFFD+)$");

    private NothingApplied() {}

    /**
     * The lines to print.
     *
     * @param files what the replay wrote
     * @param out how whoever runs it calls that place; null if it is gone when they read this
     * @return none if a record was applied
     */
    static List<String> objections(Path files, Path out) throws IOException {
        JsonNode run =
                new ObjectMapper().readTree(files.resolve(ReplayFiles.RUN).toFile());
        long read = 0;
        for (JsonNode stream : run.path("streams")) {
            if (stream.path("applied").asLong() > 0) {
                return List.of();
            }
            read += stream.path("read").asLong();
        }
        List<String> lines = new ArrayList<>();
        if (read == 0) {
            lines.add("nothing was applied: the recording has no record");
            return lines;
        }
        lines.add("nothing was applied: none of the " + Columns.count(read) + " records could be. The first of them:");
        lines.addAll(first(files.resolve(ReplayFiles.DEAD_LETTERS)));
        lines.add(
                out == null
                        ? "replay writes all of them to " + ReplayFiles.DEAD_LETTERS
                        : "all of them, with the reason of each: " + out.resolve(ReplayFiles.DEAD_LETTERS));
        return lines;
    }

    private static List<String> first(Path letters) throws IOException {
        List<String> lines = new ArrayList<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(letters))) {
            for (byte[] line = beginning(in); line != null && lines.size() < SHOWN; line = beginning(in)) {
                lines.add("  " + shown(line));
            }
        }
        return lines;
    }

    /** A line, or as much of it as may be needed: letters may be longer than memory. */
    private static byte[] beginning(InputStream in) throws IOException {
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
        return line.toByteArray();
    }

    private static String shown(byte[] line) throws IOException {
        String text = new String(line, StandardCharsets.UTF_8);
        if (line.length == MOST_BYTES) {
            // Ends as a whole one does, behind the last character that is whole.
            text = CUT.matcher(text).replaceFirst("") + "\"}";
        }
        JsonNode letter = new ObjectMapper().readTree(text);
        String detail = letter.path("detail").asText();
        String raw = letter.path("raw").asText(letter.path("raw_base64").asText());
        boolean whole = raw.length() <= WIDEST_RAW;
        return letter.path("source").asText() + ": " + letter.path("reason").asText()
                + (detail.isEmpty() ? "" : ", " + detail) + ": "
                // A terminal is not to obey what stands in a record.
                + (whole ? raw : raw.substring(0, WIDEST_RAW) + "…").replaceAll("\\p{Cntrl}", " ");
    }
}
