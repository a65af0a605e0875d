package io.parkpulse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.Closing;
import io.parkpulse.enterprise.ScopeChange;
import io.parkpulse.index.Sum;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ScopeFunctionTest {
    @RegisterExtension
    final Closing closing = new Closing();

    private static final long END = 300_000;

    private static KeyedOneInputStreamOperatorTestHarness<Integer, ScopeChange, ScopeChange> harness()
            throws Exception {
        KeyedOneInputStreamOperatorTestHarness<Integer, ScopeChange, ScopeChange> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedMemoryOperator<>(new ScopeFunction()), ScopeChange::scope, Types.INT);
        harness.setup();
        return harness;
    }

    /** So many enterprises more. */
    private static ScopeChange change(int scope, ScopeChange.Kind kind, long at, long enterprises) {
        long[] sums = new long[Sum.COUNT];
        sums[Sum.ENTERPRISES.ordinal()] = enterprises;
        return new ScopeChange(scope, kind, at, 3, sums);
    }

    @Test
    void whatComesBetweenTwoWatermarksIsOneChangeForEachScopeKindAndInstantAndNothingIsKept() throws Exception {
        var harness = closing.later(harness());
        harness.open();
        harness.processElement(change(0, ScopeChange.Kind.TRAILING, END, 1), 0);
        harness.processElement(change(0, ScopeChange.Kind.TRAILING, END, 2), 0);
        harness.processElement(change(0, ScopeChange.Kind.DAY, END, 4), 0);
        harness.processElement(change(0, ScopeChange.Kind.TRAILING, -END, 8), 0);
        harness.processElement(change(1, ScopeChange.Kind.TRAILING, END, 16), 0);
        harness.processWatermark(END);

        assertThat(harness.extractOutputValues())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactlyInAnyOrder(
                        change(0, ScopeChange.Kind.TRAILING, END, 3),
                        change(0, ScopeChange.Kind.DAY, END, 4),
                        change(0, ScopeChange.Kind.TRAILING, -END, 8),
                        change(1, ScopeChange.Kind.TRAILING, END, 16));
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void whatLiesInOtherScopesNowIsNotAddedToWhatLayInThoseBefore() throws Exception {
        var harness = closing.later(harness());
        harness.open();
        harness.processElement(changeIn(new int[] {7, 8}, 1), 0);
        harness.processElement(changeIn(new int[] {7, 8}, 2), 0);
        harness.processElement(changeIn(new int[] {7, 9}, 4), 0);
        harness.processWatermark(END);
        harness.processElement(changeIn(new int[] {}, 8), 0);
        harness.processWatermark(END + 1);

        assertThat(harness.extractOutputValues())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(
                        changeIn(new int[] {7, 8}, 3), changeIn(new int[] {7, 9}, 4), changeIn(new int[] {}, 8));
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    private static ScopeChange changeIn(int[] above, long enterprises) {
        ScopeChange alone = change(0, ScopeChange.Kind.TRAILING, END, enterprises);
        return new ScopeChange(alone.scope(), above, alone.kind(), alone.at(), alone.zone(), alone.sums());
    }

    @Test
    void whatACheckpointFindsNotYetEmittedIsEmittedByWhoeverGoesOn() throws Exception {
        var before = closing.later(harness());
        var after = closing.later(harness());
        before.open();
        before.processElement(change(0, ScopeChange.Kind.TRAILING, END, 1), 0);
        after.initializeState(before.snapshot(1, 1));
        after.open();
        after.processElement(change(0, ScopeChange.Kind.TRAILING, END, 2), 0);
        after.processWatermark(END);

        assertThat(after.extractOutputValues())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(change(0, ScopeChange.Kind.TRAILING, END, 3));
    }
}
