package io.parkpulse.energy;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** The union of the recent intervals of one INTERVAL meter, which may overlap. */
final class Coverage {
    /** Start and end of disjoint intervals, ascending; touching ones are joined. */
    private long[] bounds = new long[2];

    private int count;

    /** Takes what an interval adds to the union. */
    @FunctionalInterface
    interface Gain {
        void covered(long from, long to);
    }

    Coverage copy() {
        Coverage copy = new Coverage();
        copy.bounds = bounds.clone();
        copy.count = count;
        return copy;
    }

    /** Whether it is the same; null is not. */
    boolean equalsCoverage(Coverage other) {
        return other != null && Arrays.equals(bounds, 0, 2 * count, other.bounds, 0, 2 * other.count);
    }

    /**
     * Adds (from, to].
     *
     * @param gain receives each stretch that was not covered yet, ascending
     * @param horizon nothing that ends before it can be overlapped any more
     */
    void add(long from, long to, long horizon, Gain gain) {
        forgetBefore(horizon);
        int index = 0;
        while (index < count && bounds[2 * index + 1] < from) {
            index++;
        }
        long start = from;
        long joinedFrom = from;
        long joinedTo = to;
        int after = index;
        while (after < count && bounds[2 * after] <= to) {
            long oldFrom = bounds[2 * after];
            long oldTo = bounds[2 * after + 1];
            if (start < oldFrom) {
                gain.covered(start, oldFrom);
            }
            start = Math.max(start, oldTo);
            joinedFrom = Math.min(joinedFrom, oldFrom);
            joinedTo = Math.max(joinedTo, oldTo);
            after++;
        }
        if (start < to) {
            gain.covered(start, to);
        }
        replace(index, after, joinedFrom, joinedTo);
    }

    private void forgetBefore(long horizon) {
        int old = 0;
        while (old < count && bounds[2 * old + 1] < horizon) {
            old++;
        }
        if (old > 0) {
            System.arraycopy(bounds, 2 * old, bounds, 0, 2 * (count - old));
            count -= old;
        }
    }

    private void replace(int index, int after, long from, long to) {
        int newCount = count - (after - index) + 1;
        if (2 * newCount > bounds.length) {
            bounds = Arrays.copyOf(bounds, bounds.length * 2);
        }
        System.arraycopy(bounds, 2 * after, bounds, 2 * (index + 1), 2 * (count - after));
        bounds[2 * index] = from;
        bounds[2 * index + 1] = to;
        count = newCount;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(count);
        for (int i = 0; i < 2 * count; i++) {
            out.writeLong(bounds[i]);
        }
    }

    static Coverage read(DataInput in) throws IOException {
        Coverage coverage = new Coverage();
        coverage.count = in.readInt();
        coverage.bounds = new long[Math.max(2, 2 * coverage.count)];
        for (int i = 0; i < 2 * coverage.count; i++) {
            coverage.bounds[i] = in.readLong();
        }
        return coverage;
    }
}
