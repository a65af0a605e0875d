package io.parkpulse.ingest;

import java.util.List;

/**
 * Finds the id that somebody may have meant by one that is not there: one that differs only by case, width, blanks or
 * leading zeros, else the only one that differs by one more character. The answer follows from the ids alone, and takes a
 * few look-ups whatever their number.
 */
final class NearIds {
    /** Where ids have more characters than this in all, none is looked for that differs by a character. */
    private static final int MOST_CHARACTERS = 1 << 20;

    private static final int NONE = -1;
    private static final int SEVERAL = -2;
    /** No character is left out. */
    private static final int WHOLE = -1;

    private final List<String> ids;
    private final Keys whole;
    /** Of ids without one of their characters; null where there are too many. */
    private final Keys shortened;

    /** @param ids where several are as near as can be the first of them is found */
    NearIds(List<String> ids) {
        this.ids = ids;
        long characters = ids.stream().mapToLong(String::length).sum();
        whole = new Keys(ids.size());
        shortened = characters > MOST_CHARACTERS ? null : new Keys((int) characters);
        for (int number = 0; number < ids.size(); number++) {
            String id = LooseId.of(ids.get(number));
            if (id.isEmpty()) {
                continue;
            }
            whole.putFirst(hash(id, WHOLE), number);
            for (int left = 0; shortened != null && left < id.length(); left++) {
                shortened.put(hash(id, left), number);
            }
        }
    }

    /** The id that may be meant; null if there is none, or one is as likely as another. */
    String find(String unknown) {
        String id = LooseId.of(unknown);
        if (id.isEmpty()) {
            return null;
        }
        int same = whole.get(hash(id, WHOLE));
        if (same != NONE && LooseId.of(ids.get(same)).equals(id)) {
            return ids.get(same);
        }
        if (shortened == null) {
            return null;
        }
        int near = nearer(NONE, shortened.get(hash(id, WHOLE)), id);
        for (int left = 0; left < id.length() && near != SEVERAL; left++) {
            int hash = hash(id, left);
            near = nearer(nearer(near, whole.get(hash), id), shortened.get(hash), id);
        }
        return near < 0 ? null : ids.get(near);
    }

    private int nearer(int found, int other, String id) {
        if (found == SEVERAL || other == SEVERAL) {
            return SEVERAL;
        }
        if (other == NONE || other == found || !areNear(LooseId.of(ids.get(other)), id)) {
            return found;
        }
        return found == NONE ? other : SEVERAL;
    }

    /** Whether one of two different texts has one character more than the other, or another one at one place. */
    private static boolean areNear(String a, String b) {
        if (a.length() > b.length()) {
            return areNear(b, a);
        }
        int same = 0;
        while (same < a.length() && a.charAt(same) == b.charAt(same)) {
            same++;
        }
        String behind = a.substring(a.length() == b.length() ? same + 1 : same);
        return b.length() - a.length() <= 1 && b.substring(same + 1).equals(behind);
    }

    private static int hash(String id, int leftOut) {
        int hash = 0;
        for (int i = 0; i < id.length(); i++) {
            hash = i == leftOut ? hash : (hash ^ id.charAt(i)) * 0x01000193;
        }
        return hash ^ hash >>> 15;
    }

    /** Numbers by the hashes of what they are found by. */
    private static final class Keys {
        private final int[] hashes;
        /** A number + 1, or {@link #SEVERAL}; 0 where a slot is free. */
        private final int[] numbers;

        Keys(int most) {
            hashes = new int[Math.max(16, Integer.highestOneBit(most + 1) << 2)];
            numbers = new int[hashes.length];
        }

        /** A number, unless another one is found by this already. */
        void putFirst(int hash, int number) {
            int slot = slot(hash);
            if (numbers[slot] == 0) {
                hashes[slot] = hash;
                numbers[slot] = number + 1;
            }
        }

        /** A number; if another one is found by this already, both are {@link #SEVERAL}. */
        void put(int hash, int number) {
            putFirst(hash, number);
            int slot = slot(hash);
            numbers[slot] = numbers[slot] == number + 1 ? numbers[slot] : SEVERAL;
        }

        /** What is found; {@link #NONE}, or {@link #SEVERAL}. */
        int get(int hash) {
            int number = numbers[slot(hash)];
            return number == SEVERAL ? SEVERAL : number - 1;
        }

        private int slot(int hash) {
            int slot = hash & hashes.length - 1;
            while (numbers[slot] != 0 && hashes[slot] != hash) {
                slot = slot + 1 & hashes.length - 1;
            }
            return slot;
        }
    }
}
