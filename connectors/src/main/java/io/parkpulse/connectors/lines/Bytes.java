package io.parkpulse.connectors.lines;

import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** What lines need of byte arrays. */
final class Bytes {
    /** How much is read at once: small enough to stay in the processor's cache on its way into the heap. */
    private static final int CHUNK = 256 << 10;

    private static final VarHandle LITTLE_LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG_LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle BIG_INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long LINE_FEEDS = '\n' * ONES;

    private Bytes() {}

    /** Index of the first line feed in [from, to), or -1. */
    static int lineFeed(byte[] buffer, int from, int to) {
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            // A byte of the difference is zero where a line feed is; the lowest high bit set below marks the first.
            long difference = (long) LITTLE_LONG.get(buffer, at) ^ LINE_FEEDS;
            long marks = (difference - ONES) & ~difference & HIGHS;
            if (marks != 0) {
                return at + (Long.numberOfTrailingZeros(marks) >>> 3);
            }
        }
        for (; at < to; at++) {
            if (buffer[at] == '\n') {
                return at;
            }
        }
        return -1;
    }

    /** Whether [from, to) holds nothing but spaces, tabs and carriage returns. */
    static boolean blank(byte[] buffer, int from, int to) {
        for (int at = from; at < to; at++) {
            byte b = buffer[at];
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    static long getLong(byte[] buffer, int at) {
        return (long) BIG_LONG.get(buffer, at);
    }

    static void putLong(byte[] buffer, int at, long value) {
        BIG_LONG.set(buffer, at, value);
    }

    static int getInt(byte[] buffer, int at) {
        return (int) BIG_INT.get(buffer, at);
    }

    static void putInt(byte[] buffer, int at, int value) {
        BIG_INT.set(buffer, at, value);
    }

    /**
     * Reads exactly so many bytes.
     *
     * @throws EOFException if the file ends before, as one does that was cut since it was surveyed
     */
    static void read(FileChannel channel, long position, byte[] buffer, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            ByteBuffer chunk = ByteBuffer.wrap(buffer, offset + done, Math.min(CHUNK, length - done));
            int read = channel.read(chunk, position + done);
            if (read < 0) {
                throw new EOFException("The file ends at byte " + (position + done)
                        + ", before what was expected: it became shorter while in use");
            }
            done += read;
        }
    }

    /** Writes all these bytes at the end. */
    static void write(FileChannel channel, byte[] buffer, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            done += channel.write(ByteBuffer.wrap(buffer, offset + done, Math.min(CHUNK, length - done)));
        }
    }
}
