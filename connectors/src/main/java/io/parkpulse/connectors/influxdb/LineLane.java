package io.parkpulse.connectors.influxdb;

import io.parkpulse.connectors.http.Lane;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Lines in the order in which they came, of which one request is on its way at most. All lines of a series and
 * timestamp go through the same lane, so that of two versions of a point the later one is written later, whatever
 * becomes of the requests in between. Used by the thread of the task.
 */
final class LineLane extends Lane {
    /** A request's lines. */
    record Batch(List<KeyedLine> lines, int bytes) {
        private static Batch of(List<KeyedLine> lines) {
            int bytes = 0;
            for (KeyedLine line : lines) {
                bytes += line.size();
            }
            return new Batch(lines, bytes);
        }
    }

    /** What is in a request that is not yet settled, or was and is being halved; the first is the next to be sent. */
    private final Deque<Batch> unsettled = new ArrayDeque<>();

    private final Deque<KeyedLine> queue = new ArrayDeque<>();
    private final int maxLines;
    private int maxBytes;
    private long queuedBytes;

    /** Whether a timer will end the linger of what is queued. */
    boolean lingering;
    /** Whether what is queued has lingered long enough. */
    boolean due;

    LineLane(int maxLines, int maxBytes) {
        this.maxLines = maxLines;
        this.maxBytes = maxBytes;
    }

    void add(KeyedLine line) {
        queue.add(line);
        queuedBytes += line.size();
    }

    boolean hasQueued() {
        return !queue.isEmpty();
    }

    boolean hasUnsettled() {
        return !unsettled.isEmpty();
    }

    /** Whether what is queued fills a request. */
    boolean full() {
        return queue.size() >= maxLines || queuedBytes >= maxBytes;
    }

    /** The batch to be sent, of what is queued if none is left of before; null if there is nothing. */
    Batch next() {
        if (unsettled.isEmpty() && !queue.isEmpty()) {
            List<KeyedLine> lines = new ArrayList<>(Math.min(queue.size(), maxLines));
            int bytes = 0;
            while (!queue.isEmpty()
                    && lines.size() < maxLines
                    && (lines.isEmpty() || (long) bytes + queue.peek().size() <= maxBytes)) {
                KeyedLine line = queue.remove();
                bytes += line.size();
                lines.add(line);
            }
            queuedBytes -= bytes;
            unsettled.add(new Batch(lines, bytes));
        }
        return unsettled.peek();
    }

    /** The first batch is done with. */
    Batch settle() {
        return unsettled.remove();
    }

    /** The first batch becomes its two halves, in order. */
    void halve() {
        List<KeyedLine> lines = unsettled.remove().lines();
        int middle = lines.size() / 2;
        unsettled.addFirst(Batch.of(lines.subList(middle, lines.size())));
        unsettled.addFirst(Batch.of(lines.subList(0, middle)));
    }

    /** The store takes no requests of this size. */
    void limit(int bytes) {
        maxBytes = Math.max(1, Math.min(maxBytes, bytes / 2));
    }

    /** All lines, in order. */
    void forEach(Consumer<KeyedLine> action) {
        unsettled.forEach(batch -> batch.lines().forEach(action));
        queue.forEach(action);
    }
}
