package io.parkpulse.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.parkpulse.baseline.BaselineSet;
import io.parkpulse.catalogue.Sentences;
import io.parkpulse.ingest.JsonMistake;
import io.parkpulse.model.Method;
import io.parkpulse.model.MethodParameter;
import io.parkpulse.model.RegistryColumns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A row of the registry by itself, as the topic has it: a key that says what it is about, and the texts of its columns
 * as they stand in the file.
 *
 * <p>Keys are {@code park/ID}, {@code enterprise/ID/VALID_FROM}, {@code meter/ID/ENTERPRISE}, of a row with a
 * valid_from {@code meter/ID/ENTERPRISE/VALID_FROM}, {@code method/ID} and {@code grid/PATH}; in an id or path a slash is
 * written {@code %2F} and a
 * percent sign {@code %25}. The value is a JSON object with the columns as fields, blank ones left out. A meter that has
 * several rows has their order in the field {@code order}, from 1: it decides which enterprise gets the odd watt-hour, and
 * which row says what blank cells of the others mean. Enterprises have the energies that the files have in {@code
 * baselines.csv}, and their parks name these baselines in {@code baseline}, {@code baseline_from} and {@code baseline_to}.
 */
public final class RegistryRow {
    /** What a row is about. */
    public enum Kind {
        METHOD(
                List.of(),
                Stream.concat(
                                Arrays.stream(MethodParameter.values()).map(MethodParameter::id),
                                Stream.of("source.text", "source.link"))
                        .toList()),
        PARK(
                List.of("park_id"),
                Stream.concat(RegistryColumns.PARKS.all().stream(), Stream.of(BASELINE_FROM, BASELINE_TO))
                        .toList()),
        ENTERPRISE(List.of("enterprise_id", VALID_FROM), RegistryColumns.ENTERPRISES.all()),
        METER(
                List.of("meter_id", "enterprise_id", VALID_FROM),
                Stream.concat(RegistryColumns.METERS.all().stream(), Stream.of(ORDER))
                        .toList()),
        GRID(List.of("path"), RegistryColumns.GRIDS.all());

        private final List<String> keyColumns;
        private final List<String> columns;

        Kind(List<String> keyColumns, List<String> columns) {
            this.keyColumns = keyColumns;
            this.columns = columns;
        }

