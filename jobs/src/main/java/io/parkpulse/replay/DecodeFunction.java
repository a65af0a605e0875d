package io.parkpulse.replay;

import io.parkpulse.connectors.lines.Line;
import io.parkpulse.ingest.TimeText;
import io.parkpulse.model.DeadLetter;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Observation;
import io.parkpulse.model.Stream;
import io.parkpulse.pipeline.IndexWorkflow;
import io.parkpulse.pipeline.RecordDecoder;
import io.parkpulse.pipeline.RecordMetrics;
import io.parkpulse.roster.Roster;
import java.util.Arrays;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Decodes and validates the lines of a recording; chained to their source, whose buffer the lines lie in. */
final class DecodeFunction extends ProcessFunction<Line, Observation> {
    private static final long serialVersionUID = 1L;

    /** Accumulator: lines read, for the progress bar. */
    static final String LINES_READ = "lines-read";

    private static final Stream[] STREAMS = Stream.values();
    private static final byte[] NOT_CARRIED = {};

    private final Roster roster;
    private transient RecordDecoder decoder;
    private transient LongCounter linesRead;

    DecodeFunction(Roster roster) {
        this.roster = roster;
    }

    @Override
    public void open(OpenContext context) {
        decoder = new RecordDecoder(roster, RecordMetrics.of(getRuntimeContext().getMetricGroup()));
        linesRead = new LongCounter();
        getRuntimeContext().addAccumulator(LINES_READ, linesRead);
    }

    @Override
    public void processElement(Line line, Context context, Collector<Observation> out) {
        linesRead.add(1);
        DeadLetter letter = line.oversize ? tooLong(line) : decode(line, out);
        if (letter != null) {
            context.output(IndexWorkflow.DEAD_LETTERS, letter);
        }
    }

    private DeadLetter decode(Line line, Collector<Observation> out) {
        byte[] raw = Arrays.copyOfRange(line.buffer, line.offset, line.offset + line.length);
        return decoder.decode(STREAMS[line.file], line.number, raw, TimeText.NONE, out);
    }

    /** It stays where it is, in its file. */
    private DeadLetter tooLong(Line line) {
        return decoder.dead(new DeadLetter(
                STREAMS[line.file],
                line.number,
                0,
                DeadReason.MALFORMED,
                "a line of " + line.fullLength + " bytes",
                NOT_CARRIED,
                false,
                line.fileOffset,
                line.fullLength));
    }
}
