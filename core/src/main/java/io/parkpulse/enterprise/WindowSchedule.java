package io.parkpulse.enterprise;

import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Which windows are computed: the trailing windows' ends and the local days. Of a recording they are chosen by when there
 * are valid records at all; of a live system they are all from its start on.
 *
 * @param stepMillis length of a step
 * @param everyMillis distance of the trailing windows' ends, a multiple of the step
 * @param first time of the first valid record, or of the live system's start; above {@code last} if there is none
 * @param last time of the last valid record; of a live system the end of time
 * @param activeHours hours since the epoch in which valid records lie, ascending; not used of a live system
 * @param policy when figures are emitted
 */
public record WindowSchedule(
        long stepMillis, long everyMillis, long first, long last, long[] activeHours, EmissionPolicy policy)
        implements Serializable {

    /** Length of the trailing window. */
    public static final long TRAILING_MILLIS = 24L * 3_600_000;

    private static final long HOUR_MILLIS = 3_600_000;

    /** 2100; far from where a sum of times overflows. */
    private static final long END_OF_TIME = 4_102_444_800_000L;

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

    /** The schedule of a recording. */
    public WindowSchedule(long stepMillis, long everyMillis, long first, long last, long[] activeHours) {
        this(stepMillis, everyMillis, first, last, activeHours, EmissionPolicy.recording());
    }

    /**
     * The schedule of a live system.
     *
     * @param start nothing before it is emitted
     */
    public static WindowSchedule live(long stepMillis, long start) {
        return new WindowSchedule(
                stepMillis, stepMillis, start, END_OF_TIME, new long[0], EmissionPolicy.live(stepMillis));
    }

    /** The same from another start on. */
    WindowSchedule startingAt(long start) {
        return start == first ? this : new WindowSchedule(stepMillis, everyMillis, start, last, activeHours, policy);
    }

    /**
     * Checks that a state can be gone on with: it numbers steps.
     *
     * @param madeWithMillis length of a step of the job that made it
     * @throws IOException if it is another; says what to do
     */
    public void requireStep(long madeWithMillis) throws IOException {
        if (madeWithMillis != stepMillis) {
            throw new IOException(
                    ("this state was made with event_time.step %s, and the settings say %s: set event_time.step back to"
                                    + " %1$s, or start without a savepoint to begin anew")
                            .formatted(Duration.ofMillis(madeWithMillis), Duration.ofMillis(stepMillis)));
        }
    }

    /** Whether there is anything to compute. */
    public boolean isEmpty() {
        return first > last;
    }

    /** Where the last step ends that lies wholly before the last record; nothing after it is computed. */
    public long lastStepEnd() {
        return stepEndBefore(last);
    }

    /** The last end of a step at or before an instant; {@link Long#MAX_VALUE} for the end of time. */
    long stepEndBefore(long instant) {
        return instant == Long.MAX_VALUE ? instant : Math.floorDiv(instant, stepMillis) * stepMillis;
    }

    /** The first end of a trailing window. */
    public long firstEnd() {
        return endAfter(first);
    }

    /** The first instant after this one at which a trailing window may end. */
    long endAfter(long instant) {
        return (Math.floorDiv(instant, everyMillis) + 1) * everyMillis;
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

    /** The days that are measured in a zone. */
    Calendar calendar(ZoneId zone) {
        return policy.calendar(this, zone);
    }

    /** The days of a zone from the first on, without end. */
    Calendar endlessDays(ZoneId zone) {
        long firstDay = localDay(first, zone);
        long[] without = datesWithoutTime(firstDay, zone);
        return Calendar.endless(index -> {
            long epochDay = firstDay + index;
            for (long skipped : without) {
                epochDay += skipped <= epochDay ? 1 : 0;
            }
            return wholeDay(epochDay, zone);
        });
    }

    /** The dates from a day on that a zone does not have, ascending: a country may change to the other side of the date line. */
    private static long[] datesWithoutTime(long firstDay, ZoneId zone) {
        return zone.getRules().getTransitions().stream()
                .filter(ZoneOffsetTransition::isGap)
                .flatMapToLong(jump -> LongStream.range(
                        jump.getDateTimeBefore().toLocalDate().toEpochDay(),
                        jump.getDateTimeAfter().toLocalDate().toEpochDay()))
                .filter(epochDay -> epochDay >= firstDay && midnight(epochDay, zone) == midnight(epochDay + 1, zone))
                .toArray();
    }

    /** A local day from its midnight to the next. */
    public static Day wholeDay(long epochDay, ZoneId zone) {
        long end = midnight(epochDay + 1, zone);
        return new Day(epochDay, midnight(epochDay, zone), end, end);
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
