package io.parkpulse.enterprise;

import io.parkpulse.index.EnterpriseWindow;
import io.parkpulse.index.Sum;

/** What one enterprise contributes to the sums of its scopes in one window, as far as it was emitted. */
final class Contribution {
    /** Place of the row that counts it; {@link EnterpriseEntry#NO_ROW} if none does, and nothing is contributed. */
    int row = EnterpriseEntry.NO_ROW;

    /** One for each {@link Sum}. */
    final long[] sums = new long[Sum.COUNT];

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
}
