package io.parkpulse.enterprise;

/**
 * Amounts by step, of a short stretch of time that moves on, in as few bytes as they need: none where all steps hold the
 * same, else 2, 4 or 8 a step. Steps that were never added to hold 0.
 */
final class StepRun {
    private static final int SPARE = 4;
    private static final int LONGEST = 1 << 28;

    /** First step kept; meaningless if none is. */
    private long first;

    private int length;
    /** Place of the first step in {@link #amounts}. */
    private int begin;
    /** What every step holds while there are no {@link #amounts}. */
    private long each;
    /** An array of short, int or long; null while all steps hold the same. */
    private Object amounts;

    /** The amount of a step. */
    long get(long step) {
        long index = step - first;
        if (index < 0 || index >= length) {
            return 0;
        }
        return amounts == null ? each : at(amounts, begin + (int) index);
    }

    /** The first step from {@code step} on that is not 0; {@link Long#MAX_VALUE} if there is none. */
    long nextFrom(long step) {
        for (long next = Math.max(step, first); next < first + length; next++) {
            if (get(next) != 0) {
                return next;
            }
        }
        return Long.MAX_VALUE;
    }

    void add(long step, long amount) {
        if (amount == 0) {
            return;
        }
        if (length == 0) {
            first = step;
            length = 1;
            each = amount;
            amounts = null;
            return;
        }
        long index = step - first;
        if (amounts == null) {
            if (index == length && amount == each) {
                length++;
                return;
            }
            if (index == 0 && length == 1) {
                each += amount;
                return;
            }
            begin = 0;
            amounts = filled(length + SPARE, length, each);
        }
        cover(step);
        int place = begin + (int) (step - first);
        long sum = at(amounts, place) + amount;
        if (widthOf(sum) > width(amounts)) {
            amounts = copy(amounts, 0, begin + length, 0, capacity(), widthOf(sum));
        }
        set(amounts, place, sum);
    }

    /** Makes it one of the steps kept. */
    private void cover(long step) {
        long newFirst = Math.min(first, step);
        long newLength = Math.max(first + length, step + 1) - newFirst;
        if (newLength > LONGEST) {
            throw new IllegalStateException("a stretch of " + newLength + " steps is kept, from step " + newFirst);
        }
        int before = (int) (first - newFirst);
        int needed = (int) newLength;
        if (before > 0 || begin + needed > capacity()) {
            if (before == 0 && needed <= capacity()) {
                System.arraycopy(amounts, begin, amounts, 0, length);
            } else {
                int capacity = Math.max(capacity(), needed + SPARE + (needed >> 2));
                amounts = copy(amounts, begin, length, before, capacity, width(amounts));
            }
            begin = 0;
        }
        for (int place = begin + before + length; place < begin + needed; place++) {
            set(amounts, place, 0);
        }
        first = newFirst;
        length = needed;
    }

    /** Forgets the steps before one. */
    void dropBefore(long step) {
        long dropped = step - first;
        if (length == 0 || dropped <= 0) {
            return;
        }
        if (dropped >= length) {
            clear();
            return;
        }
        first = step;
        begin += (int) dropped;
        length -= (int) dropped;
    }

    /** Forgets all steps. */
    void clear() {
        length = 0;
        amounts = null;
    }

    /** Nothing is likely to be added soon: keeps no more room than it needs. */
    void trim() {
        if (amounts == null || length == 0) {
            return;
        }
        long least = get(first);
        long most = least;
        for (int place = begin + 1; place < begin + length; place++) {
            long amount = at(amounts, place);
            least = Math.min(least, amount);
            most = Math.max(most, amount);
        }
        if (least == most) {
            each = least;
            amounts = null;
            return;
        }
        int width = Math.max(widthOf(least), widthOf(most));
        if (capacity() > length || width < width(amounts)) {
            amounts = copy(amounts, begin, length, 0, length, width);
            begin = 0;
        }
    }

    private int capacity() {
        return amounts instanceof short[] shorts
                ? shorts.length
                : amounts instanceof int[] ints ? ints.length : ((long[]) amounts).length;
    }

    private static long at(Object array, int place) {
        return array instanceof short[] shorts
                ? shorts[place]
                : array instanceof int[] ints ? ints[place] : ((long[]) array)[place];
    }

    private static void set(Object array, int place, long amount) {
        if (array instanceof short[] shorts) {
            shorts[place] = (short) amount;
        } else if (array instanceof int[] ints) {
            ints[place] = (int) amount;
        } else {
            ((long[]) array)[place] = amount;
        }
    }

    private static int width(Object array) {
        return array instanceof short[] ? Short.BYTES : array instanceof int[] ? Integer.BYTES : Long.BYTES;
    }

    private static int widthOf(long amount) {
        return amount == (short) amount ? Short.BYTES : amount == (int) amount ? Integer.BYTES : Long.BYTES;
    }

    private static Object array(int capacity, int width) {
        return switch (width) {
            case Short.BYTES -> new short[capacity];
            case Integer.BYTES -> new int[capacity];
            default -> new long[capacity];
        };
    }

    private static Object filled(int capacity, int count, long amount) {
        Object array = array(capacity, widthOf(amount));
        for (int place = 0; place < count; place++) {
            set(array, place, amount);
        }
        return array;
    }

    /** Some of an array, in a new one. */
    private static Object copy(Object from, int begin, int count, int to, int capacity, int width) {
        Object into = array(capacity, width);
        if (width == width(from)) {
            System.arraycopy(from, begin, into, to, count);
        } else {
            for (int i = 0; i < count; i++) {
                set(into, to + i, at(from, begin + i));
            }
        }
        return into;
    }
}
