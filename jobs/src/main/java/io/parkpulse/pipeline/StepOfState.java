package io.parkpulse.pipeline;

import io.parkpulse.enterprise.WindowSchedule;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/** The length of a step in an operator's state, so that a job with another one is refused when it starts. */
public final class StepOfState {
    private StepOfState() {}

    /**
     * Checks the state that an operator goes on with and notes the length of a step in it; to be called by {@code
     * initializeState}. A state of before this was noted passes.
     *
     * @throws java.io.IOException if it was made with another; says what to do
     */
    public static void check(WindowSchedule schedule, FunctionInitializationContext context) throws Exception {
        ListState<Long> madeWith = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("step", LongSerializer.INSTANCE));
        for (long stepMillis : madeWith.get()) {
            schedule.requireStep(stepMillis);
        }
        madeWith.clear();
        madeWith.add(schedule.stepMillis());
    }
}
