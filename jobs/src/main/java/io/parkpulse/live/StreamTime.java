package io.parkpulse.live;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Event time of one partition: the latest time of a record that may move it. A partition in which nothing comes for a
 * moment is idle and holds nobody back; that is harmless, for what comes late is judged all the same.
 */
final class StreamTime implements WatermarkGenerator<Envelope> {
    private final long disorderMillis;
    private long latest = Long.MIN_VALUE;

    private StreamTime(long disorderMillis) {
        this.disorderMillis = disorderMillis;
    }

    /**
     * @param disorder how far behind the latest record others may come without being late, event time
     * @param idleAfter after how long without a record a partition is idle, time of this machine
     */
    static WatermarkStrategy<Envelope> watermarks(Duration disorder, Duration idleAfter) {
        long disorderMillis = disorder.toMillis();
        return WatermarkStrategy.<Envelope>forGenerator(context -> new StreamTime(disorderMillis))
                .withTimestampAssigner((envelope, timestamp) -> envelope.at())
                .withIdleness(idleAfter);
    }

    @Override
    public void onEvent(Envelope envelope, long timestamp, WatermarkOutput output) {
        latest = Math.max(latest, envelope.at());
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        if (latest != Long.MIN_VALUE) {
            // Others of the same instant may still come.
            output.emitWatermark(new Watermark(latest - disorderMillis - 1));
        }
    }
}
