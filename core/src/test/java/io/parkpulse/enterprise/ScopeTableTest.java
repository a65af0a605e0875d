package io.parkpulse.enterprise;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.index.Sum;
import io.parkpulse.model.DeadLetter;
import io.parkpulse.roster.ScopeChain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScopeTableTest {
    private static final long STEP = 300_000;
    private static final int SUM = Sum.RETURNED.ordinal();

    private final ScopeTable table =
            new ScopeTable(new ScopeChain[] {ScopeChain.of(7), new ScopeChain(9, new int[] {2, 3})}, 0, STEP);

    @Test
    void aChangeOfAnEarlierWindowIsTakenOffAtTheNextEnd() {
        table.cover(0, 5 * STEP);
        table.window(2 * STEP, 5 * STEP).add(new int[] {1}, SUM, 3);

        assertThat(told()).containsExactly("9 in [2, 3] from 2: 3", "9 in [2, 3] from 3: -3");
    }

    @Test
    void aChangeOfTheLatestWindowHoldsOn() {
        table.cover(0, 5 * STEP);
        table.window(5 * STEP, 5 * STEP).add(new int[] {0, 1}, SUM, 3);

        assertThat(told()).containsExactly("7 from 5: 3", "9 in [2, 3] from 5: 3");
    }

    @Test
    void aChangeThatIsRetractedIsNotTold() {
        table.cover(0, 5 * STEP);
        table.window(2 * STEP, 5 * STEP).add(new int[] {0}, SUM, 3);
        table.window(2 * STEP, 5 * STEP).add(new int[] {0}, SUM, -3);

        assertThat(told()).isEmpty();
    }

    private List<String> told() {
        List<String> told = new ArrayList<>();
        table.drainTo(new ResultCollector() {
            @Override
            public void scopeChange(ScopeChange change) {
                told.add(change.scope() + (change.above().length == 0 ? "" : " in " + Arrays.toString(change.above()))
                        + " from " + change.at() / STEP + ": " + change.sums()[SUM]);
            }

            @Override
            public void enterpriseDay(EnterpriseDay day) {}

            @Override
            public void deadLetter(DeadLetter letter) {}

            @Override
            public void account(RecordTally account) {}
        });
        return told;
    }
}
