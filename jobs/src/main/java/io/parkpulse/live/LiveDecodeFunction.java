package io.parkpulse.live;

import io.parkpulse.model.DeadLetter;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Observation;
import io.parkpulse.model.Stream;
import io.parkpulse.pipeline.CurrentRoster;
import io.parkpulse.pipeline.IndexWorkflow;
import io.parkpulse.pipeline.RecordDecoder;
import io.parkpulse.pipeline.RecordMetrics;
import io.parkpulse.pipeline.RosterUpdate;
import io.parkpulse.roster.Roster;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** Decodes and validates the records of live streams. */
final class LiveDecodeFunction extends BroadcastProcessFunction<RawRecord, RosterUpdate, Observation> {
    private static final long serialVersionUID = 1L;

    /** The longest record, bytes. */
    private static final int LONGEST = 1_000_000;

    private static final Stream[] STREAMS = Stream.values();

    private final CurrentRoster roster;
    private transient RecordMetrics metrics;
    /** By the roster that holds; null before the first record. */
    private transient RecordDecoder decoder;

    LiveDecodeFunction(Roster roster) {
        this.roster = new CurrentRoster(roster);
    }

    @Override
    public void open(OpenContext context) {
        metrics = RecordMetrics.of(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processBroadcastElement(RosterUpdate update, Context context, Collector<Observation> out)
            throws Exception {
        Roster next = roster.updateRegistry(update, context.getBroadcastState(CurrentRoster.STATE));
        decoder = new RecordDecoder(next, metrics);
    }

    @Override
    public void processElement(RawRecord record, ReadOnlyContext context, Collector<Observation> out) throws Exception {
        if (decoder == null) {
            decoder = new RecordDecoder(roster.get(context.getBroadcastState(CurrentRoster.STATE)), metrics);
        }
        Stream stream = STREAMS[record.stream()];
        byte[] value = record.value();
        long number = Position.of(record.partition(), record.offset());
        DeadLetter letter = value.length > LONGEST
                ? decoder.dead(tooLong(stream, number, value))
                : decoder.decode(stream, number, value, record.received(), out);
        if (letter != null) {
            context.output(IndexWorkflow.DEAD_LETTERS, letter);
        }
    }

    private static DeadLetter tooLong(Stream stream, long number, byte[] value) {
        String detail = "a record of " + value.length + " bytes";
        return new DeadLetter(stream, number, DeadReason.MALFORMED, detail, value);
    }
}
