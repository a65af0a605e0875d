package io.parkpulse.enterprise;

import io.parkpulse.index.EnterpriseWindow;
import io.parkpulse.index.Sum;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntToLongFunction;

/** What one enterprise contributes to the sums of its scopes in one window, as far as it was emitted. */
final class Contribution {
    private static final int[] NONE = {};

    /** Place of the row that counts it; {@link EnterpriseEntry#NO_ROW} if none does, and nothing is contributed. */
    int row = EnterpriseEntry.NO_ROW;

    /** Whether something may have changed since it was measured; kept up by the book whose latest one it is. */
    boolean stale = true;

    // Most sums are 0 or 1, and there is one of these for each enterprise.

    /** See {@link Sum#ones}. */
    private long ones;
    /** See {@link Sum#others}. */
    private long others;
    /** Those, in order; ints, or longs where one of them needs it. Never changed, for several may share them. */
    private Object values = NONE;

    /** Changes it to what was measured; the difference goes to the scopes of its row. */
    void moveTo(EnterpriseWindow window, EnterpriseEntry entry, ScopeTable.Changes changes) {
        int[] scopes = entry.scopes(row);
        boolean changed = false;
        long large = others | window.otherSums();
        // Most sums are 0 or 1, before and now.
        for (long left = (ones ^ window.sumsOfOne()) & ~large; left != 0; left &= left - 1) {
            int sum = Long.numberOfTrailingZeros(left);
            changes.add(scopes, sum, (window.sumsOfOne() >>> sum & 1) != 0 ? 1 : -1);
            changed = true;
        }
        int place = 0;
        for (long left = large; left != 0; left &= left - 1) {
            int sum = Long.numberOfTrailingZeros(left);
            long was = (others >>> sum & 1) != 0 ? value(place++) : ones >>> sum & 1;
            long change = window.sum(sum) - was;
            if (change != 0) {
                changes.add(scopes, sum, change);
                changed = true;
            }
        }
        if (changed) {
            set(row, window);
        }
    }

    private long value(int place) {
        return values instanceof int[] ints ? ints[place] : ((long[]) values)[place];
    }

    /** It is what was measured by a row, and was emitted. */
    void set(int ofRow, EnterpriseWindow window) {
        row = ofRow;
        set(window.sumsOfOne(), window.otherSums(), window::sum);
    }

    private void set(long areOne, long areOther, IntToLongFunction sums) {
        ones = areOne;
        others = areOther;
        int count = Long.bitCount(areOther);
        int[] ints = new int[count];
        long left = areOther;
        for (int place = 0; place < count; place++) {
            long value = sums.applyAsLong(Long.numberOfTrailingZeros(left));
            left &= left - 1;
            ints[place] = (int) value;
            if (ints[place] != value) {
                values = longs(count, areOther, sums);
                return;
            }
        }
        values = ints;
    }

    private static long[] longs(int count, long areOther, IntToLongFunction sums) {
        long[] longs = new long[count];
        long left = areOther;
        for (int place = 0; place < count; place++) {
            longs[place] = sums.applyAsLong(Long.numberOfTrailingZeros(left));
            left &= left - 1;
        }
        return longs;
    }

    private void clear() {
        ones = 0;
        others = 0;
        values = NONE;
    }

    private long[] sums() {
        long[] sums = new long[Sum.COUNT];
        int place = 0;
        for (int sum = 0; sum < Sum.COUNT; sum++) {
            sums[sum] = (others >>> sum & 1) != 0 ? value(place++) : ones >>> sum & 1;
        }
        return sums;
    }

    /** Retracts it from the scopes of its row; from now on another row counts it, nothing so far. */
    void retract(EnterpriseEntry entry, ScopeTable.Changes changes, int nextRow) {
        int[] scopes = entry.scopes(row);
        long[] sums = sums();
        for (int sum = 0; sum < Sum.COUNT; sum++) {
            if (sums[sum] != 0) {
                changes.add(scopes, sum, -sums[sum]);
            }
        }
        clear();
        row = nextRow;
    }

    void copyFrom(Contribution other) {
        row = other.row;
        ones = other.ones;
        others = other.others;
        values = other.values;
    }

    /** Whether it is the same. */
    boolean equalsContribution(Contribution other) {
        return row == other.row && Arrays.equals(sums(), other.sums());
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(row);
        StateFormat.writeSums(sums(), out);
    }

    void read(StateFormat form, DataInput in) throws IOException {
        row = in.readInt();
        readSums(form, in);
    }

    void readSums(StateFormat form, DataInput in) throws IOException {
        long[] sums = new long[Sum.COUNT];
        form.readSums(sums, in);
        set(Sum.ones(sums), Sum.others(sums), sum -> sums[sum]);
    }
}
