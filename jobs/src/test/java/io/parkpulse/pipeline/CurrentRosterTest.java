package io.parkpulse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.Closing;
import io.parkpulse.Registries;
import io.parkpulse.roster.Roster;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.BroadcastOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CurrentRosterTest {
    private static final Roster FIRST = Roster.of(new Registries().build());
    private static final Roster NEXT =
            FIRST.succeededBy(new Registries().park("P1").enterprise("E1", "P1").build());

    @RegisterExtension
    final Closing closing = new Closing();

    @Test
    void theLastRosterIsWrittenOnceAndReadByAsManySubtasksAsThereAreThen() throws Exception {
        OperatorSubtaskState[] states = new OperatorSubtaskState[2];
        for (int i = 0; i < 2; i++) {
            var subtask = harness(new Follower(), i, 2);
            subtask.open();
            subtask.processBroadcastElement(new RosterUpdate(NEXT.toBytes()), 0);
            states[i] = subtask.snapshot(1, 1);
        }
        assertThat(states[0].getStateSize()).isGreaterThan(NEXT.toBytes().length);
        assertThat(states[1].getStateSize()).isLessThan(NEXT.toBytes().length);

        assertThat(goOn(new Follower(), states, 3))
                .containsExactly(NEXT.groupCount(), NEXT.groupCount(), NEXT.groupCount());
    }

    @Test
    void aRosterThatEverySubtaskOfAnEarlierReleaseKeptIsReadAndKeptOnce() throws Exception {
        for (String key : List.of("last", "packed")) {
            var earlier = harness(new EarlierRelease(key), 0, 1);
            earlier.open();
            earlier.processBroadcastElement(new RosterUpdate(NEXT.toBytes()), 0);
            var now = harness(new Follower(), 0, 1);
            now.initializeState(earlier.snapshot(1, 1));
            now.open();
            OperatorSubtaskState state = now.snapshot(2, 2);

            assertThat(goOn(new Follower(), new OperatorSubtaskState[] {state}, 1))
                    .containsExactly(NEXT.groupCount());
            assertThat(goOn(new EarlierRelease(key), new OperatorSubtaskState[] {state}, 1))
                    .containsExactly(0);
        }
    }

    /** How many groups each of so many subtasks knows that start from these states. */
    private List<Integer> goOn(
            BroadcastProcessFunction<Integer, RosterUpdate, Integer> function,
            OperatorSubtaskState[] states,
            int parallelism)
            throws Exception {
        OperatorSubtaskState all = AbstractStreamOperatorTestHarness.repackageState(states);
        List<Integer> known = new ArrayList<>();
        for (int i = 0; i < parallelism; i++) {
            var subtask = harness(function, i, parallelism);
            subtask.initializeState(
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(all, 3, states.length, parallelism, i));
            subtask.open();
            subtask.processElement(0, 0);
            known.addAll(subtask.extractOutputValues());
        }
        return known;
    }

    private BroadcastOperatorTestHarness<Integer, RosterUpdate, Integer> harness(
            BroadcastProcessFunction<Integer, RosterUpdate, Integer> function, int subtask, int parallelism)
            throws Exception {
        BroadcastOperatorTestHarness<Integer, RosterUpdate, Integer> harness = new BroadcastOperatorTestHarness<>(
                new CoBroadcastWithNonKeyedOperator<>(function, List.of(CurrentRoster.STATE)), 3, parallelism, subtask);
        closing.later(harness);
        harness.setup();
        return harness;
    }

    /** Says of each element how many groups the roster has. */
    private static final class Follower extends RosterFollower<Integer, Integer> {
        private static final long serialVersionUID = 1L;

        Follower() {
            super(FIRST);
        }

        @Override
        public void processElement(Integer any, ReadOnlyContext context, Collector<Integer> out) {
            out.collect(roster().groupCount());
        }
    }

    /** Leaves the state that an earlier release would; says how many rosters there are in it. */
    private static final class EarlierRelease extends BroadcastProcessFunction<Integer, RosterUpdate, Integer> {
        private static final long serialVersionUID = 1L;

        private final String key;

        EarlierRelease(String key) {
            this.key = key;
        }

        @Override
        public void processElement(Integer any, ReadOnlyContext context, Collector<Integer> out) throws Exception {
            out.collect(context.getBroadcastState(CurrentRoster.STATE).contains(key) ? 1 : 0);
        }

        @Override
        public void processBroadcastElement(RosterUpdate update, Context context, Collector<Integer> out)
                throws Exception {
            context.getBroadcastState(CurrentRoster.STATE).put(key, update.roster());
        }
    }
}
