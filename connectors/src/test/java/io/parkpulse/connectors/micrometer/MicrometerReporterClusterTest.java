package io.parkpulse.connectors.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.connectors.cluster.OwnFlink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.util.MiniClusterWithClientResource;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SupplierWithException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The reporter in a cluster, configured as a user does, found on the class path, scraped over HTTP. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class MicrometerReporterClusterTest {
    private static final String FACTORY = "metrics.reporter.prom.factory.class";
    private static final String TASKS = "flink_taskmanager_job_";
    private static final int PARALLELISM = 2;

    /** A permit makes one subtask fail. */
    private static final Semaphore FAILURES = new Semaphore(0);

    private int port;
    private MiniClusterWithClientResource cluster;

    @BeforeEach
    void start() throws Exception {
        FAILURES.drainPermits();
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Configuration configuration = OwnFlink.closed();
        configuration.setString(FACTORY, MicrometerReporterFactory.class.getName());
        configuration.setString("metrics.reporter.prom.prometheus.port", Integer.toString(port));
        cluster = new MiniClusterWithClientResource(new MiniClusterResourceConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumberTaskManagers(1)
                .setNumberSlotsPerTaskManager(PARALLELISM)
                .build());
        cluster.before();
    }

    @AfterEach
    void stop() {
        cluster.after();
    }

    @Test
    void aJobsMetersAreTheSameAfterEachRestartAndGoneWithTheJob() throws Exception {
        JobClient job = job();
        awaitAttempt(0);
        Set<String> first = series();
        assertThat(first)
                .anyMatch(line -> line.startsWith("flink_jobmanager_job_numRestarts{"))
                .anyMatch(line -> line.startsWith(TASKS + "task_operator_numRecordsIn_total{")
                        && line.contains("operator_name=\"stuck\""))
                .noneMatch(line -> line.contains("attempt_id") || line.contains("tm_id"));

        for (int attempt = 1; attempt <= 3; attempt++) {
            FAILURES.release();
            awaitAttempt(attempt);
            assertThat(series()).as("attempt %d", attempt).isEqualTo(first);
        }
        job.cancel().get();

        Set<String> ofProcesses =
                first.stream().filter(line -> !ofJob(line)).collect(Collectors.toCollection(TreeSet::new));
        assertThat(ofProcesses).anyMatch(line -> line.startsWith("flink_taskmanager_Status_JVM_Memory_Heap_Used"));
        await(() -> series().stream().noneMatch(MicrometerReporterClusterTest::ofJob));
        assertThat(series()).isEqualTo(ofProcesses);
    }

    private static boolean ofJob(String series) {
        return series.startsWith(TASKS) || series.startsWith("flink_jobmanager_job_");
    }

    private JobClient job() throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 10);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(1));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(PARALLELISM);
        env.fromSource(new NumberSequenceSource(0, Long.MAX_VALUE), WatermarkStrategy.noWatermarks(), "numbers")
                .setParallelism(1)
                .keyBy(number -> number)
                .process(new Stuck())
                .name("stuck")
                .sinkTo(new DiscardingSink<>());
        return env.executeAsync("restarting");
    }

    /** Until all subtasks are stuck, in this attempt, and nothing of another one is left. */
    private void awaitAttempt(int attempt) throws Exception {
        await(() -> {
            String scraped = scrape();
            return lines(scraped, TASKS + "task_operator_stuckIn{", " " + attempt + ".0") == PARALLELISM
                    && lines(scraped, TASKS + "task_operator_stuckIn{", "") == PARALLELISM
                    && lines(scraped, TASKS + "task_isBackPressured{", "") == 1 + PARALLELISM
                    && lines(scraped, "flink_reporter_meters{state=\"shadowed\"}", " 0.0") == 1;
        });
    }

    private static long lines(String scraped, String start, String end) {
        return scraped.lines()
                .filter(line -> line.startsWith(start) && line.endsWith(end))
                .count();
    }

    /** The samples without their values. */
    private Set<String> series() throws IOException, InterruptedException {
        return scrape().lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String scrape() throws IOException, InterruptedException {
        return Scrape.of(port);
    }

    private static void await(SupplierWithException<Boolean, Exception> condition) throws Exception {
        CommonTestUtils.waitUntilCondition(condition);
    }

    /** Does nothing with its first number until it is made to fail; reports in which attempt it got there. */
    private static final class Stuck extends KeyedProcessFunction<Long, Long, Long> {
        private static final long serialVersionUID = 1L;

        private transient volatile int stuckIn;

        @Override
        public void open(OpenContext context) {
            stuckIn = -1;
            getRuntimeContext().getMetricGroup().gauge("stuckIn", () -> stuckIn);
        }

        @Override
        public void processElement(Long number, Context context, Collector<Long> out) throws Exception {
            stuckIn = getRuntimeContext().getTaskInfo().getAttemptNumber();
            FAILURES.acquire();
            throw new IllegalStateException("Fails on purpose");
        }
    }
}
