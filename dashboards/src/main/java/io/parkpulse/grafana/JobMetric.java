package io.parkpulse.grafana;

import io.parkpulse.catalogue.OutputSchema.Field;
import io.parkpulse.catalogue.OutputSchema.Measurement;
import io.parkpulse.catalogue.OutputSchema.Type;
import java.util.ArrayList;
import java.util.List;

/** The metrics that boards show, as they reach InfluxDB; {@code docs/metrics.md} says what ours mean. */
enum JobMetric {
    /** Records by what became of them. */
    RECORDS(Place.OPERATOR, "parkpulse_stream_fate_records", "stream", "fate"),
    /** Records that had been applied and are so no more. */
    RETRACTED(Place.OPERATOR, "parkpulse_stream_retractedRecords", "stream"),
    /** Results that were written shorter, as their topic takes no longer ones. */
    CUT(Place.OPERATOR, "parkpulse_topic_cutRecords", "topic"),
    /** Results that their topic refused for good. */
    REFUSED(Place.OPERATOR, "parkpulse_topic_refusedRecords", "topic"),
    /** Records that were deleted before they were read. */
    LOST(Place.OPERATOR, "parkpulse_topic_lostRecords", "topic"),
    /** Rows of topics that the mapping does not ask for. */
    SKIPPED(Place.OPERATOR, "parkpulse_topic_skippedRows", "topic"),
    /** Dead letters by reason. */
    DEAD_LETTERS(Place.OPERATOR, "parkpulse_stream_reason_deadLetters", "stream", "reason"),
    /** By how much late records came behind the watermark, in ms. */
    LATENESS(Place.OPERATOR, "parkpulse_stream_latenessMs", "stream", "quantile"),
    /** The clock less the watermark, in ms. */
    WATERMARK_LAG(Place.OPERATOR, "parkpulse_watermarkLagMs"),
    /** The clock less the end of the newest final step, in ms. */
    FINAL_STEP_AGE(Place.OPERATOR, "parkpulse_finalStepAgeMs"),

    /** Records that Kafka has and the job has not read. */
    PENDING_RECORDS(Place.OPERATOR, "pendingRecords"),
    RECORDS_IN(Place.OPERATOR, "numRecordsIn"),
    RECORDS_OUT(Place.OPERATOR, "numRecordsOut"),
    /** Of a second, how much a task works, in ms. */
    BUSY(Place.TASK, "busyTimeMsPerSecond"),
    /** Of a second, how much a task waits for those after it, in ms. */
    BACK_PRESSURED(Place.TASK, "backPressuredTimeMsPerSecond"),

    POINTS_WRITTEN(Place.OPERATOR, "influxdb_pointsWritten"),
    POINTS_DROPPED(Place.OPERATOR, "influxdb_pointsDropped"),
    LINES_REJECTED(Place.OPERATOR, "influxdb_linesRejected"),
    REQUESTS_RETRIED(Place.OPERATOR, "influxdb_requestsRetried"),
    BUFFERED_LINES(Place.OPERATOR, "influxdb_bufferedLines"),
    OUTAGE(Place.OPERATOR, "influxdb_outageSeconds"),

    RUNNING_TIME(Place.JOB, "runningTime"),
    RESTARTS(Place.JOB, "numRestarts"),
    FAILED_CHECKPOINTS(Place.JOB, "numberOfFailedCheckpoints"),
    /** In ms. */
    CHECKPOINT_DURATION(Place.JOB, "lastCheckpointDuration"),
    /** In bytes. */
    CHECKPOINT_SIZE(Place.JOB, "lastCheckpointSize"),

    HEAP_USED(Place.TASK_MANAGER, "Status_JVM_Memory_Heap_Used"),
    HEAP_MAX(Place.TASK_MANAGER, "Status_JVM_Memory_Heap_Max"),
    /** Share of the machine's processors that the process has, 0 to 1. */
    CPU_LOAD(Place.TASK_MANAGER, "Status_JVM_CPU_Load"),
    /** Of a second, how much goes into collecting garbage, in ms. */
    GARBAGE(Place.TASK_MANAGER, "Status_JVM_GarbageCollector_All_TimeMsPerSecond"),

    /** How many meters the reporter has in which state. */
    REPORTER_METERS(Place.REPORTER, "meters", "state");

    /** The one field of all of them. Of a counter it is the growth since the last push. */
    static final String VALUE = "value";

    static final String JOB_NAME = "job_name";
    static final String TASK_NAME = "task_name";
    static final String OPERATOR_NAME = "operator_name";

    private final Measurement measurement;

    /** Where a metric is registered: the beginning of its name, and tags. */
    private enum Place {
        OPERATOR("flink_taskmanager_job_task_operator_", JOB_NAME, TASK_NAME, OPERATOR_NAME),
        TASK("flink_taskmanager_job_task_", JOB_NAME, TASK_NAME),
        JOB("flink_jobmanager_job_", JOB_NAME),
        TASK_MANAGER("flink_taskmanager_"),
        REPORTER("flink_reporter_");

        private final String prefix;
        private final List<String> tags;

        Place(String prefix, String... tags) {
            this.prefix = prefix;
            this.tags = List.of(tags);
        }
    }

    JobMetric(Place place, String name, String... tags) {
        List<String> all = new ArrayList<>(place.tags);
        all.addAll(List.of(tags));
        measurement = new Measurement(place.prefix + name, all, List.of(new Field(VALUE, Type.FLOAT)));
    }

    /** Whether it says -1 for what there is not yet. */
    boolean isUnknownBelowZero() {
        return this == CHECKPOINT_DURATION || this == CHECKPOINT_SIZE;
    }

    Measurement measurement() {
        return measurement;
    }
}
