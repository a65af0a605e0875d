package io.parkpulse.ingest;

import io.parkpulse.model.Stream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The fields that each stream knows. */
final class FieldNames {
    private static final Map<String, Integer> POWER = Map.of(
            "meter", Fields.ID,
            "at", Fields.AT,
            "value", Fields.VALUE,
            "unit", Fields.UNIT,
            "period", Fields.PERIOD,
            "rev", Fields.REV,
            "event", Fields.EVENT,
            "received", Fields.RECEIVED);
    private static final Map<String, Integer> HEADCOUNT = Map.of(
            "enterprise", Fields.ID,
            "source", Fields.NAME,
            "at", Fields.AT,
            "count", Fields.VALUE,
            "rev", Fields.REV,
            "received", Fields.RECEIVED);
    private static final Map<String, Integer> CHECKIN = Map.of(
            "person", Fields.NAME,
            "enterprise", Fields.ID,
            "at", Fields.AT,
            "direction", Fields.DIRECTION,
            "mode", Fields.MODE,
            "received", Fields.RECEIVED);

    private static final FieldNames[] OF_STREAM = {
        new FieldNames(CHECKIN), new FieldNames(HEADCOUNT), new FieldNames(POWER)
    };

    private final Map<String, Integer> byName;
    private final byte[][] names;
    private final int[] fields;

    private FieldNames(Map<String, Integer> byName) {
        this.byName = byName;
        this.names = new byte[byName.size()][];
        this.fields = new int[byName.size()];
        int i = 0;
        for (Map.Entry<String, Integer> entry : byName.entrySet()) {
            names[i] = entry.getKey().getBytes(StandardCharsets.US_ASCII);
            fields[i++] = entry.getValue();
        }
    }

    static FieldNames of(Stream stream) {
        return OF_STREAM[stream.ordinal()];
    }

    /** The field of this name, {@link Fields#UNKNOWN} if the stream has none. */
    int find(String name) {
        return byName.getOrDefault(name, Fields.UNKNOWN);
    }

    /** The field whose name these bytes are, {@link Fields#UNKNOWN} if the stream has none. */
    int find(byte[] buffer, int offset, int length) {
        for (int i = 0; i < names.length; i++) {
            byte[] name = names[i];
            if (name.length == length && equals(name, buffer, offset)) {
                return fields[i];
            }
        }
        return Fields.UNKNOWN;
    }

    /** Of a few bytes; {@code Arrays.equals} would take longer to check its bounds. */
    private static boolean equals(byte[] name, byte[] buffer, int offset) {
        for (int i = 0; i < name.length; i++) {
            if (name[i] != buffer[offset + i]) {
                return false;
            }
        }
        return true;
    }

    /** The name of a field in this stream's records. */
    String nameOf(int field) {
        for (int i = 0; i < fields.length; i++) {
            if (fields[i] == field) {
                return new String(names[i], StandardCharsets.US_ASCII);
            }
        }
        throw new IllegalArgumentException("no such field: " + field);
    }
}
