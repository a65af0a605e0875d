package io.parkpulse.play;

import io.parkpulse.ingest.TimeText;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * When the lines of a recording came, as one look at all of them shows: from when to when, and whether those of a stream
 * stand in the order in which they came, late ones apart.
 *
 * <p>Some lines have a wrong time. Those more than 48 hours ahead of all that follow in their stream, and of all other lines,
 * do: if time went with them, all others would be too late. And those that a year without any line lies between and most
 * of the others. Of lines in no order only these.
 */
final class RecordedTimes {
    /** Lines that come later than this are too late for a live job, and those this far ahead make others so. */
    private static final long FAR = Duration.ofHours(48).toMillis();

    private static final long BEHIND = Duration.ofHours(1).toMillis();
    private static final long DAY = Duration.ofDays(1).toMillis();
    /** A gap of so many days does not occur within a recording. */
    private static final long HOLE_DAYS = 366;
    /** Of a hundred lines at most one comes too late where they are in order. */
    private static final int TOO_LATE_IN_ORDER = 100;

    private final List<OfStream> streams = new ArrayList<>();
    private long from = Long.MIN_VALUE;
    private long latest = Long.MAX_VALUE;
    private long earliestAt = TimeText.NONE;

    /** The times of one stream. */
    private static final class OfStream {
        final Map<Long, OfDay> days = new TreeMap<>();
        /** Times of lines that are far ahead of all that followed so far, falling. */
        long[] ahead = new long[16];

        int size;
        long lines;
        long behind;
        long tooLate;

        boolean inOrder() {
            return tooLate * TOO_LATE_IN_ORDER <= lines && behind * 2 <= lines;
        }

        void add(PlayedLine line, long reached) {
            lines++;
            behind += line.came() < reached - BEHIND ? 1 : 0;
            tooLate += line.came() < reached - FAR ? 1 : 0;
            while (size > 0 && ahead[size - 1] <= line.came() + FAR) {
                settle(ahead[--size]);
            }
            if (size == ahead.length) {
                ahead = Arrays.copyOf(ahead, 2 * size);
            }
            ahead[size++] = line.came();
            OfDay day = day(line.came());
            day.lines++;
            if (line.at() != TimeText.NONE) {
                day.earliestAt = Math.min(day.earliestAt, line.at());
            }
        }

        void settle(long came) {
            OfDay day = day(came);
            day.latest = Math.max(day.latest, came);
        }

        private OfDay day(long came) {
            return days.computeIfAbsent(Math.floorDiv(came, DAY), none -> new OfDay());
        }
    }

    private static final class OfDay {
        long lines;
        /** Of those that are not far ahead of all that follow. */
        long latest = Long.MIN_VALUE;

        long earliestAt = Long.MAX_VALUE;
    }

    /** Looks at the lines of the next stream; whether they stand in the order in which they came. */
    boolean look(PlayedLines lines) throws IOException {
        OfStream stream = new OfStream();
        streams.add(stream);
        StreamCourse course = new StreamCourse(lines, came -> true);
        while (course.advance()) {
            if (course.line().saysWhen()) {
                stream.add(course.line(), course.reached());
            }
        }
        return stream.inOrder();
    }

    /** To be called when all streams were looked at. */
    void settle() {
        chooseYears();
        List<Long> ahead = new ArrayList<>();
        for (OfStream stream : streams) {
            // The last line is ahead of none that follows.
            boolean inOrder = stream.inOrder();
            for (int i = 0; i < stream.size; i++) {
                if (!inOrder || i == stream.size - 1) {
                    stream.settle(stream.ahead[i]);
                } else {
                    ahead.add(stream.ahead[i]);
                }
            }
        }
        long settled = Long.MIN_VALUE;
        long earliest = Long.MAX_VALUE;
        for (OfStream stream : streams) {
            for (Map.Entry<Long, OfDay> day : stream.days.entrySet()) {
                long start = day.getKey() * DAY;
                if (start >= from && start <= latest) {
                    settled = Math.max(settled, day.getValue().latest);
                    earliest = Math.min(earliest, day.getValue().earliestAt);
                }
            }
        }
        if (settled == Long.MIN_VALUE) {
            return; // no line says a time
        }
        ahead.sort(null);
        for (long came : ahead) {
            if (came >= from && came <= Math.min(latest, settled + FAR)) {
                settled = Math.max(settled, came);
            }
        }
        latest = settled;
        earliestAt = earliest == Long.MAX_VALUE ? TimeText.NONE : earliest;
    }

    /** The stretch with the most lines, of those with a year of nothing between them. */
    private void chooseYears() {
        Map<Long, Long> days = new TreeMap<>();
        streams.forEach(stream -> stream.days.forEach((day, of) -> days.merge(day, of.lines, Long::sum)));
        long most = 0;
        long start = 0;
        long before = 0;
        long lines = 0;
        for (Map.Entry<Long, Long> day : days.entrySet()) {
            if (lines == 0 || day.getKey() - before > HOLE_DAYS) {
                start = day.getKey();
                lines = 0;
            }
            before = day.getKey();
            lines += day.getValue();
            if (lines > most) {
                most = lines;
                from = start * DAY;
                latest = before * DAY + DAY - 1;
            }
        }
    }

    /** Whether a line may have come then. */
    boolean plausible(long came) {
        return came >= from && came <= latest;
    }

    /** The earliest event time of lines that came at a plausible time; {@link TimeText#NONE} if there is none. */
    long earliestAt() {
        return earliestAt;
    }
}
