package io.parkpulse.connectors.lines;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;

/**
 * Reads blocks in the task's own thread, without a hand-over: each block with one read, its lines as views of the
 * buffer. While it works on a block, the next one is asked for.
 */
final class LineReader implements SourceReader<Line, LineSplit> {
    /** Enough that the work between lines does not count, few enough that checkpoints need not wait. */
    private static final int LINES_PER_POLL = 64;

    private final SourceReaderContext context;
    private final int linesPerPoll;
    private final BlockCursor cursor;
    private final Line line = new Line();
    private final PriorityQueue<LineSplit> waiting = new PriorityQueue<>(Comparator.comparingInt(LineSplit::index));
    private CompletableFuture<Void> available = new CompletableFuture<>();

    /** Whether the cursor is on a block. */
    private boolean reading;
    /** Whether a request was not answered yet. */
    private boolean asked;
    /** Whether the answer was that there are no more. */
    private boolean noMore;
    /** A split that says how far this reader came, null if it has had none. */
    private LineSplit last;

    private long watermark = Long.MIN_VALUE;

    LineReader(SourceReaderContext context, LineSurvey survey) {
        this(context, survey, LINES_PER_POLL);
    }

    LineReader(SourceReaderContext context, LineSurvey survey, int linesPerPoll) {
        this.context = context;
        this.linesPerPoll = linesPerPoll;
        this.cursor = new BlockCursor(survey);
    }

    @Override
    public void start() {
        ask();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<Line> output) throws IOException {
        if (!reading) {
            LineSplit next = waiting.poll();
            if (next == null) {
                return noMore ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
            }
            cursor.open(next);
            reading = true;
            ask();
            advance(next.earliest(), output);
        }
        for (int i = 0; i < linesPerPoll; i++) {
            if (!cursor.next(line)) {
                reading = false;
                break;
            }
            output.collect(line);
        }
        return InputStatus.MORE_AVAILABLE;
    }

    @Override
    public List<LineSplit> snapshotState(long checkpoint) {
        List<LineSplit> splits = new ArrayList<>(waiting);
        if (reading) {
            splits.add(cursor.split());
        } else if (splits.isEmpty() && last != null) {
            splits.add(last);
        }
        return splits;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        if (reading || noMore || !waiting.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        if (available.isDone()) {
            available = new CompletableFuture<>();
        }
        return available;
    }

    @Override
    public void addSplits(List<LineSplit> splits) {
        asked = false;
        for (LineSplit split : splits) {
            if (last == null || last.index() < split.index()) {
                last = split.read();
            }
            if (!split.done()) {
                waiting.add(split);
            }
        }
        available.complete(null);
    }

    @Override
    public void notifyNoMoreSplits() {
        noMore = true;
        available.complete(null);
    }

    @Override
    public void close() {}

    private void ask() {
        if (!asked && !noMore && waiting.isEmpty()) {
            asked = true;
            context.sendSourceEventToCoordinator(new BlockRequest(last == null ? -1 : last.index()));
        }
    }

    private void advance(long earliest, ReaderOutput<Line> output) {
        // Where no record follows, the end of input advances event time.
        if (earliest != Long.MAX_VALUE && earliest - 1 > watermark) {
            watermark = earliest - 1;
            output.emitWatermark(new Watermark(watermark));
        }
    }
}
