package io.parkpulse.pipeline;

import io.parkpulse.roster.Roster;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** A function without keys that works with the roster that holds. */
public abstract class RosterFollower<I, O> extends BroadcastProcessFunction<I, RosterUpdate, O>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    private final CurrentRoster roster;

    protected RosterFollower(Roster first) {
        this.roster = new CurrentRoster(first);
    }

    /** The roster that holds now. */
    protected final Roster roster() {
        return roster.get();
    }

    /** Another roster holds from now on; nothing is done unless a function has made something of the one before. */
    protected void rosterChanged(Roster next) {}

    @Override
    public final void initializeState(FunctionInitializationContext context) throws Exception {
        roster.initializeState(context, getRuntimeContext());
    }

    @Override
    public final void snapshotState(FunctionSnapshotContext context) {
        // The roster is in the state as soon as it holds.
    }

    @Override
    public final void processBroadcastElement(RosterUpdate update, Context context, Collector<O> out) throws Exception {
        rosterChanged(roster.updateRegistry(update));
    }
}
