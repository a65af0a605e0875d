package io.parkpulse.live;

import io.parkpulse.pipeline.CurrentRoster;
import io.parkpulse.pipeline.RosterUpdate;
import java.util.List;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;
import org.apache.flink.streaming.util.BroadcastOperatorTestHarness;

/** Operators without keys that follow the registry, in Flink's harness. */
final class Followers {
    private Followers() {}

    /** Not opened yet. */
    static <I, O> BroadcastOperatorTestHarness<I, RosterUpdate, O> harness(
            BroadcastProcessFunction<I, RosterUpdate, O> function) throws Exception {
        BroadcastOperatorTestHarness<I, RosterUpdate, O> harness = new BroadcastOperatorTestHarness<>(
                new CoBroadcastWithNonKeyedOperator<>(function, List.of(CurrentRoster.STATE)), 1, 1, 0);
        harness.setup();
        return harness;
    }
}
