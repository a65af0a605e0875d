package io.parkpulse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.Registries;
import io.parkpulse.enterprise.ScopeChange;
import io.parkpulse.enterprise.WindowSchedule;
import io.parkpulse.model.Observation;
import io.parkpulse.roster.Roster;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;

class EnterpriseFunctionTest {
    private static final long AT = 1_584_288_000_000L;

    /** Whoever decoded a record was told of the registry before; here it may come seconds later. */
    @Test
    void aRecordThatIsAheadOfItsRegistryIsLookedAtOnceASecondAndTakenOnceTheRegistryIsThere() throws Exception {
        Roster none = Roster.of(new Registries().build());
        Roster next = none.succeededBy(
                new Registries().park("P1").enterprise("E1", "P1").build());
        WindowSchedule schedule = WindowSchedule.live(300_000, AT);
        KeyedBroadcastOperatorTestHarness<Integer, Observation, RosterUpdate, ScopeChange> harness =
                ProcessFunctionTestHarnesses.forKeyedBroadcastProcessFunction(
                        new EnterpriseFunction(none, schedule), Observation::group, Types.INT, CurrentRoster.STATE);
        try {
            for (int i = 0; i < 100; i++) {
                harness.processElement(Observation.rollCall(0), AT);
            }
            int looks = 0;
            for (long now = 1; now <= 10_000; now++) {
                looks += harness.getProcessingTimeService()
                                .getActiveTimerTimestamps()
                                .contains(now)
                        ? 1
                        : 0;
                harness.setProcessingTime(now);
            }
            assertThat(looks).isBetween(1, 10);

            harness.processBroadcastElement(new RosterUpdate(next.toBytes()), AT);
            harness.setProcessingTime(12_000);
            assertThat(harness.numProcessingTimeTimers()).isZero();
            assertThat(harness.numEventTimeTimers()).isPositive();
        } finally {
            harness.close();
        }
    }
}
