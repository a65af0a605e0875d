package io.parkpulse.ingest;

import io.parkpulse.model.Stream;
import io.parkpulse.model.StreamField;
import io.parkpulse.model.StreamField.Role;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The fields that a stream knows, in arrays: records are read by them. */
final class FieldTable {
    private static final int TEXT = 1 << Fields.TEXT;
    private static final int NUMBER = 1 << Fields.INTEGER | 1 << Fields.DECIMAL;
    private static final int NOTHING = 1 << Fields.ABSENT | 1 << Fields.NULL;

    private static final FieldTable[] OF_STREAM = new FieldTable[Stream.values().length];

    static {
        for (Stream stream : Stream.values()) {
            OF_STREAM[stream.ordinal()] = new FieldTable(stream.fields());
        }
    }

    private final StreamField[] fields;
    private final byte[][] names;
    /** Numbers of the fields in {@link Fields}. */
    private final int[] numbers;
    /** A bit for each kind that may stand there. */
    private final int[] allowed;
    /** Numbers of the fields that may stand in place of the value. */
    private final int[] inPlaceOfValue;
    /** Places by number. */
    private final int[] places = new int[Fields.COUNT];

    private FieldTable(List<StreamField> known) {
        fields = known.toArray(StreamField[]::new);
        names = new byte[fields.length][];
        numbers = new int[fields.length];
        allowed = new int[fields.length];
        inPlaceOfValue = known.stream()
                .filter(field -> field.inPlaceOf() == Role.VALUE)
                .mapToInt(field -> field.role().ordinal())
                .toArray();
        for (int i = 0; i < fields.length; i++) {
            StreamField field = fields[i];
            names[i] = field.name().getBytes(StandardCharsets.US_ASCII);
            numbers[i] = field.role().ordinal();
            allowed[i] = allowed(field.type()) | (field.required() && !hasChoice(field) ? 0 : NOTHING);
            places[numbers[i]] = i;
        }
    }

    /** Whether it may be missing because of others that stand in its place, or because it stands in another's. */
    private boolean hasChoice(StreamField field) {
        return inPlaceOfValue.length > 0 && (field.role() == Role.VALUE || field.inPlaceOf() == Role.VALUE);
    }

    private static int allowed(StreamField.Type type) {
        return switch (type) {
            case TEXT, WORD, UNIT, DURATION -> TEXT;
            case WHOLE, ENERGY -> NUMBER;
            case TIME -> TEXT | NUMBER;
        };
    }

    static FieldTable of(Stream stream) {
        return OF_STREAM[stream.ordinal()];
    }

    /** The field of this name, {@link Fields#UNKNOWN} if the stream has none. */
    int find(String name) {
        for (int i = 0; i < fields.length; i++) {
            if (fields[i].name().equals(name)) {
                return numbers[i];
            }
        }
        return Fields.UNKNOWN;
    }

    /** The field whose name these bytes are, {@link Fields#UNKNOWN} if the stream has none. */
    int find(byte[] buffer, int offset, int length) {
        for (int i = 0; i < names.length; i++) {
            byte[] name = names[i];
            if (name.length == length && equals(name, buffer, offset)) {
                return numbers[i];
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

    /** How many fields there are; their places count from 0, in the order in which their shape is checked. */
    int size() {
        return fields.length;
    }

    StreamField at(int place) {
        return fields[place];
    }

    int numberAt(int place) {
        return numbers[place];
    }

    /** The fields that may stand in place of the value, all together. Not to be changed. */
    int[] inPlaceOfValue() {
        return inPlaceOfValue;
    }

    /** Whether such a value may stand in a field. */
    boolean allows(int place, byte kindOfValue) {
        return (allowed[place] >> kindOfValue & 1) != 0;
    }

    /** A field of this stream, by its number. */
    StreamField get(int field) {
        return fields[places[field]];
    }
}
