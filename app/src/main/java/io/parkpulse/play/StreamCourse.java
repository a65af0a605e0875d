package io.parkpulse.play;

import io.parkpulse.ingest.TimeText;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * Goes over the lines of a stream and gives how far its time has come at each: a late line does not set it back, and one
 * that is ahead of most of the next few, by a clock that is wrong, does not carry it along. Where in doubt it is behind: a
 * line then comes less late than it once did.
 */
final class StreamCourse {
    /** A line is compared with so many of those that follow. */
    private static final int NEIGHBOURS = 3;
    /** How many lines without a time are skipped to find these. */
    private static final int LOOK_AHEAD = 1000;

    private final PlayedLines lines;
    private final LongPredicate counts;
    private final ArrayDeque<PlayedLine> ahead = new ArrayDeque<>();
    private final long[] neighbours = new long[NEIGHBOURS];
    private PlayedLine line;
    private long reached = TimeText.NONE;

    /** @param counts whether a line that came at this time counts; others move nothing */
    StreamCourse(PlayedLines lines, LongPredicate counts) {
        this.lines = lines;
        this.counts = counts;
    }

    /** The current line. */
    PlayedLine line() {
        return line;
    }

    /** How far the stream's time has come; {@link TimeText#NONE} if no line so far says a time that counts. */
    long reached() {
        return reached;
    }

    boolean counts(PlayedLine any) {
        return any.saysWhen() && counts.test(any.came());
    }

    /** Goes to the next line; false if there is none. */
    boolean advance() throws IOException {
        line = ahead.isEmpty() ? lines.next() : ahead.remove();
        if (line == null) {
            return false;
        }
        if (counts(line)) {
            reached = Math.max(reached, time(line.came()));
        }
        return true;
    }

    /** A line's own time, or if most of those that follow came before it, the first of theirs. */
    private long time(long came) throws IOException {
        int found = 0;
        for (PlayedLine next : ahead) {
            if (found < NEIGHBOURS && counts(next)) {
                neighbours[found++] = next.came();
            }
        }
        while (found < NEIGHBOURS && ahead.size() < LOOK_AHEAD) {
            PlayedLine next = lines.next();
            if (next == null) {
                break;
            }
            ahead.add(next);
            if (counts(next)) {
                neighbours[found++] = next.came();
            }
        }
        Arrays.sort(neighbours, 0, found);
        return found == 0 || came <= neighbours[found / 2] ? came : neighbours[0];
    }
}
