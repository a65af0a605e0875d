package io.parkpulse.live;

import io.parkpulse.connectors.clock.EventClock;
import io.parkpulse.enterprise.Pace;
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
 *
 * <p>Far behind the clock it goes on by whole hours, or every few seconds if an hour takes longer to read: what is worked
 * off in one go costs a fraction of what it costs step by step, and nobody watches a step that is hours old.
 */
final class StreamTime implements WatermarkGenerator<Envelope> {
    private static final long FAR_BEHIND_MILLIS = 2 * Pace.LIVE_CHUNK_MILLIS;
    private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();

    private final LongSupplier clock;
    private final long disorderMillis;
    private final long idleAfterNanos;
    private final long graceNanos;
    private final LongSupplier nanos;
    private final long start;
    private long latest = Long.MIN_VALUE;
    private long latestCame;
    /** The last watermark, and when it was told. */
    private long told = Long.MIN_VALUE;

    private long toldAt;

    /**
     * @param clock event time, epoch milliseconds
     * @param nanos of this machine
     */
    StreamTime(LongSupplier clock, Duration disorder, Duration idleAfter, Duration grace, LongSupplier nanos) {
        this.clock = clock;
        this.disorderMillis = disorder.toMillis();
        this.idleAfterNanos = idleAfter.toNanos();
        this.graceNanos = grace.toNanos();
        this.nanos = nanos;
        this.start = nanos.getAsLong();
        this.latestCame = start;
        this.toldAt = start;
    }

    /**
     * @param clock what event time it is
     * @param disorder how far behind the latest record others may come without being late, event time
     * @param idleAfter after how long without a record a partition is idle, time of this machine
     * @param grace how long after the start it is not idle, time of this machine
     */
    static WatermarkStrategy<Envelope> watermarks(
            EventClock clock, Duration disorder, Duration idleAfter, Duration grace) {
        return WatermarkStrategy.<Envelope>forGenerator(
                        context -> new StreamTime(clock::now, disorder, idleAfter, grace, System::nanoTime))
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
            tell(latest - disorderMillis - 1, now, output);
        }
    }

    private void tell(long time, long now, WatermarkOutput output) {
        boolean farBehind = clock.getAsLong() - time > FAR_BEHIND_MILLIS;
        long next = farBehind && now - toldAt < PATIENCE_NANOS
                ? Math.floorDiv(time, Pace.LIVE_CHUNK_MILLIS) * Pace.LIVE_CHUNK_MILLIS
                : time;
        if (next > told) {
            told = next;
            toldAt = now;
        }
        output.emitWatermark(new Watermark(told));
    }
}
