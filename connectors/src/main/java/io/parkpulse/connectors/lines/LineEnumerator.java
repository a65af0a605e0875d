package io.parkpulse.connectors.lines;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/**
 * Hands out the blocks in the order of reading, each to the reader that asks first and has had no later one. So each
 * reader's blocks have growing indexes, which is what makes its watermarks exact.
 *
 * <p>After a failure blocks come back. What that means for the order:
 *
 * <ul>
 *   <li>In a job with an all-to-all exchange behind the source all its tasks restart together, from a checkpoint. All
 *       blocks handed out since then come back, before any reader asks again. They are later than any block a reader
 *       holds or has had by that checkpoint, as are the blocks never handed out: every reader may have any of them.
 *   <li>In a job without one only the failed reader restarts, and others have gone on. What comes back is too early
 *       for those beyond it, and they do not get it. The reader it came from is always early enough, as it goes back
 *       to before it got the blocks, and it asks, as no reader ends before it knows that there is no more.
 *   <li>A checkpoint may be taken in between. Restored with the same parallelism the readers are where they were, and
 *       the same holds. Restored with another, readers may be put together so that none is early enough: then the job
 *       fails and says so, rather than to send lines behind the watermark.
 * </ul>
 */
final class LineEnumerator implements SplitEnumerator<LineSplit, Unassigned> {
    private final SplitEnumeratorContext<LineSplit> context;
    private final LineSurvey survey;
    private final long fingerprint;
    private final TreeSet<Integer> returned;
    private final Map<Integer, Integer> lastBlocks = new HashMap<>();
    private int next;

    LineEnumerator(SplitEnumeratorContext<LineSplit> context, LineSurvey survey) {
        this(context, survey, new Unassigned(0, List.of(), survey.fingerprint()));
    }

    /**
     * Goes on from a state.
     *
     * @throws IllegalStateException if the state belongs to a survey of other files, or with other options
     */
    LineEnumerator(SplitEnumeratorContext<LineSplit> context, LineSurvey survey, Unassigned state) {
        this.context = context;
        this.survey = survey;
        this.fingerprint = survey.fingerprint();
        this.returned = new TreeSet<>(state.returned());
        this.next = state.next();
        if (state.fingerprint() != fingerprint) {
            throw new IllegalStateException("The files have changed since the checkpoint, or were surveyed differently:"
                    + " restore with the same files, options and clock, or start anew");
        }
    }

    @Override
    public void start() {}

    @Override
    public void addReader(int subtask) {}

    @Override
    public void handleSplitRequest(int subtask, String host) {
        throw new IllegalStateException("Readers of lines ask with an event");
    }

    @Override
    public void handleSourceEvent(int subtask, SourceEvent event) {
        if (!(event instanceof BlockRequest request)) {
            throw new IllegalStateException("Unknown event " + event);
        }
        if (!context.registeredReaders().containsKey(subtask)) {
            return; // It failed since it asked.
        }
        Integer index = returned.higher(request.after());
        if (index != null) {
            returned.remove(index);
        } else if (next < survey.blocks()) {
            index = next++;
        }
        lastBlocks.put(subtask, index == null ? request.after() : index);
        if (index != null) {
            context.assignSplit(LineSplit.of(survey, index), subtask);
        } else {
            checkSomeoneTakesReturned();
            context.signalNoMoreSplits(subtask);
        }
    }

    @Override
    public void addSplitsBack(List<LineSplit> splits, int subtask) {
        splits.forEach(split -> returned.add(split.index()));
        lastBlocks.remove(subtask);
    }

    @Override
    public Unassigned snapshotState(long checkpoint) {
        return new Unassigned(next, List.copyOf(returned), fingerprint);
    }

    @Override
    public void close() {}

    private void checkSomeoneTakesReturned() {
        if (returned.isEmpty() || lastBlocks.size() < context.currentParallelism()) {
            return;
        }
        if (lastBlocks.values().stream().allMatch(last -> last >= returned.first())) {
            throw new IllegalStateException("Block " + returned.first() + " came back from a failed reader, and after a"
                    + " change of parallelism all readers are beyond it: restore with the former parallelism");
        }
    }
}
