package io.parkpulse.connectors.lines;

import java.util.Objects;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A bounded source of the lines of several files, roughly in the order of event time across the files, with exact
 * watermarks: a watermark says that no valid record with that event time or an earlier one follows, and it is the
 * latest one of which that can be said when a block is begun. This holds for any order of the lines, and at any
 * parallelism, for each reader and behind any exchange.
 *
 * <p>To be used with {@code WatermarkStrategy.noWatermarks()}, which lets the source's own watermarks pass, in
 * streaming mode; in batch mode Flink drops all watermarks. Lines carry no timestamp: the consumer has it from the
 * line's content. Behind the last valid record no watermark comes before the one of the end of input.
 *
 * <p>Every line that is not blank is emitted once; from a checkpoint the source goes on with the very next line. All
 * hosts must see the files under the same paths.
 *
 * @see Line on chaining and object reuse
 */
public final class LineSource implements Source<Line, LineSplit, Unassigned> {
    private static final long serialVersionUID = 1;

    private final LineSurvey survey;

    private LineSource(LineSurvey survey) {
        this.survey = Objects.requireNonNull(survey, "survey");
    }

    /** The lines of the surveyed files. */
    public static LineSource of(LineSurvey survey) {
        return new LineSource(survey);
    }

    /** Bounded. */
    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    /** For Flink. */
    @Override
    public SplitEnumerator<LineSplit, Unassigned> createEnumerator(SplitEnumeratorContext<LineSplit> context) {
        return new LineEnumerator(context, survey);
    }

    /**
     * For Flink.
     *
     * @throws IllegalStateException if the checkpoint is of other files, or of another survey of them
     */
    @Override
    public SplitEnumerator<LineSplit, Unassigned> restoreEnumerator(
            SplitEnumeratorContext<LineSplit> context, Unassigned checkpoint) {
        return new LineEnumerator(context, survey, checkpoint);
    }

    /** For Flink. */
    @Override
    public SimpleVersionedSerializer<LineSplit> getSplitSerializer() {
        return new LineSplitSerializer();
    }

    /** For Flink. */
    @Override
    public SimpleVersionedSerializer<Unassigned> getEnumeratorCheckpointSerializer() {
        return new UnassignedSerializer();
    }

    /** For Flink. */
    @Override
    public SourceReader<Line, LineSplit> createReader(SourceReaderContext context) {
        return new LineReader(context, survey);
    }
}
