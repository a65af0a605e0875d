package io.parkpulse.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Numbers in as few bytes as they need, seven bits each, the lowest first. */
public final class VarInt {
    private VarInt() {}

    /** Where bytes come from, one after the other: {@code in::readByte} of a stream, {@code buffer::get} of a buffer. */
    @FunctionalInterface
    public interface Bytes {
        byte next() throws IOException;
    }

    /** Writes a number that is best small and not negative. */
    public static void write(long value, DataOutput out) throws IOException {
        long left = value;
        while ((left & ~0x7fL) != 0) {
            out.writeByte((int) (left & 0x7f | 0x80));
            left >>>= 7;
        }
        out.writeByte((int) left);
    }

    /** Writes a number that is best near 0. */
    public static void writeSigned(long value, DataOutput out) throws IOException {
        write(value << 1 ^ value >> 63, out);
    }

    /** Reads what {@link #write} wrote. */
    public static long read(DataInput in) throws IOException {
        return read(in::readByte);
    }

    /** Reads what {@link #write} wrote. */
    public static long read(Bytes in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.next();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IOException("a number of more than ten bytes");
    }

    /** Reads what {@link #writeSigned} wrote. */
    public static long readSigned(DataInput in) throws IOException {
        return readSigned(in::readByte);
    }

    /** Reads what {@link #writeSigned} wrote. */
    public static long readSigned(Bytes in) throws IOException {
        long value = read(in);
        return value >>> 1 ^ -(value & 1);
    }
}
