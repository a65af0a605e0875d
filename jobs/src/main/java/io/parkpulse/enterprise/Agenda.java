package io.parkpulse.enterprise;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Which windows of a recording are computed: the trailing windows' ends and the local days, chosen by when there are
 * valid records at all.
 *
 * @param stepMillis length of a step
 * @param everyMillis distance of the trailing windows' ends, a multiple of the step
 * @param first time of the first valid record; above {@code last} if there is none
 * @param last time of the last valid record
 * @param activeHours hours since the epoch in which valid records lie, ascending
 */
public record Agenda(long stepMillis, long everyMillis, long first, long last, long[] activeHours)
        implements Serializable {

    /** Length of the trailing window. */
    public static final long TRAILING_MILLIS = 24L * 3_600_000;

    private static final long HOUR_MILLIS = 3_600_000;

    /**
     * A local day to be measured.
     *
     * @param epochDay its date
     * @param from where it begins, epoch milliseconds
     * @param to where the measured part of it ends
     * @param dayEnd where the day itself ends
     */
    public record Day(long epochDay, long from, long to, long dayEnd) {
        /** Whether the recording breaks off inside the day. */
        public boolean provisional() {
            return to < dayEnd;
        }
    }

    /** Whether there is anything to compute. */
    public boolean isEmpty() {
        return first > last;
    }

    /** Where the last step ends that lies wholly before the last record; nothing after it is computed. */
    public long lastStepEnd() {
        return Math.floorDiv(last, stepMillis) * stepMillis;
    }

    /** The first end of a trailing window. */
    public long firstEnd() {
        return (Math.floorDiv(first, everyMillis) + 1) * everyMillis;
    }

    /** The days of a zone in which, or at whose very end, valid records may lie. */
    public List<Day> days(ZoneId zone) {
        List<Day> days = new ArrayList<>();
        if (isEmpty()) {
            return days;
        }
        long done = Long.MIN_VALUE;
        for (long hour : activeHours) {
            // A record at midnight belongs to the day that ends there, too.
            long from = localDay(hour * HOUR_MILLIS - 1, zone);
            long to = localDay((hour + 1) * HOUR_MILLIS - 1, zone);
            for (long epochDay = Math.max(from, done + 1); epochDay <= to; epochDay++) {
                add(epochDay, zone, days);
                done = epochDay;
            }
        }
        return days;
    }

    private void add(long epochDay, ZoneId zone, List<Day> days) {
        long from = midnight(epochDay, zone);
        long end = midnight(epochDay + 1, zone);
        long to = end <= last ? end : lastStepEnd();
        // A zone that jumps over a whole day has a date without time.
        if (from < to && end > first) {
            days.add(new Day(epochDay, from, to, end));
        }
    }

    private static long localDay(long instant, ZoneId zone) {
        return Instant.ofEpochMilli(instant).atZone(zone).toLocalDate().toEpochDay();
    }

    private static long midnight(long epochDay, ZoneId zone) {
        return LocalDate.ofEpochDay(epochDay).atStartOfDay(zone).toInstant().toEpochMilli();
    }
}
