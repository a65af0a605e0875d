package io.parkpulse.pipeline;

import io.parkpulse.enterprise.ScopeChange;
import io.parkpulse.model.Observation;
import java.util.List;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.SnapshotType.SharingFilesStrategy;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;

/** Runs {@link EnterpriseFunction}, and tells it what a function is not told: which state it has, and which checkpoint comes. */
final class EnterpriseOperator extends CoBroadcastWithKeyedOperator<Integer, Observation, RosterUpdate, ScopeChange> {
    private static final long serialVersionUID = 1L;

    private final EnterpriseFunction function;

    EnterpriseOperator(EnterpriseFunction function) {
        super(function, List.of(CurrentRoster.STATE));
        this.function = function;
    }

    @Override
    public void open() throws Exception {
        function.stateHoldsObjects(getKeyedStateBackend() instanceof HeapKeyedStateBackend);
        super.open();
    }

    /** One that may share nothing with others, such as a savepoint, must be one that later releases read. */
    @Override
    public OperatorSnapshotFutures snapshotState(
            long checkpointId, long timestamp, CheckpointOptions options, CheckpointStreamFactory factory)
            throws Exception {
        function.persist(
                options.getCheckpointType().getSharingFilesStrategy() != SharingFilesStrategy.FORWARD_BACKWARD,
                this::setCurrentKey);
        return super.snapshotState(checkpointId, timestamp, options, factory);
    }
}
