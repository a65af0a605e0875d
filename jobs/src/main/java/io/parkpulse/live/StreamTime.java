package io.parkpulse.live;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Event time of one partition: the latest time of a record that may move it. A partition in which nothing comes for a
 * moment is idle and holds nobody back; that is harmless for figures, for what comes late is judged all the same. At the
 * start it is not idle until it has had the time to be read: else others would close windows without it, and people would
 * be told what is not so.
 */
final class StreamTime implements WatermarkGenerator<Envelope> {
    private final long disorderMillis;
    private final long idleAfterNanos;
    private final long graceNanos;
    private final LongSupplier nanos;
    private final long start;
    private long latest = Long.MIN_VALUE;
    private long latestCame;

    /** @param nanos of this machine */
    StreamTime(Duration disorder, Duration idleAfter, Duration grace, LongSupplier nanos) {
        this.disorderMillis = disorder.toMillis();
        this.idleAfterNanos = idleAfter.toNanos();
        this.graceNanos = grace.toNanos();
        this.nanos = nanos;
        this.start = nanos.getAsLong();
        this.latestCame = start;
    }

    /**
     * @param disorder how far behind the latest record others may come without being late, event time
     * @param idleAfter after how long without a record a partition is idle, time of this machine
     * @param grace how long after the start it is not idle, time of this machine
     */
    static WatermarkStrategy<Envelope> watermarks(Duration disorder, Duration idleAfter, Duration grace) {
        return WatermarkStrategy.<Envelope>forGenerator(
                        context -> new StreamTime(disorder, idleAfter, grace, System::nanoTime))
                .withTimestampAssigner((envelope, timestamp) -> envelope.at());
    }

    @Override
    public void onEvent(Envelope envelope, long timestamp, WatermarkOutput output) {
        latest = Math.max(latest, envelope.at());
        latestCame = nanos.getAsLong();
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        long now = nanos.getAsLong();
        if (now - start >= graceNanos && now - latestCame >= idleAfterNanos) {
            output.markIdle();
        } else if (latest != Long.MIN_VALUE) {
            // Others of the same instant may still come.
            output.emitWatermark(new Watermark(latest - disorderMillis - 1));
        }
    }
}
