package io.parkpulse.pipeline;

import java.util.List;

/** The metrics that {@link RecordMetrics} keeps beside Flink's own; {@code docs/metrics.md} says what they mean. */
public enum RecordMetric {
    /** Records by what became of them. */
    RECORDS("records", Kind.COUNTER, "records", RecordMetric.STREAM, RecordMetric.FATE),
    /** Records that had been applied and are so no more. */
    RETRACTED("retractedRecords", Kind.COUNTER, "records", RecordMetric.STREAM),
    /** Dead letters by reason. */
    DEAD_LETTERS("deadLetters", Kind.COUNTER, "records", RecordMetric.STREAM, RecordMetric.REASON),
    /** How far records lie behind the watermark, of those that do. */
    LATENESS("latenessMs", Kind.HISTOGRAM, "ms", RecordMetric.STREAM),
    /** How far the watermark lies behind the clock. */
    WATERMARK_LAG("watermarkLagMs", Kind.GAUGE, "ms"),
    /** How far the end of the newest final step lies behind the clock. */
    FINAL_STEP_AGE("finalStepAgeMs", Kind.GAUGE, "ms"),
    /** Records that a topic took only after they were cut. */
    CUT("cutRecords", Kind.COUNTER, "records", RecordMetric.TOPIC),
    /** Records that a topic did not take at all. */
    REFUSED("refusedRecords", Kind.COUNTER, "records", RecordMetric.TOPIC),
    /** Records that a topic deleted before they were read. */
    LOST("lostRecords", Kind.COUNTER, "records", RecordMetric.TOPIC),
    /** Rows of a topic's values that the mapping does not ask for. */
    SKIPPED("skippedRows", Kind.COUNTER, "rows", RecordMetric.TOPIC);

    /** The metric group that holds all of them, so that none meets one of Flink's. */
    public static final String GROUP = "parkpulse";

    static final String STREAM = "stream";
    static final String FATE = "fate";
    static final String REASON = "reason";
    static final String TOPIC = "topic";

    private final String id;
    private final Kind kind;
    private final String unit;
    private final List<String> keys;

    /** Of which of Flink's kinds a metric is. */
    public enum Kind {
        /** Grows from 0 since the operator started. */
        COUNTER,
        /** A value at a time; NaN where it is unknown. */
        GAUGE,
        /** Quantiles of the latest values. */
        HISTOGRAM
    }

    RecordMetric(String id, Kind kind, String unit, String... keys) {
        this.id = id;
        this.kind = kind;
        this.unit = unit;
        this.keys = List.of(keys);
    }

    /** Its name in its metric group, e.g. {@code records}. */
    public String id() {
        return id;
    }

    /** Its kind. */
    public Kind kind() {
        return kind;
    }

    /** What its values count, e.g. {@code ms}. */
    public String unit() {
        return unit;
    }

    /** The keys of its metric groups, outermost first; they become tags. */
    public List<String> keys() {
        return keys;
    }
}
