package io.parkpulse.enterprise;

import io.parkpulse.index.EnterpriseWindow;
import io.parkpulse.index.Sum;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** What one enterprise contributes to the sums of its scopes in one window, as far as it was emitted. */
final class Contribution {
    /** Place of the row that counts it; {@link EnterpriseEntry#NO_ROW} if none does, and nothing is contributed. */
    int row = EnterpriseEntry.NO_ROW;

    /** One for each {@link Sum}. */
    private final long[] sums = new long[Sum.COUNT];

    /** Changes it to what was measured; the difference goes to the scopes of its row. */
    void moveTo(EnterpriseWindow window, EnterpriseEntry entry, ScopeTable.Changes changes) {
        int[] scopes = entry.scopes(row);
        for (int sum = 0; sum < Sum.COUNT; sum++) {
            long measured = window.sum(sum);
            long change = measured - sums[sum];
            if (change != 0) {
                changes.add(scopes, sum, change);
                sums[sum] = measured;
            }
        }
    }

    /** It is what was measured by a row, and was emitted. */
    void set(int ofRow, EnterpriseWindow window) {
        row = ofRow;
        for (int sum = 0; sum < Sum.COUNT; sum++) {
            sums[sum] = window.sum(sum);
        }
    }

    /** Retracts it from the scopes of its row; from now on another row counts it, nothing so far. */
    void retract(EnterpriseEntry entry, ScopeTable.Changes changes, int nextRow) {
        int[] scopes = entry.scopes(row);
        for (int sum = 0; sum < Sum.COUNT; sum++) {
            if (sums[sum] != 0) {
                changes.add(scopes, sum, -sums[sum]);
                sums[sum] = 0;
            }
        }
        row = nextRow;
    }

    void copyFrom(Contribution other) {
        row = other.row;
        System.arraycopy(other.sums, 0, sums, 0, Sum.COUNT);
    }

    /** Whether it is the same. */
    boolean equalsContribution(Contribution other) {
        return row == other.row && Arrays.equals(sums, other.sums);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(row);
        StateFormat.writeSums(sums, out);
    }

    void read(StateFormat form, DataInput in) throws IOException {
        row = in.readInt();
        readSums(form, in);
    }

    void readSums(StateFormat form, DataInput in) throws IOException {
        form.readSums(sums, in);
    }
}
