package io.parkpulse.wall;

import java.time.LocalDate;

/**
 * From when on there are records, as far as lines tell. What lies partly before is low for that reason alone, and is
 * compared with nothing.
 */
final class Run {
    private static final long WINDOW_MILLIS = 24L * 3_600_000;

    private long firstEnd = Long.MAX_VALUE;
    private long secondEnd = Long.MAX_VALUE;
    private LocalDate firstDay;

    /** Takes note of the end of a window. */
    void window(long end) {
        if (end < firstEnd) {
            secondEnd = firstEnd;
            firstEnd = end;
        } else if (end > firstEnd && end < secondEnd) {
            secondEnd = end;
        }
    }

    /** Takes note of a day. */
    void day(LocalDate day) {
        if (firstDay == null || day.isBefore(firstDay)) {
            firstDay = day;
        }
    }

    /** Whether the 24 hours before an end are wholly inside: they begin in the first step, which ends the first window, or later. */
    boolean holds(long end) {
        long step = secondEnd == Long.MAX_VALUE ? 0 : secondEnd - firstEnd;
        return end - WINDOW_MILLIS >= firstEnd - step;
    }

    /** Whether a day is wholly inside: of the first one nobody knows. */
    boolean holds(LocalDate day) {
        return firstDay != null && day.isAfter(firstDay);
    }
}
