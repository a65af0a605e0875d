package io.parkpulse.connectors.influxdb;

import io.parkpulse.connectors.Wait;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphTestUtils;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** The sink in Flink's own operator, driven by the thread of the test. */
final class SinkHarness implements AutoCloseable {
    private static final long PATIENCE = 30_000_000_000L;

    private final Map<String, Metric> metrics = new ConcurrentHashMap<>();
    private final MockEnvironment environment;
    private final OneInputStreamOperatorTestHarness<String, CommittableMessage<Void>> harness;
    private long checkpoint;

    SinkHarness(InfluxSinkBuilder<String> sink) throws Exception {
        this(sink, null);
    }

    /** @param restored what {@link #checkpoint()} gave; null for none */
    SinkHarness(InfluxSinkBuilder<String> sink, OperatorSubtaskState restored) throws Exception {
        TestingMetricRegistry registry = TestingMetricRegistry.builder()
                .setRegisterConsumer((metric, name, group) -> metrics.put(name, metric))
                .build();
        environment = new MockEnvironmentBuilder()
                .setMetricGroup(TaskManagerMetricGroup.createTaskManagerMetricGroup(
                                registry, "localhost", ResourceID.generate())
                        .addJob(new JobID(), "job")
                        .addTask(ExecutionGraphTestUtils.createExecutionAttemptId(), "task"))
                .build();
        harness = new OneInputStreamOperatorTestHarness<>(
                new SinkWriterOperatorFactory<>(sink.build()), StringSerializer.INSTANCE, environment);
        harness.setup();
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.open();
    }

    void write(String element) throws Exception {
        harness.processElement(element, 0);
    }

    /** As the task does: before the barrier, then the snapshot. */
    OperatorSubtaskState checkpoint() throws Exception {
        harness.prepareSnapshotPreBarrier(++checkpoint);
        return harness.snapshot(checkpoint, 0);
    }

    void endInput() throws Exception {
        harness.endInput();
    }

    long counter(String name) {
        return ((Counter) metrics.get(name)).getCount();
    }

    long gauge(String name) {
        return ((Number) ((Gauge<?>) metrics.get(name)).getValue()).longValue();
    }

    /** Runs mails until something holds. */
    void until(BooleanSupplier condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            var mail = harness.getTaskMailbox().tryTake(0);
            if (mail.isPresent()) {
                mail.get().run();
            } else {
                Wait.aMoment();
            }
            if (System.nanoTime() - start > PATIENCE) {
                throw new AssertionError("still not so after 30 s");
            }
        }
    }

    @Override
    public void close() {
        try {
            harness.close();
            environment.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
