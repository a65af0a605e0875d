package io.parkpulse.live;

import io.parkpulse.ingest.RecordReader;
import io.parkpulse.model.DeadLetter;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Observation;
import io.parkpulse.model.Stream;
import io.parkpulse.pipeline.CurrentRoster;
import io.parkpulse.pipeline.IndexWorkflow;
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
    private transient RecordReader reader;
    private transient RecordMetrics metrics;

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
        reader = new RecordReader(roster.updateRegistry(update, context.getBroadcastState(CurrentRoster.STATE)));
    }

    @Override
    public void processElement(RawRecord envelope, ReadOnlyContext context, Collector<Observation> out)
            throws Exception {
        if (reader == null) {
            reader = new RecordReader(roster.get(context.getBroadcastState(CurrentRoster.STATE)));
        }
        Stream stream = STREAMS[envelope.stream()];
        byte[] value = envelope.value();
        long number = Position.of(envelope.partition(), envelope.offset());
        if (value.length > LONGEST) {
            dead(stream, number, DeadReason.MALFORMED, "a record of " + value.length + " bytes", value, context);
        } else if (!reader.read(stream, value, 0, value.length, envelope.received())) {
            dead(stream, number, reader.reason(), reader.detail(), value, context);
        } else {
            for (int copy = 0; copy < reader.groups(); copy++) {
                out.collect(reader.observation(copy, number, value));
            }
        }
    }

    private void dead(
            Stream stream, long number, DeadReason reason, String detail, byte[] raw, ReadOnlyContext context) {
        DeadLetter letter = new DeadLetter(stream, number, reason, detail, raw, 0, 0);
        metrics.deadLetter(letter);
        context.output(IndexWorkflow.DEAD_LETTERS, letter);
    }
}
