package io.parkpulse.energy;

import io.parkpulse.model.VarInt;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.Arrays;

/**
 * Amounts by step, of a stretch of time that moves on: a ring of 4 bytes a step, of 8 once an amount needs them.
 *
 * <p>Steps that were never added to hold 0. Memory is bounded by the stretch between the oldest step kept and the
 * newest added to, rounded up to a power of two.
 */
public final class StepSeries implements Spread.StepConsumer {
    private static final int LEAST = 16;

    private int[] narrow;
    private long[] wide;
    /** First step kept; meaningful unless empty. */
    private long first;
    /** The step after the last that was added to; equal to {@code first} when empty. */
    private long end;

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
        }
        long newFirst = Math.min(first, step);
        long newEnd = Math.max(end, step + 1);
        if (newEnd - newFirst > capacity()) {
            grow(newFirst, newEnd);
        }
        first = newFirst;
        end = newEnd;
        if (wide == null) {
            int index = (int) (step & (narrow.length - 1));
            long sum = narrow[index] + amount;
            if (sum == (int) sum) {
                narrow[index] = (int) sum;
                return;
            }
            wide = new long[narrow.length];
            for (int i = 0; i < wide.length; i++) {
                wide[i] = narrow[i];
            }
            narrow = null;
        }
        wide[(int) (step & (wide.length - 1))] += amount;
    }

    /** The amount of a step. */
    public long get(long step) {
        if (step < first || step >= end) {
            return 0;
        }
        return wide == null ? narrow[(int) (step & (narrow.length - 1))] : wide[(int) (step & (wide.length - 1))];
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
        if (step >= end) {
            if (wide == null) {
                Arrays.fill(narrow, 0);
            } else {
                Arrays.fill(wide, 0);
            }
            first = end;
            return;
        }
        for (long old = first; old < step; old++) {
            if (wide == null) {
                narrow[(int) (old & (narrow.length - 1))] = 0;
            } else {
                wide[(int) (old & (wide.length - 1))] = 0;
            }
        }
        first = step;
    }

    private int capacity() {
        return wide != null ? wide.length : narrow != null ? narrow.length : 0;
    }

    private void grow(long newFirst, long newEnd) {
        long needed = newEnd - newFirst;
        if (needed > 1 << 28) {
            throw new IllegalStateException("a stretch of " + needed + " steps is kept, from step " + newFirst);
        }
        int capacity = Math.max(LEAST, Integer.highestOneBit((int) (needed - 1)) << 1);
        if (wide == null) {
            int[] next = new int[capacity];
            copy(narrow, next);
            narrow = next;
        } else {
            long[] next = new long[capacity];
            copy(wide, next);
            wide = next;
        }
    }

    /** Copies the steps kept into a larger ring, in as few stretches as both rings allow. */
    private void copy(Object from, Object to) {
        for (long step = first; step < end; ) {
            int fromLength = Array.getLength(from);
            int source = (int) (step & (fromLength - 1));
            int target = (int) (step & (Array.getLength(to) - 1));
            int length = (int) Math.min(end - step, Math.min(fromLength - source, Array.getLength(to) - target));
            System.arraycopy(from, source, to, target, length);
            step += length;
        }
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
