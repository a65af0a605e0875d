package io.parkpulse.enterprise;

/**
 * Amounts by step, of a short stretch of time that moves on, in as few bytes as they need: none where all steps but the last
 * hold the same, else 2, 4 or 8 a step. Steps that were never added to hold 0. They are numbered from wherever whoever adds
 * to them likes, but near 0.
 */
final class StepRun {
    private static final int SPARE = 4;
    private static final int LONGEST = 1 << 28;

    /** First step kept; meaningless if none is. */
    private int first;

    private int length;
    /** What every step but the last holds while there are no {@link #amounts}. */
    private int each;
    /** What the last step holds while there are no {@link #amounts}: what a meter covers mostly ends inside a step. */
    private int last;
    /** An array of short, int or long that begins with the first step; null while all but the last hold the same. */
    private Object amounts;

    /** The amount of a step. */
    long get(long step) {
        long place = step - first;
        if (place < 0 || place >= length) {
            return 0;
        }
        if (amounts == null) {
            return place == length - 1 ? last : each;
        }
        return at(amounts, (int) place);
    }

    /** The first step from {@code step} on that is not 0; {@link Long#MAX_VALUE} if there is none. */
    long nextFrom(long step) {
        for (long next = Math.max(step, first); next < (long) first + length; next++) {
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
        if (step != (int) step) {
            throw new IllegalStateException("steps near 0 are kept, and not step " + step);
        }
        if (length == 0) {
            first = (int) step;
            length = 1;
            last = 0;
        }
        if (amounts == null && addAlike(step - first, amount)) {
            return;
        }
        spread();
        cover(step);
        int place = (int) (step - first);
        long sum = at(amounts, place) + amount;
        if (widthOf(sum) > width(amounts)) {
            amounts = copy(amounts, length, capacity(), widthOf(sum));
        }
        set(amounts, place, sum);
    }

    /** Adds to the last step, or to the one after it, if all but the last hold the same even so. */
    private boolean addAlike(long place, long amount) {
        boolean isNext = place == length && (length == 1 || last == each);
        long sum = isNext ? amount : last + amount;
        if (!isNext && place != length - 1 || sum != (int) sum) {
            return false;
        }
        if (isNext) {
            each = last;
            length++;
        }
        last = (int) sum;
        return true;
    }

    /** Gives each step a place of its own. */
    private void spread() {
        if (amounts == null) {
            Object array = array(room(length), Math.max(widthOf(each), widthOf(last)));
            for (int place = 0; place < length; place++) {
                set(array, place, get((long) first + place));
            }
            amounts = array;
        }
    }

    /** Makes it one of the steps kept. */
    private void cover(long step) {
        if (step < first) {
            insert(0, first - step);
            first = (int) step;
        } else if (step >= (long) first + length) {
            insert(length, step - first - length + 1);
        }
    }

    /** Steps come between others, at a place. */
    private void insert(int place, long count) {
        long longer = length + count;
        if (longer > LONGEST) {
            throw new IllegalStateException("a stretch of " + longer + " steps is kept");
        }
        int end = place + (int) count;
        Object into = longer <= capacity() ? amounts : array(room((int) longer), width(amounts));
        System.arraycopy(amounts, place, into, end, length - place);
        System.arraycopy(amounts, 0, into, 0, place);
        for (int inserted = place; inserted < end; inserted++) {
            set(into, inserted, 0);
        }
        amounts = into;
        length = (int) longer;
    }

    private void remove(int place, int count) {
        int end = place + count;
        if (amounts == null) {
            last = end == length ? each : last;
        } else {
            System.arraycopy(amounts, end, amounts, place, length - end);
        }
        length -= count;
        if (length == 0) {
            amounts = null;
        } else if (amounts != null && capacity() > room(length) * 3L / 2) {
            amounts = copy(amounts, length, room(length), width(amounts));
        }
    }

    /** Forgets the steps before one. */
    void dropBefore(long step) {
        if (length > 0 && step > first) {
            remove(0, (int) Math.min(step - first, length));
            first = (int) step;
        }
    }

    /** Moves the steps before one to earlier ones; those between hold 0. */
    void open(int step, int count) {
        if (length == 0 || step <= first) {
            return;
        }
        if (step < first + length) {
            spread();
            insert(step - first, count);
        }
        first -= count;
    }

    /** Forgets some steps, from one on, and moves those after them up to there. */
    void close(int step, int count) {
        int from = Math.max(step - first, 0);
        int to = (int) Math.min((long) step + count - first, length);
        if (from < to) {
            remove(from, to - from);
        }
        if (first > step) {
            first = Math.max(first - count, step);
        }
    }

    /** Forgets all steps. */
    void clear() {
        length = 0;
        amounts = null;
    }

    /** Little is likely to be added soon: keeps hardly more room than it needs. */
    void trim() {
        if (amounts == null) {
            return;
        }
        long lastAmount = at(amounts, length - 1);
        long least = at(amounts, 0);
        long most = least;
        for (int place = 1; place < length - 1; place++) {
            least = Math.min(least, at(amounts, place));
            most = Math.max(most, at(amounts, place));
        }
        int width = Math.max(widthOf(lastAmount), Math.max(widthOf(least), widthOf(most)));
        if (least == most && width <= Integer.BYTES) {
            each = (int) least;
            last = (int) lastAmount;
            amounts = null;
        } else if (capacity() > room(length) || width < width(amounts)) {
            amounts = copy(amounts, length, room(length), width);
        }
    }

    /** For how many steps room is made where so many are kept. */
    private static int room(int steps) {
        return steps + SPARE;
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

    /** The first ones of an array, in a new one. */
    private static Object copy(Object from, int count, int capacity, int width) {
        Object into = array(capacity, width);
        if (width == width(from)) {
            System.arraycopy(from, 0, into, 0, count);
        } else {
            for (int place = 0; place < count; place++) {
                set(into, place, at(from, place));
            }
        }
        return into;
    }
}
