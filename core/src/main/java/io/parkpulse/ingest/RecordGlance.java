package io.parkpulse.ingest;

import io.parkpulse.model.Stream;
import java.util.Arrays;

/**
 * What a record says of itself, without a registry and without judging it: enough to bring it where it belongs.
 *
 * <p>Not thread-safe: the results of the last record are kept.
 */
public final class RecordGlance {
    private final Fields fields = new Fields();
    private final NumberText number = new NumberText();

    /**
     * Looks at a record.
     *
     * @return whether it is one JSON object; if not, it has neither id nor times
     */
    public boolean read(Stream stream, byte[] buffer, int offset, int length) {
        FieldTable table = FieldTable.of(stream);
        boolean object = PlainJson.find(table, buffer, offset, length, fields)
                || AnyJson.find(table, buffer, offset, length, fields) == null;
        if (!object) {
            fields.clear();
        }
        return object;
    }

    /** The id of what it is about in UTF-8; null if it has none. */
    public byte[] id() {
        int from = fields.offset[Fields.ID];
        return fields.kind[Fields.ID] == Fields.TEXT
                ? Arrays.copyOfRange(fields.buffer[Fields.ID], from, from + fields.length[Fields.ID])
                : null;
    }

    /** Its event time, epoch milliseconds; {@link TimeText#NONE} if it has none that a record may have. */
    public long at() {
        return fields.time(Fields.AT, number);
    }

    /** When it says it was received, epoch milliseconds; {@link TimeText#NONE} if it says no time that it may have. */
    public long received() {
        return fields.time(Fields.RECEIVED, number);
    }

    /** Whether it says anything about when it was received. */
    public boolean saysReceived() {
        return !fields.isMissing(Fields.RECEIVED);
    }
}
