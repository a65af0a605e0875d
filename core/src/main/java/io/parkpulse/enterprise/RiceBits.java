package io.parkpulse.enterprise;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * A queue of bits in which numbers are written by an adaptive Rice code: one that is about as large as those before it in
 * its column takes about as many bits as it has. How large they were is a column's <em>scale</em>, which whoever writes and
 * whoever reads moves on in the same way.
 *
 * <p>A log is its bits and does not have them: there is one for each meter, and an object more takes 24 bytes.
 */
abstract sealed class RiceBits permits ReadingLog {
    /** A number so many times beyond its scale is written with its length. */
    private static final int ESCAPE = 24;

    private static final int LENGTH_BITS = 6;

    /** Steps of a scale to one bit. */
    private static final int SCALE_STEPS = 8;

    private static final int LARGEST_SCALE = 62 * SCALE_STEPS;
    /** In balance if half of the numbers are within the scale. */
    private static final int FALL = 2;

    /** So many words are asked for beyond what is needed: there are very many queues, and copying one is cheap. */
    private static final int SPARE = 2;
    /** With fewer words of bits that were forgotten, others are not moved up. */
    private static final int LEAST_FORGOTTEN = 3;

    private static final long[] NONE = {};

    private long[] words = NONE;
    /** Where the first bit is. */
    private int begin;
    /** Where the next bit goes. */
    private int end;
    /** Where the next bit is read. */
    private int at;

    /** How many bits there are. */
    final int bitCount() {
        return end - begin;
    }

    /** Reading goes on at the first bit. */
    final void rewind() {
        at = begin;
    }

    /** How many bits before the next one that is read there are. */
    final int position() {
        return at - begin;
    }

    /** Reading goes on at a {@link #position}. */
    final void goTo(int position) {
        at = begin + position;
    }

    /** Forgets the bits from a {@link #position} on. */
    final void forgetFrom(int position) {
        end = begin + position;
        // Bits are added to words that are 0 where there are none yet.
        int last = end >> 6;
        if (last < words.length) {
            words[last] &= (1L << (end & Long.SIZE - 1)) - 1;
            Arrays.fill(words, last + 1, words.length, 0);
        }
    }

    /** Forgets the bits that were read. */
    final void forgetRead() {
        begin = at;
    }

    /** Forgets all bits. */
    final void forgetAll() {
        words = NONE;
        begin = 0;
        end = 0;
        at = 0;
    }

    /** Adds a bit. */
    final void putBit(boolean bit) {
        put(bit ? 1 : 0, 1);
    }

    final boolean bit() {
        return take(1) != 0;
    }

    /**
     * Adds the lowest bits of a number.
     *
     * @param count 0 to 64
     */
    final void put(long number, int count) {
        if (count == 0) {
            return;
        }
        // With a word to spare, so that a look ahead stays inside.
        if (end + count + Long.SIZE > words.length * Long.SIZE) {
            makeRoom(count);
        }
        long value = count == Long.SIZE ? number : number & (1L << count) - 1;
        int offset = end & Long.SIZE - 1;
        words[end >> 6] |= value << offset;
        if (offset + count > Long.SIZE) {
            words[(end >> 6) + 1] = value >>> Long.SIZE - offset;
        }
        end += count;
    }

    /** @param count 0 to 64 */
    final long take(int count) {
        long value = peek(at, count);
        at += count;
        return value;
    }

    private long peek(int from, int count) {
        if (count == 0) {
            return 0;
        }
        int offset = from & Long.SIZE - 1;
        long value = words[from >> 6] >>> offset;
        if (offset + count > Long.SIZE) {
            value |= words[(from >> 6) + 1] << Long.SIZE - offset;
        }
        return count == Long.SIZE ? value : value & (1L << count) - 1;
    }

    /** Where there are many bits that were forgotten, no memory is asked for. */
    private void makeRoom(int count) {
        int forgotten = begin >> 6;
        int kept = (end + Long.SIZE - 1 >> 6) - forgotten;
        int needed = kept + 2;
        if (forgotten >= LEAST_FORGOTTEN && needed <= words.length) {
            System.arraycopy(words, forgotten, words, 0, kept);
            Arrays.fill(words, kept, words.length, 0);
        } else {
            long[] larger = new long[needed + SPARE];
            System.arraycopy(words, forgotten, larger, 0, kept);
            words = larger;
        }
        begin -= forgotten << 6;
        end -= forgotten << 6;
        at -= forgotten << 6;
    }

    /** Adds a number that is best near 0; {@link #scaleAfter} says the column's next scale. */
    final void putNumber(long number, int scale) {
        long folded = fold(number);
        int low = scale / SCALE_STEPS;
        long times = folded >>> low;
        if (!isFar(times)) {
            put((1L << times) - 1, (int) times + 1);
            put(folded, low);
        } else {
            int length = Long.SIZE - Long.numberOfLeadingZeros(folded);
            put((1L << ESCAPE) - 1, ESCAPE);
            put(length - 1, LENGTH_BITS);
            put(folded, length);
        }
    }

    /** The next number, which was added with the same scale. */
    final long number(int scale) {
        int low = scale / SCALE_STEPS;
        int times = Long.numberOfTrailingZeros(~peek(at, ESCAPE + 1));
        long folded;
        if (times < ESCAPE) {
            at += times + 1;
            folded = (long) times << low | take(low);
        } else {
            at += ESCAPE;
            folded = take((int) take(LENGTH_BITS) + 1);
        }
        return folded >>> 1 ^ -(folded & 1);
    }

    /** Whether a number is so far beyond a scale that it takes its length to write it. */
    static boolean isFar(long number, int scale) {
        return isFar(times(number, scale));
    }

    private static boolean isFar(long times) {
        return times < 0 || times >= ESCAPE;
    }

    /** How many times a number has its scale, without a sign: it may have the highest bit. */
    private static long times(long number, int scale) {
        return fold(number) >>> scale / SCALE_STEPS;
    }

    /** A number without its sign, which is the lowest bit. */
    private static long fold(long number) {
        return number << 1 ^ number >> 63;
    }

    /** The scale after a number. */
    static short scaleAfter(long number, int scale) {
        long times = times(number, scale);
        if (times == 0) {
            return (short) Math.max(0, scale - FALL);
        }
        if (times == 1) {
            return (short) scale;
        }
        // One that is far beyond says little of those after it.
        int counted = isFar(times) ? ESCAPE : (int) times;
        return (short) Math.min(LARGEST_SCALE, scale + counted + 1);
    }

    /** By what an estimate of a column's numbers should move if the next number is not as estimated, at least 1. */
    static long stride(int scale) {
        return 1L << Math.max(0, scale / SCALE_STEPS - 2);
    }

    /** Writes the bits. */
    final void writeBits(DataOutput out) throws IOException {
        for (int from = begin; from < end; from += Byte.SIZE) {
            out.writeByte((int) peek(from, Math.min(Byte.SIZE, end - from)));
        }
    }

    /** Reads bits, into an empty queue. */
    final void readBits(int count, DataInput in) throws IOException {
        words = new long[(count >> 6) + 2];
        for (int left = count; left > 0; left -= Byte.SIZE) {
            put(in.readUnsignedByte(), Math.min(Byte.SIZE, left));
        }
    }
}
