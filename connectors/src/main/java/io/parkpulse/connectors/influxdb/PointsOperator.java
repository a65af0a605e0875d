package io.parkpulse.connectors.influxdb;

import io.parkpulse.connectors.http.SinkTask;
import java.util.Map;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.apache.flink.runtime.metrics.groups.InternalSinkWriterMetricGroup;
import org.apache.flink.runtime.state.KeyGroupStatePartitionStreamProvider;
import org.apache.flink.runtime.state.KeyedStateCheckpointOutputStream;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.graph.StreamConfig;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.StreamTask;

/**
 * Writes the points of its input; emits nothing.
 *
 * <p>What is not yet written is state by key group, so that it goes to the task that has its keys from then on, in front
 * of what that one makes of them. Flink keeps the state of a writer of its own as a list that it deals out without regard
 * to keys: an old version of a point would then be written by one task while a newer one is by another.
 */
final class PointsOperator<T> extends AbstractStreamOperator<T>
        implements OneInputStreamOperator<T, T>, BoundedOneInput {
    private static final long serialVersionUID = 1;

    private final transient InfluxSink<T> sink;
    private final transient MailboxExecutor mailbox;

    private transient InfluxWriter<T> writer;

    /** Makes the operator where it is to work. */
    static final class Factory<T> extends AbstractStreamOperatorFactory<T>
            implements OneInputStreamOperatorFactory<T, T> {
        private static final long serialVersionUID = 1;

        private final InfluxSink<T> sink;

        Factory(InfluxSink<T> sink) {
            this.sink = sink;
        }

        @Override
        @SuppressWarnings("unchecked") // As Flink asks for it.
        public <O extends StreamOperator<T>> O createStreamOperator(StreamOperatorParameters<T> parameters) {
            return (O) new PointsOperator<>(sink, parameters);
        }

        @Override
        @SuppressWarnings("rawtypes") // As Flink asks for it.
        public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
            return PointsOperator.class;
        }
    }

    private PointsOperator(InfluxSink<T> sink, StreamOperatorParameters<T> parameters) {
        super(parameters);
        this.sink = sink;
        this.mailbox = parameters.getMailboxExecutor();
    }

    /** What leaves the task is what is sent to the store, as with Flink's own writers. */
    @Override
    protected void setup(StreamTask<?, ?> task, StreamConfig configuration, Output<StreamRecord<T>> nowhere) {
        super.setup(task, configuration, nowhere);
        metrics.getIOMetricGroup().reuseOutputMetricsForTask();
        metrics.getIOMetricGroup().reuseBytesOutputMetricsForTask();
    }

    /** The state here is not Flink's timers. */
    @Override
    protected boolean isUsingCustomRawKeyedState() {
        return true;
    }

    /** State is by key group; no key needs to be known of each element. */
    @Override
    @SuppressWarnings("rawtypes") // As Flink has it.
    public void setKeyContextElement1(StreamRecord element) {}

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        SinkTask task = new SinkTask(
                getRuntimeContext().getTaskInfo(),
                mailbox,
                processingTimeService,
                InternalSinkWriterMetricGroup.wrap(getMetricGroup()));
        writer = sink.writer(task);
        for (KeyGroupStatePartitionStreamProvider group : context.getRawKeyedStateInputs()) {
            BufferedLines lines = SimpleVersionedSerialization.readVersionAndDeSerialize(
                    sink.getWriterStateSerializer(), new DataInputViewStreamWrapper(group.getStream()));
            writer.takeOver(lines, group.getKeyGroupId());
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        KeyedStateCheckpointOutputStream state = context.getRawKeyedOperatorStateOutput();
        DataOutputViewStreamWrapper out = new DataOutputViewStreamWrapper(state);
        for (Map.Entry<Integer, BufferedLines> group :
                writer.waitingByKeyGroup().entrySet()) {
            state.startNewKeyGroup(group.getKey());
            SimpleVersionedSerialization.writeVersionAndSerialize(
                    sink.getWriterStateSerializer(), group.getValue(), out);
        }
    }

    @Override
    public void processElement(StreamRecord<T> element) throws Exception {
        writer.write(element.getValue());
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        super.prepareSnapshotPreBarrier(checkpointId);
        writer.flush(false);
    }

    @Override
    public void endInput() throws Exception {
        writer.flush(true);
    }

    @Override
    public void close() throws Exception {
        try {
            if (writer != null) {
                writer.close();
            }
        } finally {
            super.close();
        }
    }
}
