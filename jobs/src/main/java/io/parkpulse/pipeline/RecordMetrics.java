package io.parkpulse.pipeline;

import io.parkpulse.enterprise.RecordTally;
import io.parkpulse.model.DeadLetter;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * What becomes of the records that pass an operator, as metrics of its group: see {@link RecordMetric}. Operators each
 * count what they themselves decide, so the sum over all of them counts each record once.
 *
 * <p>Counters begin at 0 when the operator starts; after a failure the records since the last checkpoint count again.
 * The exact account of a run is {@code run.json}. To be made once per operator, in {@code open}, and used by its thread.
 */
public final class RecordMetrics {
    /** For a supplier: there is no such instant. */
    public static final long NONE = Long.MIN_VALUE;

    /** Lateness is measured over this many records: enough for the 0.999 quantile, and sorted quickly. */
    private static final int LATENESS_WINDOW = 1_024;

    private final Counter[][] fates;
    private final Counter[] retracted;
    private final Counter[][] reasons;
    private final List<Histogram> lateness = new ArrayList<>();

    private enum Fate {
        APPLIED,
        DUPLICATE,
        DEAD;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private RecordMetrics(MetricGroup operator) {
        MetricGroup group = operator.addGroup(RecordMetric.GROUP);
        Stream[] streams = Stream.values();
        fates = new Counter[streams.length][Fate.values().length];
        retracted = new Counter[streams.length];
        reasons = new Counter[streams.length][DeadReason.values().length];
        // All of them now: one that appears with its first record has no increase that could be seen.
        for (Stream stream : streams) {
            MetricGroup ofStream = group.addGroup(RecordMetric.STREAM, stream.id());
            for (Fate fate : Fate.values()) {
                fates[stream.ordinal()][fate.ordinal()] =
                        ofStream.addGroup(RecordMetric.FATE, fate.id()).counter(RecordMetric.RECORDS.id());
            }
            retracted[stream.ordinal()] = ofStream.counter(RecordMetric.RETRACTED.id());
            for (DeadReason reason : DeadReason.values()) {
                reasons[stream.ordinal()][reason.ordinal()] =
                        ofStream.addGroup(RecordMetric.REASON, reason.id()).counter(RecordMetric.DEAD_LETTERS.id());
            }
            lateness.add(ofStream.histogram(
                    RecordMetric.LATENESS.id(), new DescriptiveStatisticsHistogram(LATENESS_WINDOW)));
        }
    }

    /** Metrics in the group of an operator. */
    public static RecordMetrics of(MetricGroup operator) {
        return new RecordMetrics(operator);
    }

    /** Counts the records of an account that were applied, those that are so no more, and the duplicates. */
    public void account(RecordTally account) {
        for (Stream stream : Stream.values()) {
            Counter[] ofStream = fates[stream.ordinal()];
            ofStream[Fate.APPLIED.ordinal()].inc(account.applied()[stream.ordinal()]);
            retracted[stream.ordinal()].inc(account.retracted()[stream.ordinal()]);
            ofStream[Fate.DUPLICATE.ordinal()].inc(account.duplicates()[stream.ordinal()]);
        }
    }

    /** Counts a dead letter, as a record and by its reason. */
    public void deadLetter(DeadLetter letter) {
        int stream = letter.stream().ordinal();
        fates[stream][Fate.DEAD.ordinal()].inc();
        reasons[stream][letter.reason().ordinal()].inc();
    }

    /**
     * Notes how late a record comes: by how much its time lies behind the watermark. One that is not late is not noted.
     *
     * @param at the record's event time, epoch milliseconds
     * @param watermark of the operator when the record came; records at it are late by 0
     */
    public void arrived(Stream stream, long at, long watermark) {
        if (at <= watermark) {
            lateness.get(stream.ordinal()).update(watermark - at);
        }
    }

    /**
     * Shows how far the watermark lies behind the clock: negative if ahead of it; NaN before the first watermark, and
     * after the last, at the end of input.
     *
     * @param watermark of the operator, epoch milliseconds; asked by other threads
     * @param clock epoch milliseconds; asked by other threads
     */
    public static void showWatermarkLag(MetricGroup operator, LongSupplier watermark, LongSupplier clock) {
        showDistance(operator, RecordMetric.WATERMARK_LAG, watermark, clock);
    }

    /**
     * Shows how far the end of the newest final step lies behind the clock; NaN while there is none.
     *
     * @param end of the newest step that will not change any more, epoch milliseconds, or {@link #NONE}; asked by other
     *     threads
     * @param clock epoch milliseconds; asked by other threads
     */
    public static void showFinalStepAge(MetricGroup operator, LongSupplier end, LongSupplier clock) {
        showDistance(operator, RecordMetric.FINAL_STEP_AGE, end, clock);
    }

    /** Counts records that a topic took only after they were cut. */
    public static Counter cutRecords(MetricGroup operator, String topic) {
        return ofTopic(operator, topic, RecordMetric.CUT);
    }

    /** Counts records that a topic did not take at all. */
    public static Counter refusedRecords(MetricGroup operator, String topic) {
        return ofTopic(operator, topic, RecordMetric.REFUSED);
    }

    /** Counts records that a topic deleted before they were read. */
    public static Counter lostRecords(MetricGroup operator, String topic) {
        return ofTopic(operator, topic, RecordMetric.LOST);
    }

    /** Counts rows of a topic's values that the mapping does not ask for. */
    public static Counter skippedRows(MetricGroup operator, String topic) {
        return ofTopic(operator, topic, RecordMetric.SKIPPED);
    }

    private static Counter ofTopic(MetricGroup operator, String topic, RecordMetric metric) {
        return operator.addGroup(RecordMetric.GROUP)
                .addGroup(RecordMetric.TOPIC, topic)
                .counter(metric.id());
    }

    private static void showDistance(
            MetricGroup operator, RecordMetric metric, LongSupplier instant, LongSupplier clock) {
        operator.addGroup(RecordMetric.GROUP).gauge(metric.id(), (Gauge<Double>) () -> {
            long at = instant.getAsLong();
            return at == NONE || at == Long.MAX_VALUE ? Double.NaN : (double) (clock.getAsLong() - at);
        });
    }
}
