package io.parkpulse.output;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.parkpulse.index.DayColumn;
import io.parkpulse.index.DayValues;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A local day of an enterprise, as it stands in a line of {@code enterprises.jsonl}.
 *
 * @param park id of the park that counts it
 * @param enterprise its id
 * @param values one for each {@link DayColumn}
 */
public record EnterpriseLine(LocalDate day, String park, String enterprise, long[] values) implements DayValues {
    private static final String DAY = "day";
    private static final String PARK = "park";
    private static final String ENTERPRISE = "enterprise";

    @Override
    public long of(DayColumn column) {
        return values[column.ordinal()];
    }

    /** The line, without its line feed. */
    static String text(String enterprise, String date, String park, DayValues day) {
        StringBuilder line = new StringBuilder(400)
                .append("{\"" + DAY + "\":\"")
                .append(date)
                .append("\",\"" + PARK + "\":\"")
                .append(FigureText.quoted(park))
                .append("\",\"" + ENTERPRISE + "\":\"")
                .append(FigureText.quoted(enterprise))
                .append('"');
        for (DayColumn column : DayColumn.values()) {
            line.append(",\"").append(column.id()).append("\":");
            long value = day.of(column);
            switch (column.kind()) {
                case NUMBER -> line.append(value);
                case FLAG -> line.append(value != 0);
                case OPTIONAL -> line.append(day.hasUtilisation() ? Long.toString(value) : "null");
            }
        }
        return line.append('}').toString();
    }

    /**
     * Reads a line.
     *
     * @param json stands at the beginning of the object, and at its end afterwards
     * @param wanted by the day, which comes first
     * @return null for a line that is not wanted
     * @throws JsonParseException if it is not as it is written
     */
    public static EnterpriseLine read(JsonParser json, Predicate<LocalDate> wanted) throws IOException {
        LocalDate day = null;
        String park = null;
        String enterprise = null;
        long[] values = new long[DayColumn.COUNT];
        int found = 0;
        boolean skip = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (skip) {
                json.skipChildren();
                continue;
            }
            switch (name) {
                case DAY -> {
                    day = date(json);
                    skip = !wanted.test(day);
                }
                case PARK -> park = json.getText();
                case ENTERPRISE -> enterprise = json.getText();
                default -> {
                    Optional<DayColumn> column = DayColumn.of(name);
                    if (column.isPresent()) {
                        values[column.get().ordinal()] = value(json, column.get());
                        found++;
                    } else {
                        json.skipChildren();
                    }
                }
            }
        }
        if (json.currentToken() != JsonToken.END_OBJECT) {
            throw new JsonParseException(json, "expected the end of the object, found " + json.currentToken());
        }
        if (skip) {
            return null;
        }
        EnterpriseLine line = new EnterpriseLine(day, park, enterprise, values);
        if (day == null || park == null || enterprise == null || found < DayColumn.COUNT || line.windowMs() <= 0) {
            throw new JsonParseException(json, "a line without day, park, enterprise, or one of its columns");
        }
        return line;
    }

    private static long value(JsonParser json, DayColumn column) throws IOException {
        JsonToken token = json.currentToken();
        return switch (column.kind()) {
            case FLAG -> {
                if (!token.isBoolean()) {
                    throw new JsonParseException(json, column.id() + ": expected true or false");
                }
                yield token == JsonToken.VALUE_TRUE ? 1 : 0;
            }
            case NUMBER, OPTIONAL -> {
                if (token == JsonToken.VALUE_NULL && column.kind() == DayColumn.Kind.OPTIONAL) {
                    yield 0;
                }
                if (token != JsonToken.VALUE_NUMBER_INT) {
                    throw new JsonParseException(json, column.id() + ": expected a whole number");
                }
                yield json.getLongValue();
            }
        };
    }

    private static LocalDate date(JsonParser json) throws IOException {
        try {
            return LocalDate.parse(json.getText());
        } catch (DateTimeException e) {
            throw new JsonParseException(json, e.getMessage(), e);
        }
    }
}
