package io.parkpulse.connectors.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a scripted server: what is sent, and what becomes of it when that fails. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class InfluxPushTest {
    private static final String TAGS = ",job_name=job,operator_name=op\\ 1,subtask_index=0,task_name=task";
    private static final String PREFIX = "flink_taskmanager_job_task_operator_";

    @TempDir
    private Path directory;

    private ScriptedInflux influx;

    @BeforeEach
    void start() throws Exception {
        influx = new ScriptedInflux();
    }

    @AfterEach
    void stop() {
        influx.close();
    }

    private FlinkProcess flink(String interval) throws IOException {
        MetricConfig config = new MetricConfig();
        config.setProperty("influx.uri", influx.uri());
        config.setProperty("influx.org", "an org");
        config.setProperty("influx.bucket", "metrics");
        Path token = Files.writeString(directory.resolve("token"), "s3cret\n");
        config.setProperty("influx.token.file", token.toString());
        config.setProperty("interval", interval);
        return FlinkProcess.with(config);
    }

    @Test
    void metricsArePushedWithTheTokenAndOnceMoreAtTheEnd() throws Exception {
        FlinkProcess flink = flink("1 h");
        MetricGroup group = flink.operator("op 1");
        group.gauge("depth", () -> 7);
        group.gauge("unknown", () -> null);
        group.addGroup("stream", "power").counter("records").inc(5);

        flink.close();

        ScriptedInflux.Write write = influx.writes.take();
        assertThat(write.uri()).startsWith("POST /api/v2/write?").contains("bucket=metrics", "org=an", "precision=ms");
        assertThat(write.authorization()).isEqualTo("Token s3cret");
        assertThat(write.lines().lines())
                .anyMatch(line -> line.startsWith(PREFIX + "depth" + TAGS + ",metric_type=gauge value=7 "))
                .anyMatch(line -> line.startsWith(PREFIX
                        + "stream_records,job_name=job,operator_name=op\\ 1,stream=power,subtask_index=0,task_name=task"
                        + ",metric_type=counter value=5 "))
                .anyMatch(line -> line.startsWith("flink_reporter_meters,state=skipped,metric_type=gauge value=0 "))
                .noneMatch(line -> line.contains("unknown"));
    }

    @Test
    void aRefusedPushDoesNotEndTheNextOnes() throws Exception {
        influx.status = 503;
        try (FlinkProcess flink = flink("1 s")) {
            flink.operator("op 1").gauge("depth", () -> 7);
            influx.writes.take();
            influx.status = 204;

            influx.writes.clear();

            assertThat(influx.writes.take().lines()).contains(PREFIX + "depth");
        }
    }

    @Test
    void aTagNamedTimeIsRefusedAndCountedAndTheRestIsPushed() throws Exception {
        FlinkProcess flink = flink("1 h");
        MetricGroup group = flink.operator("op 1");
        group.addGroup("time", "now").counter("records").inc(5);
        group.gauge("depth", () -> 7);

        flink.close();

        assertThat(influx.writes.take().lines().lines())
                .anyMatch(line -> line.startsWith("flink_reporter_meters,state=refused,metric_type=gauge value=1 "))
                .anyMatch(line -> line.startsWith(PREFIX + "depth"));
    }
}
