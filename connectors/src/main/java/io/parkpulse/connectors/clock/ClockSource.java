package io.parkpulse.connectors.clock;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A source without records, or with one at its start, whose watermarks follow a clock. Joined to the sources of a job
 * it lets event time go on where they are silent: while they are idle the clock alone tells the time, and while they are
 * not it never runs ahead of them.
 *
 * <p>It never ends: beside sources that are idle, one that has ended would count as the end of time.
 *
 * @param <T> the records
 */
public final class ClockSource<T extends Serializable> implements Source<T, NoSplit, Void> {
    private static final long serialVersionUID = 1L;

    private final T first;

    /** A source without records. */
    public ClockSource() {
        this(null);
    }

    /**
     * A source that hands out one record at each start of the job, when it goes on from a state as well.
     *
     * @param first the record; null for none
     */
    public ClockSource(T first) {
        this.first = first;
    }

    /**
     * The watermarks of the clock.
     *
     * @param lag how far behind the clock they stay, event time
     * @param grace how long after its start the clock tells nothing, time of this machine: until the other sources read
     *     they look idle, and what they have to tell would all be late
     */
    public static <T> WatermarkStrategy<T> watermarks(EventClock clock, Duration lag, Duration grace) {
        return ticks(clock, lag, grace, true);
    }

    /**
     * The watermarks of a source that is to be heard before event time goes on: until the grace has passed it holds event
     * time back, and then goes by the clock.
     *
     * @param lag how far behind the clock they stay, event time
     * @param grace as long as it takes until the source reads, time of this machine
     */
    public static <T> WatermarkStrategy<T> patientWatermarks(EventClock clock, Duration lag, Duration grace) {
        return ticks(clock, lag, grace, false);
    }

    private static <T> WatermarkStrategy<T> ticks(EventClock clock, Duration lag, Duration grace, boolean idleFirst) {
        long lagMillis = lag.toMillis();
        long graceNanos = grace.toNanos();
        return WatermarkStrategy.forGenerator(context -> new Ticks<>(clock, lagMillis, graceNanos, idleFirst));
    }

    private static final class Ticks<T> implements WatermarkGenerator<T> {
        private final EventClock clock;
        private final long lagMillis;
        private final long graceNanos;
        private final boolean idleFirst;
        private final long start = System.nanoTime();

        Ticks(EventClock clock, long lagMillis, long graceNanos, boolean idleFirst) {
            this.clock = clock;
            this.lagMillis = lagMillis;
            this.graceNanos = graceNanos;
            this.idleFirst = idleFirst;
        }

        @Override
        public void onEvent(T event, long timestamp, WatermarkOutput output) {}

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            if (System.nanoTime() - start >= graceNanos) {
                output.emitWatermark(new Watermark(clock.now() - lagMillis));
            } else if (idleFirst) {
                output.markIdle();
            }
        }
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<T, NoSplit> createReader(SourceReaderContext context) {
        return new Reader<>(first);
    }

    @Override
    public SplitEnumerator<NoSplit, Void> createEnumerator(SplitEnumeratorContext<NoSplit> context) {
        return new Enumerator();
    }

    @Override
    public SplitEnumerator<NoSplit, Void> restoreEnumerator(SplitEnumeratorContext<NoSplit> context, Void checkpoint) {
        return new Enumerator();
    }

    @Override
    public SimpleVersionedSerializer<NoSplit> getSplitSerializer() {
        return new Nothing<>();
    }

    @Override
    public SimpleVersionedSerializer<Void> getEnumeratorCheckpointSerializer() {
        return new Nothing<>();
    }

    private static final class Reader<T> implements SourceReader<T, NoSplit> {
        private final CompletableFuture<Void> never = new CompletableFuture<>();
        private T next;

        Reader(T first) {
            this.next = first;
        }

        @Override
        public void start() {}

        @Override
        public InputStatus pollNext(ReaderOutput<T> output) {
            if (next != null) {
                output.collect(next);
                next = null;
            }
            return InputStatus.NOTHING_AVAILABLE;
        }

        @Override
        public List<NoSplit> snapshotState(long checkpointId) {
            return List.of();
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return never;
        }

        @Override
        public void addSplits(List<NoSplit> splits) {}

        @Override
        public void notifyNoMoreSplits() {}

        @Override
        public void close() {}
    }

    private static final class Enumerator implements SplitEnumerator<NoSplit, Void> {
        @Override
        public void start() {}

        @Override
        public void handleSplitRequest(int subtask, String host) {}

        @Override
        public void addSplitsBack(List<NoSplit> splits, int subtask) {}

        @Override
        public void addReader(int subtask) {}

        @Override
        public Void snapshotState(long checkpointId) {
            return null;
        }

        @Override
        public void close() {}
    }

    /** There is nothing to keep. */
    private static final class Nothing<V> implements SimpleVersionedSerializer<V> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(V value) {
            return new byte[0];
        }

        @Override
        public V deserialize(int version, byte[] bytes) {
            return null;
        }
    }
}
