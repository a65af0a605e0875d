package io.parkpulse.connectors.influxdb;

import io.parkpulse.connectors.Wait;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
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
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** The sink in Flink's own operator, driven by the thread of the test. */
final class SinkHarness implements AutoCloseable {
    static final int MOST_TASKS = 128;

    private static final long PATIENCE = 30_000_000_000L;

    private final Map<String, Metric> metrics = new ConcurrentHashMap<>();
    private final MockEnvironment environment;
    private final OneInputStreamOperatorTestHarness<String, String> harness;
    /** Time goes on here as it does outside, by mails: so it does while the writer waits for one. */
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    private long checkpoint;

    SinkHarness(InfluxSinkBuilder<String> sink) throws Exception {
        this(sink, null);
    }

    /** @param restored what {@link #checkpoint()} gave; null for none */
    SinkHarness(InfluxSinkBuilder<String> sink, OperatorSubtaskState restored) throws Exception {
        this(sink, new HashMapStateBackend(), restored, 1, 0);
    }

    /** One of several tasks. */
    SinkHarness(
            InfluxSinkBuilder<String> sink, StateBackend backend, OperatorSubtaskState restored, int tasks, int task)
            throws Exception {
        TestingMetricRegistry registry = TestingMetricRegistry.builder()
                .setRegisterConsumer((metric, name, group) -> metrics.put(name, metric))
                .build();
        environment = new MockEnvironmentBuilder()
                .setMetricGroup(TaskManagerMetricGroup.createTaskManagerMetricGroup(
                                registry, "localhost", ResourceID.generate())
                        .addJob(new JobID(), "job")
                        .addTask(ExecutionGraphTestUtils.createExecutionAttemptId(), "task"))
                .setMaxParallelism(MOST_TASKS)
                .setParallelism(tasks)
                .setSubtaskIndex(task)
                .build();
        harness = new OneInputStreamOperatorTestHarness<>(
                new PointsOperator.Factory<>(sink.build()), StringSerializer.INSTANCE, environment);
        harness.getStreamConfig().setStateKeySerializer(IntSerializer.INSTANCE);
        harness.getStreamConfig().serializeAllConfigs();
        harness.setStateBackend(backend);
        harness.setup();
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.setProcessingTime(System.currentTimeMillis());
        harness.open();
        clock.scheduleWithFixedDelay(
                () -> harness.getTaskMailbox()
                        .put(new Mail(() -> harness.setProcessingTime(System.currentTimeMillis()), 0, "time")),
                1,
                1,
                TimeUnit.MILLISECONDS);
    }

    /** What a task is given of what one had. */
    static OperatorSubtaskState part(OperatorSubtaskState state, int tasks, int task) {
        return AbstractStreamOperatorTestHarness.repartitionOperatorState(state, MOST_TASKS, 1, tasks, task);
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
        clock.shutdownNow();
        try {
            harness.close();
            environment.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
