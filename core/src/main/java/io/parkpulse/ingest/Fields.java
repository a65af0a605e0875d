package io.parkpulse.ingest;

import io.parkpulse.model.StreamField.Role;

/**
 * The fields of one record, found but not yet judged. Reused from record to record.
 *
 * <p>A text is kept unescaped in UTF-8, a number as it is spelled.
 */
final class Fields {
    // The numbers of fields: those of their roles.
    static final int ID = Role.SUBJECT.ordinal();
    static final int AT = Role.AT.ordinal();
    static final int RECEIVED = Role.RECEIVED.ordinal();
    static final int NAME = Role.NAME.ordinal();
    static final int VALUE = Role.VALUE.ordinal();
    static final int CAME_IN = Role.CAME_IN.ordinal();
    static final int WENT_OUT = Role.WENT_OUT.ordinal();
    static final int REV = Role.REV.ordinal();
    static final int UNIT = Role.UNIT.ordinal();
    static final int PERIOD = Role.PERIOD.ordinal();
    static final int COUNT = Role.values().length;
    /** A field the stream does not know. */
    static final int UNKNOWN = -1;

    /** What stands where a field should be. */
    static final byte ABSENT = 0;

    static final byte NULL = 1;
    static final byte TEXT = 2;
    /** A number spelled without fraction and exponent. */
    static final byte INTEGER = 3;
    /** Any other number, NaN and infinities included. */
    static final byte DECIMAL = 4;
    /** Truth values, objects, arrays. */
    static final byte OTHER = 5;

    final byte[] kind = new byte[COUNT];
    final byte[][] buffer = new byte[COUNT][];
    final int[] offset = new int[COUNT];
    final int[] length = new int[COUNT];

    void clear() {
        java.util.Arrays.fill(kind, ABSENT);
    }

    void set(int field, byte kindOfValue, byte[] bytes, int from, int size) {
        kind[field] = kindOfValue;
        buffer[field] = bytes;
        offset[field] = from;
        length[field] = size;
    }

    boolean isMissing(int field) {
        return kind[field] <= NULL;
    }

    boolean textEquals(int field, String ascii) {
        if (length[field] != ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (buffer[field][offset[field] + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The instant in a field, epoch milliseconds; {@link TimeText#NONE} if it is none that a record may have. */
    long time(int field, NumberText number) {
        long time = switch (kind[field]) {
            case TEXT -> TimeText.parse(buffer[field], offset[field], length[field]);
            case INTEGER ->
                number.read(buffer[field], offset[field], length[field]) == NumberText.Verdict.FINE
                        ? number.toLong()
                        : TimeText.NONE;
            default -> TimeText.NONE;
        };
        return time >= TimeText.EARLIEST && time < TimeText.TOO_LATE ? time : TimeText.NONE;
    }

    String text(int field) {
        return new String(buffer[field], offset[field], length[field], java.nio.charset.StandardCharsets.UTF_8);
    }
}
