package io.parkpulse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parkpulse.model.Spelling;
import io.parkpulse.text.Columns;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A few dead letters out of a file of them, to be shown in a terminal. */
final class DeadLetterExamples {
    /** Where to read more about them. */
    static final String PAGE = "docs/data.md says what goes wrong, and what to do";

    static final Comparator<Kind> BY_NAME = Comparator.comparing(Kind::stream).thenComparing(Kind::reason);

    private static final int SHOWN = 3;
    /** Where there are few kinds, so many letters are looked at to find others. */
    private static final int LOOKED_AT_FOR_OTHERS = 1000;

    private static final long MOST_BYTES_READ = 32 << 20;
    private static final int WIDEST = 159;
    private static final int WIDEST_RAW = 100;
    /** Enough for all that stands before the bytes, and the first of them. */
    private static final int MOST_BYTES = 1 << 14;

    /** Letters whose details differ in nothing else say the same. */
    private static final Pattern WHAT_IT_IS_SAID_OF = Pattern.compile("\"[^\"]*\"|-?[0-9][0-9.]*");

    private static final Pattern CUT = Pattern.compile("(\\\\(u[0-9a-fA-F]{0,3})?|\uFFFD+)$");
    private static final ObjectMapper JSON = new ObjectMapper();

    private DeadLetterExamples() {}

    /** Letters of one stream with one reason. */
    record Kind(String stream, String reason) {}

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

    /**
     * One letter of each of these kinds, as far as they are found in the first part of the file, and where these are few
     * others that say something else.
     *
     * @param kinds the most important ones first
     */
    static List<String> of(Path letters, Collection<Kind> kinds) throws IOException {
        Map<Kind, String> ofKinds = new LinkedHashMap<>();
        kinds.stream().limit(SHOWN).forEach(kind -> ofKinds.put(kind, null));
        int missing = ofKinds.size();
        Map<String, String> others = new LinkedHashMap<>();
        Set<String> details = new HashSet<>();
        try (Letters read = new Letters(letters)) {
            int looked = 0;
            for (JsonNode letter = read.next(); letter != null; letter = read.next()) {
                Kind kind = new Kind(
                        letter.path("stream").asText(), letter.path("reason").asText());
                String said = WHAT_IT_IS_SAID_OF
                        .matcher(letter.path("detail").asText())
                        .replaceAll("");
                if (ofKinds.containsKey(kind) && ofKinds.get(kind) == null) {
                    ofKinds.put(kind, Columns.cut(shown(letter), WIDEST));
                    details.add(said);
                    missing--;
                } else if (others.size() < SHOWN && !details.contains(said)) {
                    others.putIfAbsent(said, Columns.cut(shown(letter), WIDEST));
                }
                looked++;
                boolean enough = ofKinds.size() == SHOWN || looked >= LOOKED_AT_FOR_OTHERS;
                if (missing == 0 && enough || read.bytes > MOST_BYTES_READ) {
                    break;
                }
            }
        }
        List<String> lines = new ArrayList<>(
                ofKinds.values().stream().filter(line -> line != null).toList());
        others.keySet().removeAll(details);
        others.values().stream().limit(SHOWN - lines.size()).forEach(lines::add);
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
        private long bytes;

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
                bytes++;
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
