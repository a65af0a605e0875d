package io.parkpulse.energy;

import io.parkpulse.model.VarInt;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Amounts by step, of a stretch of time that moves on: a ring of 4 bytes a step, of 8 once an amount needs them. No ring
 * while all steps between the first and the last hold the same, as the covered time of a meter does that is never silent.
 *
 * <p>Steps that were never added to hold 0. Memory is bounded by the stretch between the oldest step kept and the
 * newest added to, and a quarter of it.
 */
public final class StepSeries implements Spread.StepConsumer {
    private static final int LEAST = 16;

    /** Null while the stretch is even, or an amount needs more. */
    private int[] narrow;
    /** Null while the stretch is even, or no amount needs it. */
    private long[] wide;
    /** Where the first step kept lies in the ring. */
    private int head;
    /** First step kept; meaningful unless empty. */
    private long first;
    /** The step after the last that was added to; equal to {@code first} when empty. */
    private long end;
    /** Of an even stretch: what its first step holds. */
    private int atFirst;
    /** Of an even stretch of three steps or more: what each holds but the first and the last. */
    private int between;
    /** Of an even stretch of two steps or more: what its last step holds. */
    private int atLast;

    /** Whether no step is kept. */
    public boolean isEmpty() {
        return end == first;
    }

    /** The first step from {@code step} on that is not 0, {@link Long#MAX_VALUE} if there is none. */
    public long nextFrom(long step) {
        for (long next = Math.max(step, first); next < end; next++) {
            if (get(next) != 0) {
                return next;
            }
        }
        return Long.MAX_VALUE;
    }

    @Override
    public void accept(long step, long amount) {
        add(step, amount);
    }

    /** Adds to a step; a step before the oldest kept one becomes the oldest. */
    public void add(long step, long amount) {
        if (isEmpty()) {
            first = step;
            end = step;
            head = 0;
        }
        if (isEven()) {
            if (addEvenly(step, amount)) {
                return;
            }
            makeRing(Math.min(first, step), Math.max(end, step + 1));
        }
        long newFirst = Math.min(first, step);
        long newEnd = Math.max(end, step + 1);
        if (newEnd - newFirst > capacity()) {
            makeRing(newFirst, newEnd);
        } else if (newFirst < first) {
            head = Math.floorMod(head - (int) (first - newFirst), capacity());
        }
        first = newFirst;
        end = newEnd;
        addAt(place(step), amount);
    }

    /** Whether there is no ring: every step between the first and the last holds the same. */
    private boolean isEven() {
        return narrow == null && wide == null;
    }

    /** Adds, if the stretch then is even still. */
    private boolean addEvenly(long step, long amount) {
        if (step == end) {
            if (amount != (int) amount || end - first > 2 && atLast != between) {
                return false;
            }
            if (isEmpty()) {
                atFirst = (int) amount;
            } else {
                between = atLast;
                atLast = (int) amount;
            }
            end++;
            return true;
        }
        if (step != first && step != end - 1) {
            return false;
        }
        long sum = get(step) + amount;
        if (sum != (int) sum) {
            return false;
        }
        if (step == first) {
            atFirst = (int) sum;
        } else {
            atLast = (int) sum;
        }
        return true;
    }

    private void addAt(int place, long amount) {
        if (wide == null) {
            long sum = narrow[place] + amount;
            if (sum == (int) sum) {
                narrow[place] = (int) sum;
                return;
            }
            wide = new long[narrow.length];
            for (int i = 0; i < wide.length; i++) {
                wide[i] = narrow[i];
            }
            narrow = null;
        }
        wide[place] += amount;
    }

    /** Where a step that is kept lies in the ring. */
    private int place(long step) {
        int place = head + (int) (step - first);
        return place < capacity() ? place : place - capacity();
    }

    /** The amount of a step. */
    public long get(long step) {
        if (step < first || step >= end) {
            return 0;
        }
        if (narrow != null) {
            return narrow[place(step)];
        }
        if (wide != null) {
            return wide[place(step)];
        }
        return step == first ? atFirst : step == end - 1 ? atLast : between;
    }

    /** The sum over the steps from {@code from} (inclusive) to {@code to} (exclusive). */
    public long sum(long from, long to) {
        long sum = 0;
        for (long step = Math.max(from, first), last = Math.min(to, end); step < last; step++) {
            sum += get(step);
        }
        return sum;
    }

    /** Forgets the steps before {@code step}. */
    public void dropBefore(long step) {
        if (isEmpty() || step <= first) {
            return;
        }
        long newFirst = Math.min(step, end);
        if (isEven()) {
            atFirst = newFirst == end - 1 ? atLast : between;
        } else {
            int gone = (int) (newFirst - first);
            int toEnd = Math.min(gone, capacity() - head);
            fillZero(head, head + toEnd);
            fillZero(0, gone - toEnd);
            head = place(newFirst);
        }
        first = newFirst;
    }

    private void fillZero(int from, int to) {
        if (wide == null) {
            Arrays.fill(narrow, from, to, 0);
        } else {
            Arrays.fill(wide, from, to, 0);
        }
    }

    /** How many steps the ring has room for; 0 if there is none. */
    int capacity() {
        return wide != null ? wide.length : narrow != null ? narrow.length : 0;
    }

    /** Makes a ring with room for a stretch, in which what is kept lies. */
    private void makeRing(long newFirst, long newEnd) {
        long needed = newEnd - newFirst;
        if (needed > 1 << 28) {
            throw new IllegalStateException("a stretch of " + needed + " steps is kept, from step " + newFirst);
        }
        int capacity = Math.max(LEAST, (int) (needed + needed / 4));
        int before = (int) (first - newFirst);
        int kept = (int) (end - first);
        if (isEven()) {
            int[] next = new int[capacity];
            for (int i = 0; i < kept; i++) {
                next[before + i] = (int) get(first + i);
            }
            narrow = next;
        } else if (wide == null) {
            int[] next = new int[capacity];
            copyKept(narrow, narrow.length, next, before, kept);
            narrow = next;
        } else {
            long[] next = new long[capacity];
            copyKept(wide, wide.length, next, before, kept);
            wide = next;
        }
        first = newFirst;
        head = 0;
    }

    /** Copies what is kept of a ring, in the one or two pieces that it lies in. */
    private void copyKept(Object ring, int capacity, Object to, int at, int kept) {
        int toEnd = Math.min(kept, capacity - head);
        System.arraycopy(ring, head, to, at, toEnd);
        System.arraycopy(ring, 0, to, at + toEnd, kept - toEnd);
    }

    /** Writes the steps kept. */
    public void write(DataOutput out) throws IOException {
        out.writeLong(first);
        VarInt.write(end - first, out);
        for (long step = first; step < end; step++) {
            VarInt.writeSigned(get(step), out);
        }
    }

    /** Reads what {@link #write} wrote. */
    public static StepSeries read(DataInput in) throws IOException {
        StepSeries series = new StepSeries();
        long first = in.readLong();
        long length = VarInt.read(in);
        series.first = first;
        series.end = first;
        for (int i = 0; i < length; i++) {
            series.add(first + i, VarInt.readSigned(in));
        }
        return series;
    }
}
