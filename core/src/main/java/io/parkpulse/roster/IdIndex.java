package io.parkpulse.roster;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Finds the number of an id by its UTF-8 bytes, without making a string of them. */
public final class IdIndex {
    /** What {@link #find} answers for an id that is not there. */
    public static final int NONE = -1;

    private static final int PRIME = 0x01000193;

    private final byte[][] ids;
    /** Number + 1 of the id at a slot, 0 for a free slot. */
    private final int[] slots;

    /** @param ids distinct, null where a number has none; the number of an id is its place in this list */
    public IdIndex(List<String> ids) {
        this.ids = new byte[ids.size()][];
        this.slots = new int[Math.max(16, Integer.highestOneBit(ids.size() + 1) << 2)];
        for (int number = 0; number < this.ids.length; number++) {
            if (ids.get(number) == null) {
                continue;
            }
            byte[] id = ids.get(number).getBytes(StandardCharsets.UTF_8);
            this.ids[number] = id;
            int slot = hash(id, 0, id.length) & (slots.length - 1);
            while (slots[slot] != 0) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = number + 1;
        }
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
        if (guess >= 0 && guess < ids.length && isId(guess, buffer, offset, length)) {
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

    private boolean isId(int number, byte[] buffer, int offset, int length) {
        byte[] id = ids[number];
        return id != null && id.length == length && Arrays.equals(id, 0, length, buffer, offset, offset + length);
    }

    private static int hash(byte[] buffer, int offset, int length) {
        int hash = 0x811c9dc5;
        for (int i = offset, end = offset + length; i < end; i++) {
            hash = (hash ^ buffer[i]) * PRIME;
        }
        return hash ^ (hash >>> 15);
    }
}
