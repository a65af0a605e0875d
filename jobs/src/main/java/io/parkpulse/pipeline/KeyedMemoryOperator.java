package io.parkpulse.pipeline;

import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;

/** Runs a function of one input that is {@link KeptInMemory}. */
final class KeyedMemoryOperator<I, O> extends KeyedProcessOperator<Integer, I, O> {
    private static final long serialVersionUID = 1L;

    private final KeptInMemory kept;

    <F extends KeyedProcessFunction<Integer, I, O> & KeptInMemory> KeyedMemoryOperator(F function) {
        super(function);
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
