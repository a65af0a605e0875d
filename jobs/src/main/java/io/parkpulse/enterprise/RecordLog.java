package io.parkpulse.enterprise;

import io.parkpulse.model.Observation;
import io.parkpulse.model.ObservationCodec;
import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Records in order of time, as bytes: they are kept for two days and longer and hardly ever looked at, so an object each
 * would cost more than what it says.
 */
final class RecordLog {
    private static final byte[] NOTHING = {};

    /** About a record. */
    private static final int LEAST_ROOM = 128;

    private long[] times = new long[4];
    /** Where each record ends in {@link #bytes}. */
    private int[] ends = new int[4];

    private int first;
    private int size;
    private byte[] bytes = NOTHING;

    /** How many records are kept. */
    int size() {
        return size - first;
    }

    /** The time of the last record; {@link Long#MIN_VALUE} if there is none. */
    long lastAt() {
        return size() == 0 ? Long.MIN_VALUE : times[size - 1];
    }

    /** Adds a record, not before the last one in time. */
    void add(Observation record) {
        if (size == times.length) {
            makeRoom();
        }
        Tail tail = new Tail(size == 0 ? 0 : ends[size - 1]);
        try {
            ObservationCodec.write(record, new DataOutputStream(tail));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        times[size] = record.at();
        ends[size++] = tail.end;
    }

    /** Writes behind the records there are. */
    private final class Tail extends OutputStream {
        private int end;

        Tail(int end) {
            this.end = end;
        }

        @Override
        public void write(int value) {
            makeRoomFor(1);
            bytes[end++] = (byte) value;
        }

        @Override
        public void write(byte[] values, int from, int length) {
            makeRoomFor(length);
            System.arraycopy(values, from, bytes, end, length);
            end += length;
        }

        private void makeRoomFor(int more) {
            if (end + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(end + LEAST_ROOM + more, bytes.length + (bytes.length >> 2)));
            }
        }
    }

    /** All records, in order of time. */
    List<Observation> all() {
        List<Observation> all = new ArrayList<>(size());
        for (int i = first; i < size; i++) {
            all.add(get(i));
        }
        return all;
    }

    /** Takes away the records before an instant and returns them, in order of time. */
    List<Observation> takeBefore(long instant) {
        if (first == size || times[first] >= instant) {
            return List.of();
        }
        List<Observation> taken = new ArrayList<>();
        while (first < size && times[first] < instant) {
            taken.add(get(first++));
        }
        // Half of it empty: worth moving the rest.
        if (first > size / 2) {
            makeRoom();
        }
        return taken;
    }

    /** Keeps these records instead. */
    void replaceBy(List<Observation> records) {
        first = 0;
        size = 0;
        records.forEach(this::add);
    }

    private Observation get(int index) {
        int from = index == 0 ? 0 : ends[index - 1];
        try {
            return ObservationCodec.read(
                    new DataInputStream(new ByteArrayInputStream(bytes, from, ends[index] - from)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Moves the records to the front, into arrays with room for more. */
    private void makeRoom() {
        int kept = size();
        int from = first == 0 ? 0 : ends[first - 1];
        int to = size == 0 ? 0 : ends[size - 1];
        int room = Math.max(4, kept + (kept >> 2) + 1);
        times = Arrays.copyOfRange(times, first, first + room);
        ends = Arrays.copyOfRange(ends, first, first + room);
        for (int i = 0; i < kept; i++) {
            ends[i] -= from;
        }
        bytes = Arrays.copyOfRange(bytes, from, to);
        first = 0;
        size = kept;
    }

    void write(DataOutput out) throws IOException {
        int from = first == 0 ? 0 : ends[first - 1];
        int to = size == 0 ? 0 : ends[size - 1];
        out.writeInt(size());
        for (int i = first; i < size; i++) {
            out.writeLong(times[i]);
            out.writeInt(ends[i] - from);
        }
        out.writeInt(to - from);
        out.write(bytes, from, to - from);
    }

    static RecordLog read(DataInput in) throws IOException {
        RecordLog log = new RecordLog();
        log.size = in.readInt();
        log.times = new long[Math.max(4, log.size)];
        log.ends = new int[log.times.length];
        for (int i = 0; i < log.size; i++) {
            log.times[i] = in.readLong();
            log.ends[i] = in.readInt();
        }
        log.bytes = new byte[in.readInt()];
        in.readFully(log.bytes);
        return log;
    }
}
