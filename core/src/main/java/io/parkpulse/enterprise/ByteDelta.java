package io.parkpulse.enterprise;

import io.parkpulse.model.VarInt;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Bytes by what differs from others. Made for records of one meter, one after the other: they are alike but for a time
 * and a value, mostly at the same places.
 *
 * <p>Written are the length of the common end and the length, and then, for the rest, by turns how many bytes are as in
 * the other at the same place and how many new ones follow, with these.
 */
final class ByteDelta {
    /** A shorter stretch of equal bytes costs as much as it saves. */
    private static final int LEAST_EQUAL = 3;

    private ByteDelta() {}

    static void write(byte[] bytes, byte[] other, DataOutput out) throws IOException {
        int tail = commonEnd(bytes, other);
        int end = bytes.length - tail;
        int comparable = Math.min(end, other.length);
        VarInt.write(tail, out);
        VarInt.write(bytes.length, out);
        int at = 0;
        while (at < end) {
            int differsAt = at < comparable ? mismatch(bytes, other, at, comparable) : at;
            int equalFrom = nextEqual(bytes, other, differsAt, comparable, end);
            VarInt.write(differsAt - at, out);
            VarInt.write(equalFrom - differsAt, out);
            out.write(bytes, differsAt, equalFrom - differsAt);
            at = equalFrom;
        }
    }

    static byte[] read(byte[] other, DataInput in) throws IOException {
        int tail = (int) VarInt.read(in);
        byte[] bytes = new byte[(int) VarInt.read(in)];
        int end = bytes.length - tail;
        int at = 0;
        while (at < end) {
            int equal = (int) VarInt.read(in);
            System.arraycopy(other, at, bytes, at, equal);
            at += equal;
            int differing = (int) VarInt.read(in);
            in.readFully(bytes, at, differing);
            at += differing;
        }
        System.arraycopy(other, other.length - tail, bytes, end, tail);
        return bytes;
    }

    private static int commonEnd(byte[] a, byte[] b) {
        int most = Math.min(a.length, b.length);
        int length = 0;
        while (length < most && a[a.length - 1 - length] == b[b.length - 1 - length]) {
            length++;
        }
        return length;
    }

    private static int mismatch(byte[] a, byte[] b, int from, int to) {
        int at = Arrays.mismatch(a, from, to, b, from, to);
        return at < 0 ? to : from + at;
    }

    /** Where the next stretch of equal bytes begins that is worth it; {@code end} if none does. */
    private static int nextEqual(byte[] a, byte[] b, int from, int comparable, int end) {
        int equal = 0;
        for (int at = from; at < comparable; at++) {
            equal = a[at] == b[at] ? equal + 1 : 0;
            if (equal == LEAST_EQUAL) {
                return at + 1 - equal;
            }
        }
        return end;
    }
}
