package io.parkpulse.live;

import io.parkpulse.imports.ValueMapper;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Stream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The records of a value in bytes, to travel behind the source. A value with a row that is none has no such bytes. */
final class MappedRows implements ValueMapper.Sink {
    private static final Stream[] STREAMS = Stream.values();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);
    private int skipped;
    private boolean anyDead;

    /** What takes the records. */
    interface Taker {
        /** Takes a record; false ends the reading. */
        boolean record(Stream stream, byte[] line);
    }

    @Override
    public ValueMapper.Refusal record(Stream stream, byte[] line, long at) {
        try {
            out.writeByte(stream.ordinal());
            out.writeInt(line.length);
            out.write(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return null;
    }

    @Override
    public void dead(Stream stream, int row, DeadReason reason, String detail, byte[] raw) {
        anyDead = true;
    }

    @Override
    public void skipped(int rows) {
        skipped += rows;
    }

    /** How many rows were skipped, then each record; null if a row is dead. */
    byte[] toBytes() {
        if (anyDead) {
            return null;
        }
        byte[] records = bytes.toByteArray();
        ByteArrayOutputStream all = new ByteArrayOutputStream(Integer.BYTES + records.length);
        try (DataOutputStream framed = new DataOutputStream(all)) {
            framed.writeInt(skipped);
            framed.write(records);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return all.toByteArray();
    }

    /**
     * Reads them.
     *
     * @return how many rows were skipped; negative if the reading was ended
     */
    static int read(byte[] mapped, Taker taker) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(mapped))) {
            int skipped = in.readInt();
            while (in.available() > 0) {
                Stream stream = STREAMS[in.readByte()];
                if (!taker.record(stream, in.readNBytes(in.readInt()))) {
                    return -1;
                }
            }
            return skipped;
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
    }
}
