package io.parkpulse.export;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.parkpulse.catalogue.OutputTables;
import io.parkpulse.catalogue.OutputTables.Column;
import io.parkpulse.catalogue.OutputTables.Table;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Makes rows of the lines of a replay. */
final class LineRows {
    private final List<Column> columns;
    private final Map<String, Field> fields = new HashMap<>();
    private final int zone;
    private final Function<String, String> zoneOfScope;
    private final Object[] row;

    /** Where the values of a field go: its own, or those of its parts. */
    private record Field(int column, Map<String, Integer> parts) {}

    /** @param zoneOfScope the id of a scope's zone; null for one that the registry does not know */
    LineRows(Table table, Function<String, String> zoneOfScope) {
        this.columns = table.columns();
        this.zoneOfScope = zoneOfScope;
        this.row = new Object[columns.size()];
        int ofZone = -1;
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            if (column.name().equals(OutputTables.ZONE)) {
                ofZone = i;
            } else if (column.part() == null) {
                fields.put(column.field(), new Field(i, Map.of()));
            } else {
                fields.computeIfAbsent(column.field(), field -> new Field(-1, new HashMap<>()))
                        .parts()
                        .put(column.part(), i);
            }
        }
        this.zone = ofZone;
    }

    /**
     * The row of a line. It is the same array each time.
     *
     * @param json stands at the beginning of the object, and at its end afterwards
     * @throws JsonParseException if the line is not as it is written
     */
    Object[] read(JsonParser json) throws IOException {
        Arrays.fill(row, null);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            Field field = fields.get(json.currentName());
            JsonToken token = json.nextToken();
            if (field == null) {
                json.skipChildren();
            } else if (token == JsonToken.START_ARRAY) {
                for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
                    put(json, field.parts().get(Integer.toString(i)));
                }
            } else if (token == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    Integer column = field.parts().get(json.currentName());
                    json.nextToken();
                    put(json, column);
                }
            } else if (token != JsonToken.VALUE_NULL) {
                put(json, field.column() < 0 ? null : field.column());
            }
        }
        if (zone >= 0) {
            row[zone] = zoneOfScope.apply((String) row[0]);
        }
        for (int i = 0; i < row.length; i++) {
            if (row[i] == null && !columns.get(i).optional()) {
                throw new JsonParseException(
                        json, "a line without \"" + columns.get(i).field() + "\"; a replay by this release writes it");
            }
        }
        return row;
    }

    private void put(JsonParser json, Integer column) throws IOException {
        if (column == null) {
            json.skipChildren();
        } else if (json.currentToken() != JsonToken.VALUE_NULL) {
            row[column] = value(json, columns.get(column));
        }
    }

    private static Object value(JsonParser json, Column column) throws IOException {
        JsonToken token = json.currentToken();
        try {
            return switch (column.type()) {
                case TEXT -> text(json, column);
                case INTEGER -> {
                    require(json, column, token == JsonToken.VALUE_NUMBER_INT, "a whole number");
                    yield json.getLongValue();
                }
                case DOUBLE -> {
                    require(json, column, token.isNumeric(), "a number");
                    yield json.getDoubleValue();
                }
                case FLAG -> {
                    require(json, column, token.isBoolean(), "true or false");
                    yield token == JsonToken.VALUE_TRUE;
                }
                case DATE -> LocalDate.parse(text(json, column)).toEpochDay();
                case INSTANT -> Instant.parse(text(json, column)).toEpochMilli();
                case LOCAL_TIME ->
                    OffsetDateTime.parse(text(json, column))
                            .toLocalDateTime()
                            .toInstant(ZoneOffset.UTC)
                            .toEpochMilli();
            };
        } catch (DateTimeException e) {
            throw new JsonParseException(json, column.name() + ": " + e.getMessage(), e);
        }
    }

    private static String text(JsonParser json, Column column) throws IOException {
        require(json, column, json.currentToken() == JsonToken.VALUE_STRING, "a text");
        return json.getText();
    }

    private static void require(JsonParser json, Column column, boolean holds, String expected) throws IOException {
        if (!holds) {
            throw new JsonParseException(json, column.name() + " \"" + json.getText() + "\": expected " + expected);
        }
    }
}
