package io.parkpulse.grafana;

import io.parkpulse.grafana.Panel.Size;
import java.util.List;

/** The job itself, for whoever runs it: whether it keeps up, whether it is safe, whether what it finds out arrives. */
final class JobBoard {
    private static final Size FIGURE = new Size(6, 4);
    private static final Size HALF = new Size(12, 9);
    private static final Size THIRD = new Size(8, 8);

    private JobBoard() {}

    static Grid layOut(BoardPanels parts) {
        BoardTexts texts = parts.texts();
        MetricParts metrics = new MetricParts(texts);
        return new Grid()
                .part(texts.of("part.time"))
                .add(metrics.now("watermark_lag", FIGURE, Unit.MILLISECONDS, JobMetric.WATERMARK_LAG))
                .add(metrics.now("final_step_age", FIGURE, Unit.MILLISECONDS, JobMetric.FINAL_STEP_AGE))
                .add(metrics.now("running_time", FIGURE, Unit.MILLISECONDS, JobMetric.RUNNING_TIME))
                .add(metrics.now("restarts", FIGURE, Unit.COUNT, JobMetric.RESTARTS)
                        .badFrom(1))
                .add(metrics.highest(
                        "time", HALF, Unit.MILLISECONDS, List.of(JobMetric.WATERMARK_LAG, JobMetric.FINAL_STEP_AGE)))
                .add(metrics.highest("pending", HALF, Unit.COUNT, JobMetric.PENDING_RECORDS, JobMetric.OPERATOR_NAME))
                .part(texts.of("part.work"))
                .add(metrics.rates("records_in", HALF, JobMetric.RECORDS_IN, JobMetric.OPERATOR_NAME))
                .add(metrics.rates("records_out", HALF, JobMetric.RECORDS_OUT, JobMetric.OPERATOR_NAME))
                .add(metrics.highest("busy", HALF, Unit.MILLISECONDS, JobMetric.BUSY, JobMetric.TASK_NAME))
                .add(metrics.highest(
                        "back_pressured", HALF, Unit.MILLISECONDS, JobMetric.BACK_PRESSURED, JobMetric.TASK_NAME))
                .part(texts.of("part.checkpoints"))
                .add(metrics.highest(
                        "checkpoint_duration", THIRD, Unit.MILLISECONDS, List.of(JobMetric.CHECKPOINT_DURATION)))
                .add(metrics.highest("checkpoint_size", THIRD, Unit.BYTES, List.of(JobMetric.CHECKPOINT_SIZE)))
                .add(metrics.now("failed_checkpoints", THIRD, Unit.COUNT, JobMetric.FAILED_CHECKPOINTS)
                        .badFrom(1))
                .part(texts.of("part.store"))
                .add(metrics.rates("points_written", HALF, JobMetric.POINTS_WRITTEN, JobMetric.OPERATOR_NAME))
                .add(metrics.highest(
                        "buffered_lines", HALF, Unit.COUNT, JobMetric.BUFFERED_LINES, JobMetric.OPERATOR_NAME))
                .add(metrics.growth("points_dropped", FIGURE, JobMetric.POINTS_DROPPED)
                        .badFrom(1))
                .add(metrics.growth("lines_rejected", FIGURE, JobMetric.LINES_REJECTED)
                        .badFrom(1))
                .add(metrics.growth("requests_retried", FIGURE, JobMetric.REQUESTS_RETRIED)
                        .badFrom(1))
                .add(metrics.now("outage", FIGURE, Unit.SECONDS, JobMetric.OUTAGE)
                        .badFrom(1))
                .part(texts.of("part.process"))
                .add(metrics.highest("heap", THIRD, Unit.BYTES, List.of(JobMetric.HEAP_USED, JobMetric.HEAP_MAX)))
                .add(metrics.highest("cpu", THIRD, Unit.SHARE, List.of(JobMetric.CPU_LOAD)))
                .add(metrics.highest("garbage", THIRD, Unit.MILLISECONDS, List.of(JobMetric.GARBAGE)))
                .add(metrics.highest("reporter", new Size(24, 7), Unit.COUNT, JobMetric.REPORTER_METERS, "state"));
    }
}
