package io.parkpulse.wall;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** What a replay wrote, from its directory: read once. */
public final class FileFeed implements WallFeed {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int LONGEST_LINE = 1 << 16;

    private final Path out;
    private final Map<String, String> registry;

    /**
     * @param out with {@code indices.jsonl}, {@code daily.jsonl}, {@code enterprises.jsonl} and, where there are alerts,
     *     {@code alerts.jsonl}
     * @param registry the rows of the registry with which it was computed, methods included: key and value as in
     *     {@link WallTopic#REGISTRY}
     */
    public FileFeed(Path out, Map<String, String> registry) {
        this.out = out;
        this.registry = Map.copyOf(registry);
    }

    /**
     * When the last window ends: the time it is for whoever looks at these files.
     *
     * @throws IOException if there is no window
     */
    public Instant asOf() throws IOException {
        Path indices = out.resolve("indices.jsonl");
        try (RandomAccessFile file = new RandomAccessFile(indices.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(LONGEST_LINE, file.length())];
            file.seek(file.length() - tail.length);
            file.readFully(tail);
            String text = new String(tail, StandardCharsets.UTF_8).stripTrailing();
            if (text.isEmpty()) {
                throw new IOException(indices + ": expected at least one window; it has no line");
            }
            String last = text.substring(text.lastIndexOf('\n') + 1);
            return Instant.parse(fields(last, "end")[0]);
        }
    }

    @Override
    public void follow(WallSink sink) throws IOException, InterruptedException {
        registry.forEach((key, row) -> sink.put(WallTopic.REGISTRY, key, row));
        lines("daily.jsonl", WallTopic.DAILY, "|", new String[] {"scope", "day"}, sink);
        lines("enterprises.jsonl", WallTopic.ENTERPRISES, "|", new String[] {"day", "enterprise"}, sink);
        lines("indices.jsonl", WallTopic.INDICES, "|", new String[] {"scope", "end"}, sink);
        if (Files.exists(out.resolve("alerts.jsonl"))) {
            lines("alerts.jsonl", WallTopic.ALERTS, "", new String[] {"id"}, sink);
        }
        sink.caughtUp();
    }

    private void lines(String name, WallTopic topic, String between, String[] keys, WallSink sink)
            throws IOException, InterruptedException {
        try (BufferedReader lines = Files.newBufferedReader(out.resolve(name))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                sink.put(topic, String.join(between, fields(line, keys)), line);
            }
        }
    }

    /** Texts of an object, which stand near its beginning. */
    private static String[] fields(String line, String... names) throws IOException {
        String[] values = new String[names.length];
        int missing = names.length;
        try (JsonParser parser = JSON.createParser(line)) {
            while (missing > 0 && parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME) {
                    for (int i = 0; i < names.length; i++) {
                        if (names[i].equals(parser.currentName())) {
                            values[i] = parser.nextTextValue();
                            missing--;
                            break;
                        }
                    }
                }
            }
        }
        for (int i = 0; i < names.length; i++) {
            if (values[i] == null) {
                throw new IOException("expected " + names[i] + " in the line " + line);
            }
        }
        return values;
    }
}
