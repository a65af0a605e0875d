package io.parkpulse.play;

import io.parkpulse.ingest.TimeText;
import io.parkpulse.model.Stream;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongPredicate;

/**
 * The lines of one stream in the order in which they are due: each as soon as its stream's time has come so far, and never
 * before its own time. Lines that are ahead are held back until then.
 */
final class PlayedStream implements Closeable {
    /** The most that is held back. Beyond it the line that is due first comes, and earlier ones are late. */
    private static final int MOST_HELD = 200_000;

    private static final long MOST_HELD_BYTES = 128 << 20;

    private static final int MOST_UNDATED = 1000;

    private final Stream stream;
    private final PlayedLines lines;
    private final StreamCourse course;
    private final PriorityQueue<Due> held =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::number));
    /** The first lines, which have no time and wait for one that has. */
    private final List<byte[]> undated = new ArrayList<>();

    private long heldBytes;
    private long number;
    private boolean ended;
    private Due current;
    private long reached = Long.MIN_VALUE;

    private record Due(long at, long number, byte[] line) {}

    /** @param plausible whether a line may have come at such a time; others come with those around them */
    PlayedStream(Stream stream, PlayedLines lines, LongPredicate plausible) {
        this.stream = stream;
        this.lines = lines;
        this.course = new StreamCourse(lines, plausible);
    }

    Stream stream() {
        return stream;
    }

    /** The current line. */
    byte[] line() {
        return current.line;
    }

    /** When that is due; {@link Long#MIN_VALUE} if no line so far, nor one soon after, says a time. */
    long due() {
        return current.at;
    }

    /** Goes to the next line; false if there is none. */
    boolean advance() throws IOException {
        while (!ended && (held.isEmpty() || held.peek().at > reached) && !full()) {
            if (course.advance()) {
                take(course.line());
            } else {
                ended = true;
                release(Long.MIN_VALUE);
            }
        }
        current = held.poll();
        if (current == null) {
            return false;
        }
        heldBytes -= current.line.length;
        reached = Math.max(reached, current.at);
        return true;
    }

    private boolean full() {
        return held.size() >= MOST_HELD || heldBytes > MOST_HELD_BYTES;
    }

    private void take(PlayedLine line) {
        if (course.reached() == TimeText.NONE) {
            undated.add(line.bytes());
            if (undated.size() > MOST_UNDATED) {
                release(Long.MIN_VALUE);
            }
            return;
        }
        reached = Math.max(reached, course.reached());
        release(reached);
        hold(course.counts(line) ? Math.max(line.came(), reached) : reached, line.bytes());
    }

    private void release(long due) {
        undated.forEach(line -> hold(due, line));
        undated.clear();
    }

    private void hold(long due, byte[] line) {
        held.add(new Due(due, number++, line));
        heldBytes += line.length;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
