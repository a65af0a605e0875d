package io.parkpulse.alerts;

import java.io.Serializable;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;

/**
 * Which days are working days: Monday to Friday, but for the days named here. This is the only place that says which days
 * are alike.
 *
 * @param restDays dates that are days of rest though no Saturday or Sunday (节假日)
 * @param workDays dates that are working days though Saturday or Sunday (调休)
 */
public record WorkCalendar(Set<LocalDate> restDays, Set<LocalDate> workDays) implements Serializable {
    /** Monday to Friday, without holidays. */
    public static final WorkCalendar WEEKDAYS = new WorkCalendar(Set.of(), Set.of());

    public WorkCalendar {
        restDays = Set.copyOf(restDays);
        workDays = Set.copyOf(workDays);
    }

    /** Whether a date is a working day. */
    public boolean isWorkDay(LocalDate date) {
        boolean weekend = date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
        return workDays.contains(date) || !weekend && !restDays.contains(date);
    }

    /** Whether two dates are of the same kind: both working days, or both days of rest. */
    public boolean areAlike(LocalDate one, LocalDate other) {
        return isWorkDay(one) == isWorkDay(other);
    }

    /**
     * Whether the 24 hours before two local times are alike: the days on which they end, and those on which they begin. At
     * midnight both are the day that ends.
     *
     * @param one end of a window, in milliseconds since 1970
     * @param other end of another, likewise
     */
    public boolean areAlike(long one, long other, ZoneId zone) {
        return areAlike(dateOf(one - 1, zone), dateOf(other - 1, zone))
                && areAlike(dayBeforeEnd(one, zone), dayBeforeEnd(other, zone));
    }

    private static LocalDate dayBeforeEnd(long end, ZoneId zone) {
        return Instant.ofEpochMilli(end).atZone(zone).minusDays(1).toLocalDate();
    }

    private static LocalDate dateOf(long instant, ZoneId zone) {
        return Instant.ofEpochMilli(instant).atZone(zone).toLocalDate();
    }

    /** Whether at least three quarters of [from, to) lie in working days. */
    boolean isWorkTime(long from, long to, ZoneId zone) {
        long work = 0;
        LocalDate date = dateOf(from, zone);
        for (long begin = from; begin < to; ) {
            long end =
                    Math.min(to, date.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli());
            work += isWorkDay(date) ? end - begin : 0;
            begin = end;
            date = date.plusDays(1);
        }
        return work * 4 >= (to - from) * 3;
    }
}
