package io.parkpulse.enterprise;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parkpulse.model.Observation;
import io.parkpulse.model.ObservationCodec;
import io.parkpulse.model.VarInt;
import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Records in order of time, of one group and one meter or enterprise. They are kept for two days and longer and hardly
 * ever looked at, so each is kept as bytes, by what differs from the one before it.
 */
final class RecordLog {
    private static final byte[] NOTHING = {};
    private static final Observation.Kind[] KINDS = Observation.Kind.values();

    private static final int LEAST_ROOM = 64;

    /** How many bits of a record's first byte are its flags; its kind is in those above. */
    private static final int FLAG_BITS = 4;

    // In a record's first byte: more follows than what states of earlier releases have.

    /** When it was received. */
    private static final int RECEIVED = 0x40;

    /** What it says besides. */
    private static final int ALSO = 0x80;

    /** What the first record kept is written by; null if it stands for itself. */
    private Observation base;

    private Observation last;
    /** Of the first record; meaningless if there is none. */
    private long firstAt;

    private int size;
    private byte[] bytes = NOTHING;
    /** Where the first record begins in {@link #bytes}. */
    private int begin;
    /** Where the last one ends. */
    private int end;

    /** How many records are kept. */
    int size() {
        return size;
    }

    /** The time of the last record; {@link Long#MIN_VALUE} if there is none. */
    long lastAt() {
        return size == 0 ? Long.MIN_VALUE : last.at();
    }

    /** Adds a record, not before the last one in time. */
    void add(Observation record) {
        if (size == 0) {
            firstAt = record.at();
        }
        try {
            write(record, last, new DataOutputStream(new Tail()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        last = record;
        size++;
    }

    /** Writes behind the records there are. */
    private final class Tail extends OutputStream {
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
                int kept = end - begin;
                byte[] larger = new byte[kept + more + Math.max(LEAST_ROOM, kept >> 3)];
                System.arraycopy(bytes, begin, larger, 0, kept);
                bytes = larger;
                begin = 0;
                end = kept;
            }
        }
    }

    /** All records, in order of time. */
    List<Observation> all() {
        List<Observation> all = new ArrayList<>(size);
        DataInputStream in = reader();
        Observation before = base;
        for (int i = 0; i < size; i++) {
            before = readAfter(before, in);
            all.add(before);
        }
        return all;
    }

    /** Takes away the records before an instant and returns them, in order of time. */
    List<Observation> takeBefore(long instant) {
        if (size == 0 || firstAt >= instant) {
            return List.of();
        }
        List<Observation> taken = new ArrayList<>();
        ByteArrayInputStream left = new ByteArrayInputStream(bytes, begin, end - begin);
        DataInputStream in = new DataInputStream(left);
        while (size > 0) {
            int begins = end - left.available();
            Observation record = readAfter(base, in);
            if (record.at() >= instant) {
                begin = begins;
                firstAt = record.at();
                return taken;
            }
            taken.add(record);
            base = record;
            size--;
        }
        begin = end;
        return taken;
    }

    /** Keeps these records instead. */
    void replaceBy(List<Observation> records) {
        base = null;
        last = null;
        size = 0;
        bytes = NOTHING;
        begin = 0;
        end = 0;
        records.forEach(this::add);
    }

    private DataInputStream reader() {
        return new DataInputStream(new ByteArrayInputStream(bytes, begin, end - begin));
    }

    private static Observation readAfter(Observation before, DataInputStream in) {
        try {
            return read(before, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Observation record, Observation before, DataOutput out) throws IOException {
        if (before == null) {
            ObservationCodec.write(record, out);
            return;
        }
        boolean received = record.received() != Observation.NOT_SAID;
        boolean also = record.also() != Observation.NOTHING_MORE;
        out.writeByte(
                record.kind().ordinal() << FLAG_BITS | record.flags() | (received ? RECEIVED : 0) | (also ? ALSO : 0));
        VarInt.write(record.at() - before.at(), out);
        VarInt.writeSigned(record.value() - before.value(), out);
        VarInt.write(record.rev(), out);
        VarInt.write(record.period(), out);
        ByteDelta.write(record.name().getBytes(UTF_8), before.name().getBytes(UTF_8), out);
        VarInt.writeSigned(record.number() - before.number(), out);
        ByteDelta.write(record.raw(), before.raw(), out);
        if (received) {
            VarInt.writeSigned(record.received() - record.at(), out);
        }
        if (also) {
            VarInt.writeSigned(record.also(), out);
        }
    }

    private static Observation read(Observation before, DataInput in) throws IOException {
        if (before == null) {
            return ObservationCodec.read(in);
        }
        int kindAndFlags = in.readUnsignedByte();
        long at = before.at() + VarInt.read(in);
        long value = before.value() + VarInt.readSigned(in);
        long rev = VarInt.read(in);
        long period = VarInt.read(in);
        String name = new String(ByteDelta.read(before.name().getBytes(UTF_8), in), UTF_8);
        long number = before.number() + VarInt.readSigned(in);
        byte[] raw = ByteDelta.read(before.raw(), in);
        return new Observation(
                before.group(),
                KINDS[(kindAndFlags & ~(RECEIVED | ALSO)) >> FLAG_BITS],
                before.subject(),
                at,
                (kindAndFlags & RECEIVED) != 0 ? at + VarInt.readSigned(in) : Observation.NOT_SAID,
                value,
                (kindAndFlags & ALSO) != 0 ? VarInt.readSigned(in) : Observation.NOTHING_MORE,
                rev,
                period,
                kindAndFlags & (1 << FLAG_BITS) - 1,
                name,
                number,
                raw);
    }

    void write(DataOutput out) throws IOException {
        out.writeBoolean(base != null);
        if (base != null) {
            ObservationCodec.write(base, out);
        }
        VarInt.write(size, out);
        VarInt.write(end - begin, out);
        out.write(bytes, begin, end - begin);
    }

    static RecordLog read(DataInput in) throws IOException {
        RecordLog log = new RecordLog();
        log.base = in.readBoolean() ? ObservationCodec.read(in) : null;
        log.size = (int) VarInt.read(in);
        log.bytes = new byte[(int) VarInt.read(in)];
        log.end = log.bytes.length;
        in.readFully(log.bytes);
        log.last = log.base;
        DataInputStream records = log.reader();
        for (int i = 0; i < log.size; i++) {
            log.last = read(log.last, records);
            if (i == 0) {
                log.firstAt = log.last.at();
            }
        }
        return log;
    }
}
