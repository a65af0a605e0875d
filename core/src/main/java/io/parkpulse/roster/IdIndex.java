package io.parkpulse.roster;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

/** Finds the number of an id by its UTF-8 bytes, without making a string of them. */
public final class IdIndex {
    /** What {@link #find} answers for an id that is not there. */
    public static final int NONE = -1;

    private static final int PRIME = 0x01000193;

    /** All ids, one behind the other. */
    private final byte[] ids;
    /** Where that of each number ends there. */
    private final int[] ends;
    /** Number + 1 of the id at a slot, 0 for a free slot. */
    private final int[] slots;

    /** Numbers that are never found, though they have an id. */
    private final BitSet gone = new BitSet();

    /** @param ids distinct and not empty; the number of an id is its place in this list */
    public IdIndex(List<String> ids) {
        this(ids, number -> true);
    }

    /**
     * @param ids distinct and not empty; the number of an id is its place in this list
     * @param found the numbers to be found
     */
    IdIndex(List<String> ids, IntPredicate found) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        this.ends = new int[ids.size()];
        this.slots = new int[Math.max(16, Integer.highestOneBit(ids.size() + 1) << 2)];
        for (int number = 0; number < ends.length; number++) {
            byte[] id = ids.get(number).getBytes(StandardCharsets.UTF_8);
            all.writeBytes(id);
            ends[number] = all.size();
            if (!found.test(number)) {
                gone.set(number);
                continue;
            }
            int slot = hash(id, 0, id.length) & (slots.length - 1);
            while (slots[slot] != 0) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = number + 1;
        }
        this.ids = all.toByteArray();
    }

    /** The number of the id in these bytes, {@link #NONE} if there is none. */
    public int find(byte[] buffer, int offset, int length) {
        return find(buffer, offset, length, NONE);
    }

    /**
     * The number of the id in these bytes, {@link #NONE} if there is none.
     *
     * @param guess a number to try first: streams name their subjects in much the same order again and again
     */
    public int find(byte[] buffer, int offset, int length, int guess) {
        if (guess >= 0 && guess < ends.length && isId(guess, buffer, offset, length)) {
            return guess;
        }
        int slot = hash(buffer, offset, length) & (slots.length - 1);
        while (slots[slot] != 0) {
            if (isId(slots[slot] - 1, buffer, offset, length)) {
                return slots[slot] - 1;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return NONE;
    }

    /** The id of a number. */
    String id(int number) {
        int from = from(number);
        return new String(ids, from, ends[number] - from, StandardCharsets.UTF_8);
    }

    private int from(int number) {
        return number == 0 ? 0 : ends[number - 1];
    }

    private boolean isId(int number, byte[] buffer, int offset, int length) {
        int from = from(number);
        int to = ends[number];
        return to - from == length
                && Arrays.equals(ids, from, to, buffer, offset, offset + length)
                && !gone.get(number);
    }

    private static int hash(byte[] buffer, int offset, int length) {
        int hash = 0x811c9dc5;
        for (int i = offset, end = offset + length; i < end; i++) {
            hash = (hash ^ buffer[i]) * PRIME;
        }
        return hash ^ (hash >>> 15);
    }
}
