package io.parkpulse.connectors.micrometer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphID;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.MetricRegistry;
import org.apache.flink.runtime.metrics.MetricRegistryImpl;
import org.apache.flink.runtime.metrics.MetricRegistryTestUtils;
import org.apache.flink.runtime.metrics.ReporterSetupBuilder;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.scheduler.strategy.ExecutionVertexID;

/** The metrics of a process of Flink, by its own registry and groups, with the reporter under test. */
final class FlinkProcess implements AutoCloseable {
    static final String TASK_MANAGER = "tm-17";

    private static final JobID JOB = new JobID(0, 1);
    private static final JobVertexID VERTEX = new JobVertexID(0, 1);

    private final MicrometerReporter reporter;
    private final MetricRegistryImpl registry;
    private final TaskManagerMetricGroup taskManager;

    private FlinkProcess(MetricConfig config) {
        reporter = new MicrometerReporter();
        registry = new MetricRegistryImpl(
                MetricRegistryTestUtils.defaultMetricRegistryConfiguration(),
                List.of(ReporterSetupBuilder.METRIC_SETUP_BUILDER.forReporter("test", config, reporter)));
        taskManager = taskManager(registry);
    }

    /** Scraped; with further keys and values. */
    static FlinkProcess scraped(String... more) {
        MetricConfig config = new MetricConfig();
        config.setProperty(ReporterSettings.PORT, "0");
        for (int i = 0; i < more.length; i += 2) {
            config.setProperty(more[i], more[i + 1]);
        }
        return new FlinkProcess(config);
    }

    static FlinkProcess with(MetricConfig config) {
        return new FlinkProcess(config);
    }

    static TaskManagerMetricGroup taskManager(MetricRegistry registry) {
        return TaskManagerMetricGroup.createTaskManagerMetricGroup(registry, "some-host", new ResourceID(TASK_MANAGER));
    }

    InetSocketAddress address() {
        return reporter.address();
    }

    String scrape() throws IOException, InterruptedException {
        return Scrape.of(address().getPort());
    }

    MetricGroup taskManager() {
        return taskManager;
    }

    TaskMetricGroup task(int subtask, int attempt) {
        return taskManager
                .addJob(JOB, "job")
                .addTask(
                        new ExecutionAttemptID(new ExecutionGraphID(), new ExecutionVertexID(VERTEX, subtask), attempt),
                        "task");
    }

    /** An operator of the first attempt of the first subtask, with an id of its own. */
    AbstractMetricGroup<?> operator(String name) {
        return operator(task(0, 0), name);
    }

    static AbstractMetricGroup<?> operator(TaskMetricGroup task, String name) {
        return task.getOrAddOperator(new OperatorID(), name, Map.of());
    }

    @Override
    public void close() {
        registry.closeAsync().join();
    }
}
