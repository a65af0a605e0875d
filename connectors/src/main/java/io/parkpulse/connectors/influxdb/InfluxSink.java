package io.parkpulse.connectors.influxdb;

import io.parkpulse.connectors.http.SinkTask;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreWriteTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;

/**
 * Writes points to InfluxDB 2, or to another store that takes line protocol at {@code /api/v2/write} as QuestDB does.
 *
 * <pre>{@code
 * stream.sinkTo(InfluxSink.<Reading>builder()
 *         .url("http://influxdb:8086")
 *         .organisation("parks")
 *         .bucket("live")
 *         .token(Secret.fromFile(Path.of("/run/secrets/influxdb-token")))
 *         .encoder((reading, points) -> points.accept(InfluxLine.measurement("power")
 *                 .tag("meter", reading.meter())
 *                 .field("wh", reading.wh())
 *                 .at(reading.millis())))
 *         .build())
 *     .uid("influxdb");
 * }</pre>
 *
 * <p><b>Each point is written at least once, and writing it twice is writing it once</b>: InfluxDB keeps one point per
 * measurement, tags and timestamp, with the union of the fields it was ever given and of each the latest value. QuestDB
 * does so in tables made with {@code DEDUP UPSERT KEYS} only, and there a field that is absent becomes null.
 *
 * <p><b>Of two versions of a point the later one wins</b>, whatever fails in between: lines of one series and timestamp
 * are sent one behind the other, and all points of a series (measurement and tags) come to the same writer, for which the
 * sink distributes its input by the series of each element's first point. What is not yet written goes with its series
 * when the parallelism changes. Three things are left to you. Versions of a point must come from one task, in their order;
 * no order is defined between tasks. A request that has timed out here may still be under way there: keep the request
 * timeout well above the server's own. And what version 0.2 or earlier left unwritten in a savepoint is written first, but
 * goes to any writer: keep the parallelism when you go on from there, or stop with {@code --drain}.
 *
 * <p><b>The distribution costs</b> an exchange over the network and a second encoding of each element. Where the stream
 * is distributed in such a way already, or the sink has parallelism 1, {@link InfluxSinkBuilder#alreadyKeyed} spares it.
 *
 * <p><b>The sink needs a uid</b>, as an operator in it has one.
 *
 * <p><b>What the store answers</b>
 *
 * <table>
 *   <caption>Answers</caption>
 *   <tr><td>204</td><td>written</td></tr>
 *   <tr><td>400</td><td>at least one line is wrong: the request is halved until it is found; it goes to
 *       {@link InfluxSinkBuilder#rejectedTo}, the others are written</td></tr>
 *   <tr><td>413</td><td>halved; later requests are smaller. A single line goes to {@code rejectedTo}</td></tr>
 *   <tr><td>422</td><td>some points were dropped, for a field of another type or for their age, and not sent again as
 *       they would be again; InfluxDB reports their number but not which</td></tr>
 *   <tr><td>408, 425, 429, 5xx, no answer</td><td>sent again until it is written, with growing distance; a
 *       {@code Retry-After} is heeded, up to five minutes</td></tr>
 *   <tr><td>any other, such as 401, 403, 404</td><td>the job fails with an {@link InfluxSinkException} that says what
 *       to look at</td></tr>
 * </table>
 *
 * <p><b>While the store is away</b> the job runs on and checkpoints complete: they hold what is not yet written. When
 * {@link InfluxSinkBuilder#maxBufferedBytes} are waiting, the sink takes one more element per
 * {@link InfluxSinkBuilder#fullBufferPause}: back-pressure that still lets checkpoint barriers through. Behind an
 * exchange, as it is unless {@link InfluxSinkBuilder#alreadyKeyed}, checkpoints then need {@code
 * execution.checkpointing.unaligned}, as behind any back-pressure. At the end of input the sink waits for the store.
 *
 * <p><b>Metrics</b>, beside Flink's own of a sink ({@code numRecordsSend} and so on), in the group {@code influxdb} of the
 * operator: counters {@code pointsWritten}, {@code pointsDropped} (422), {@code linesRejected} (400, 413),
 * {@code requestsRetried}; gauges {@code bufferedLines}, {@code bufferedBytes} (not yet written, in flight included),
 * {@code requestsInFlight}, {@code outageSeconds} (how long the store has settled nothing while something waits for it).
 *
 * @param <T> the element, of which the encoder makes points
 */
public final class InfluxSink<T>
        implements Sink<T>, SupportsWriterState<T, BufferedLines>, SupportsPreWriteTopology<T> {
    private static final long serialVersionUID = 1;

    private final SinkSettings settings;
    private final InfluxPointEncoder<T> encoder;
    private final RejectedLines rejectedLines;
    /** By which the stream is distributed; null if the sink does it. */
    private final KeySelector<T, ?> streamKey;

    InfluxSink(
            SinkSettings settings,
            InfluxPointEncoder<T> encoder,
            RejectedLines rejectedLines,
            KeySelector<T, ?> streamKey) {
        this.settings = settings;
        this.encoder = Objects.requireNonNull(encoder);
        this.rejectedLines = Objects.requireNonNull(rejectedLines);
        this.streamKey = streamKey;
    }

    /** A builder, where every option and its default is explained. */
    public static <T> InfluxSinkBuilder<T> builder() {
        return new InfluxSinkBuilder<>();
    }

    /** A writer of the elements that come to a task. */
    InfluxWriter<T> writer(SinkTask task) throws IOException {
        return new InfluxWriter<>(settings, encoder, rejectedLines, new KeyGroups<>(streamKey, task.info()), task);
    }

    /** For Flink. Nothing comes to this writer, as points are written in front of it. */
    @Override
    public StatefulSinkWriter<T, BufferedLines> createWriter(WriterInitContext context) {
        return new NothingToWrite<>();
    }

    /**
     * For Flink. Writes what an earlier release had not yet written, before anything else; waits for the store.
     *
     * @throws IOException if the token is not where it should be, or the state has another precision
     */
    @Override
    public StatefulSinkWriter<T, BufferedLines> restoreWriter(
            WriterInitContext context, Collection<BufferedLines> state) throws IOException {
        if (!state.isEmpty()) {
            try (InfluxWriter<T> writer = writer(SinkTask.of(context))) {
                for (BufferedLines lines : state) {
                    writer.takeOver(lines, KeyGroups.NONE);
                }
                writer.flush(true);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted before all was written that an earlier release had left", e);
            }
        }
        return createWriter(context);
    }

    /** For Flink. Here the points are written, by a {@link PointsOperator}. */
    @Override
    public DataStream<T> addPreWriteTopology(DataStream<T> input) {
        KeyedStream<T, ?> keyed = streamKey == null
                ? input.keyBy(new SeriesOf<>(encoder), Types.INT)
                : DataStreamUtils.reinterpretAsKeyedStream(input, streamKey);
        return keyed.transform("Points", input.getType(), new PointsOperator.Factory<>(this))
                .uid("points");
    }

    /** For Flink. */
    @Override
    public SimpleVersionedSerializer<BufferedLines> getWriterStateSerializer() {
        return new BufferedLinesSerializer();
    }

    private static final class NothingToWrite<T> implements StatefulSinkWriter<T, BufferedLines> {
        @Override
        public void write(T element, Context context) {
            throw new IllegalStateException("Points are written in front of this writer");
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public List<BufferedLines> snapshotState(long checkpointId) {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
