package io.parkpulse.replay;

import io.parkpulse.connectors.lines.Line;
import io.parkpulse.ingest.RecordReader;
import io.parkpulse.model.DeadLetter;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Observation;
import io.parkpulse.model.Stream;
import io.parkpulse.pipeline.IndexWorkflow;
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
    private transient RecordReader reader;
    private transient RecordMetrics metrics;
    private transient LongCounter linesRead;

    DecodeFunction(Roster roster) {
        this.roster = roster;
    }

    @Override
    public void open(OpenContext context) {
        reader = new RecordReader(roster);
        metrics = RecordMetrics.of(getRuntimeContext().getMetricGroup());
        linesRead = new LongCounter();
        getRuntimeContext().addAccumulator(LINES_READ, linesRead);
    }

    @Override
    public void processElement(Line line, Context context, Collector<Observation> out) {
        linesRead.add(1);
        Stream stream = STREAMS[line.file];
        if (line.oversize) {
            dead(
                    new DeadLetter(
                            stream,
                            line.number,
                            DeadReason.MALFORMED,
                            "a line of " + line.fullLength + " bytes",
                            NOT_CARRIED,
                            line.fileOffset,
                            line.fullLength),
                    context);
            return;
        }
        boolean valid = reader.read(stream, line.buffer, line.offset, line.length);
        byte[] raw = Arrays.copyOfRange(line.buffer, line.offset, line.offset + line.length);
        if (!valid) {
            dead(new DeadLetter(stream, line.number, reader.reason(), reader.detail(), raw, 0, 0), context);
            return;
        }
        for (int copy = 0; copy < reader.groups(); copy++) {
            out.collect(reader.observation(copy, line.number, raw));
        }
    }

    private void dead(DeadLetter letter, Context context) {
        metrics.deadLetter(letter);
        context.output(IndexWorkflow.DEAD_LETTERS, letter);
    }
}
