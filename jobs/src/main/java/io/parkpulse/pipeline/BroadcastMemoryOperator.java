package io.parkpulse.pipeline;

import java.util.List;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;

/** Runs a function that takes rosters besides its input and is {@link KeptInMemory}. */
public final class BroadcastMemoryOperator<I, O> extends CoBroadcastWithKeyedOperator<Integer, I, RosterUpdate, O> {
    private static final long serialVersionUID = 1L;

    private final KeptInMemory kept;

    /**
     * @param <F> both a function and its memory
     */
    public <F extends KeyedBroadcastProcessFunction<Integer, I, RosterUpdate, O> & KeptInMemory>
            BroadcastMemoryOperator(F function) {
        super(function, List.of(CurrentRoster.STATE));
        this.kept = function;
    }

    @Override
    public OperatorSnapshotFutures snapshotState(
            long checkpointId, long timestamp, CheckpointOptions options, CheckpointStreamFactory factory)
            throws Exception {
        kept.persist(this::setCurrentKey);
        return super.snapshotState(checkpointId, timestamp, options, factory);
    }
}
