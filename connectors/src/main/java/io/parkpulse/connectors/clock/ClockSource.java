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
 * it lets event time go on where they are silent: while they are idle the clock alone sets event time, and while they are
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
     * The watermarks of the clock, from the start on. An input that has emitted no watermark and is not
     * marked idle holds event time back.
     *
     * @param time how far event time has come
     * @param lag how far behind that they stay, event time
     */
    public static <T> WatermarkStrategy<T> watermarks(EventTime time, Duration lag) {
        long lagMillis = lag.toMillis();
        return WatermarkStrategy.forGenerator(context -> new Ticks<>(time, lagMillis));
    }

    private record Ticks<T>(EventTime time, long lagMillis) implements WatermarkGenerator<T> {
        @Override
        public void onEvent(T event, long timestamp, WatermarkOutput output) {}

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            output.emitWatermark(new Watermark(time.now() - lagMillis));
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