        /** What its rows have, in order; a column {@code a.b} is the field b of the object a. */
        public List<String> columns() {
            return columns;
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final String ORDER = "order";
    private static final String VALID_FROM = "valid_from";
    private static final String BASELINE_FROM = "baseline_from";
    private static final String BASELINE_TO = "baseline_to";

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String key;
    private final Kind kind;
    private final String[] cells;

    private RegistryRow(String key, Kind kind, String[] cells) {
        this.key = key;
        this.kind = kind;
        this.cells = cells;
    }

    /** A row of a file; {@code order} among the rows of its meter, 0 where that means nothing. */
    static RegistryRow of(Kind kind, Row row, int order) {
        String[] cells = kind.columns.stream()
                .map(column -> column.equals(ORDER) ? (order > 1 ? Integer.toString(order) : "") : row.text(column))
                .map(text -> text.isEmpty() ? null : text)
                .toArray(String[]::new);
        return new RegistryRow(keyOf(kind, cells), kind, cells);
    }

    /** This row of a park, with the baselines that its enterprises have. */
    RegistryRow with(BaselineSet set) {
        return with("baseline", set.id())
                .with(BASELINE_FROM, set.from().toString())
                .with(BASELINE_TO, set.to().toString());
    }

    /** This row with another text in a column that is not of its key. */
    RegistryRow with(String column, String text) {
        String[] others = cells.clone();
        others[kind.columns.indexOf(column)] = text;
        return new RegistryRow(key, kind, others);
    }

    static RegistryRow of(Method method) {
        String[] cells = Stream.concat(
                        Arrays.stream(MethodParameter.values()).map(method::text),
                        Stream.of(method.sourceText(), method.sourceLink()))
                .toArray(String[]::new);
        return new RegistryRow(Kind.METHOD.word() + "/" + escaped(method.id()), Kind.METHOD, cells);
    }

    /**
     * Reads a record of the topic.
     *
     * @throws IllegalArgumentException if it is no row; the message says what was expected
     */
    public static RegistryRow parse(String key, byte[] value) {
        Kind kind = kindOf(key);
        String[] cells = cells(kind, value);
        if (kind == Kind.METHOD) {
            if (id(key).isBlank()) {
                throw new IllegalArgumentException("expected a method's id in the key");
            }
        } else if (!key.equals(keyOf(kind, cells))) {
            throw new IllegalArgumentException("expected the key " + keyOf(kind, cells) + ", as its fields say ("
                    + String.join(", ", kind.keyColumns) + ")");
        }
        return new RegistryRow(key, kind, cells);
    }

    /** What the keys of rows of a kind begin with. */
    static String startOf(Kind kind) {
        return kind.word() + "/";
    }

    /** What comes behind all keys of rows of a kind. */
    static String endOf(Kind kind) {
        return kind.word() + "0"; // what follows a slash
    }

    /** The id in a key, as the key has it; empty if it is none of a row of this kind. */
    public static Optional<String> idOf(Kind kind, String key) {
        String start = startOf(kind);
        if (!key.startsWith(start)) {
            return Optional.empty();
        }
        int end = key.indexOf('/', start.length());
        return Optional.of(key.substring(start.length(), end < 0 ? key.length() : end));
    }

    /** Whether a row can have this key. */
    public static boolean isKey(String key) {
        try {
            checkKey(key);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** @throws IllegalArgumentException if no row can have this key; the message says what was expected */
    static void checkKey(String key) {
        kindOf(key);
    }

    private static Kind kindOf(String key) {
        for (Kind kind : Kind.values()) {
            if (key != null && key.startsWith(kind.word() + "/")) {
                return kind;
            }
        }
        throw new IllegalArgumentException(
                "expected a key park/ID, enterprise/ID/VALID_FROM, meter/ID/ENTERPRISE, meter/ID/ENTERPRISE/VALID_FROM,"
                        + " method/ID or grid/PATH");
    }

    private static String keyOf(Kind kind, String[] cells) {
        String key = kind.keyColumns.stream()
                .map(column -> cells[kind.columns.indexOf(column)])
                .map(text -> text == null ? "" : escaped(text))
                .collect(Collectors.joining("/", kind.word() + "/", ""));
        // Meters had no validity once, and their keys stay what they were.
        boolean always = kind == Kind.METER && cells[kind.columns.indexOf(VALID_FROM)] == null;
        return always ? key.substring(0, key.length() - 1) : key;
    }

    /** An id as keys have it. */
    static String escaped(String id) {
        return id.replace("%", "%25").replace("/", "%2F");
    }

    private static String id(String key) {
        return key.substring(key.indexOf('/') + 1).replace("%2F", "/").replace("%25", "%");
    }

    public String key() {
        return key;
    }

    public Kind kind() {
        return kind;
    }

    /** The id of a method, which is in its key alone. */
    String methodId() {
        return id(key);
    }

    /** What stands in a column; empty if that is nothing. */
    public String text(String column) {
        String text = cells[kind.columns.indexOf(column)];
        return text == null ? "" : text;
    }

    /** The texts of its columns in their order, null where it has none. */
    String[] cells() {
        return cells;
    }

    /** Its columns that have a text, in their order. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] != null) {
                texts.put(kind.columns.get(i), cells[i]);
            }
        }
        return texts;
    }

    /** The value of its record. */
    public byte[] toJson() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            String open = "";
            for (Map.Entry<String, String> column : texts().entrySet()) {
                int dot = column.getKey().indexOf('.');
                String object = dot < 0 ? "" : column.getKey().substring(0, dot);
                if (!object.equals(open)) {
                    json.writeObjectFieldStart(object); // the last columns are those of the only object
                    open = object;
                }
                json.writeStringField(column.getKey().substring(dot + 1), column.getValue());
            }
            if (!open.isEmpty()) {
                json.writeEndObject();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toByteArray();
    }

    private static String[] cells(Kind kind, byte[] value) {
        String[] cells = new String[kind.columns.size()];
        try (JsonParser json = JSON.createParser(StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(value))
                .toString())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("expected a JSON object");
            }
            fields(kind, json, "", cells);
            if (json.nextToken() != null) {
                throw new IllegalArgumentException("expected nothing behind the JSON object");
            }
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("expected UTF-8", e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("expected JSON: " + Sentences.ENGLISH.of(JsonMistake.of(e)), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return cells;
    }

    private static void fields(Kind kind, JsonParser json, String path, String[] cells) throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String column = path + json.currentName();
            JsonToken token = json.nextToken();
            int position = kind.columns.indexOf(column);
            boolean object = kind.columns.stream().anyMatch(known -> known.startsWith(column + "."));
            if (object && token == JsonToken.START_OBJECT) {
                fields(kind, json, column + ".", cells);
            } else if (object && token.isScalarValue() && token != JsonToken.VALUE_NULL) {
                cells[kind.columns.indexOf(column + ".text")] = json.getText();
            } else if (position >= 0 && token.isStructStart()) {
                throw new IllegalArgumentException("expected a text in the field " + column);
            } else if (position >= 0 && token != JsonToken.VALUE_NULL) {
                // A number is taken as it is written.
                String text = json.getText();
                cells[position] = text.isBlank() && kind != Kind.METHOD ? null : text;
            } else {
                json.skipChildren();
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RegistryRow row && key.equals(row.key) && Arrays.equals(cells, row.cells);
    }

    @Override
    public int hashCode() {
        return Objects.hash(key, Arrays.hashCode(cells));
    }

    @Override
    public String toString() {
        return key + " " + texts();
    }
}
