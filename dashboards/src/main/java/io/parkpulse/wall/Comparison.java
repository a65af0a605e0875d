package io.parkpulse.wall;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parkpulse.alerts.ComparableDay;
import io.parkpulse.alerts.WorkCalendar;
import io.parkpulse.index.Measure;
import io.parkpulse.model.Method;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/**
 * What the present figures of a scope are compared with.
 *
 * <p>Three compare the latest window with one that ended at the same local time of a day before. Windows are alike if they
 * begin on days of one kind and end on days of one kind: that of a Monday noon has a Sunday in it, and is like that of the
 * Monday before, not like that of the Friday. The fourth compares the latest whole day with a day of the year before.
 */
enum Comparison {
    /** The latest window of the week before that is alike. */
    LIKE_DAY(ComparableDay.SAME_KIND),
    /** The window of the day before. */
    DAY_BEFORE(ComparableDay.DAY_BEFORE),
    /** The window of a week before. */
    WEEK_BEFORE(ComparableDay.SAME_WEEKDAY),
    /** The latest whole day, and that of the same lunar date a year before. */
    LUNAR_YEAR_BEFORE(null);

    /** The earliest window that is asked for, in days before the latest. */
    static final int MOST_DAYS_BACK = Arrays.stream(values())
            .filter(it -> it.day != null)
            .mapToInt(it -> it.day.farthest())
            .max()
            .orElseThrow();

    private final ComparableDay day;

    Comparison(ComparableDay day) {
        this.day = day;
    }

    /** The word in what is sent. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Why there is nothing to compare with. */
    private enum Reason {
        /** The latest window begins before the run. */
        YOUNG_RUN,
        /** No window of the week before is alike. */
        NO_LIKE_DAY,
        /** The earlier window is not known, or begins before the run. */
        NOT_IN_RUN,
        /** There is no whole day. */
        NO_DAY,
        /** The year before has no such date: a leap month, or a month of 29 days. */
        NO_LUNAR_DATE;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What there is to compare with.
     *
     * @param why there is nothing; null if there is something, and all else means nothing where it is not null
     * @param of the day that is compared, where that is not the latest window; else null
     * @param day on which the earlier window ended, at midnight that which it is; or the earlier day
     * @param alike whether both are of working days, or both of days of rest
     */
    private record Found(Reason why, LocalDate of, LocalDate day, boolean alike, Figures now, Figures then) {
        static Found nothing(Reason why) {
            return new Found(why, null, null, false, null, null);
        }
    }

    /**
     * As JSON: {@code day}, {@code alike}, {@code changes} by measure and, where that is not the latest window, {@code of};
     * or {@code why} there is nothing.
     *
     * @param history with a window at least
     * @param method of the latest window; null if it is not known
     */
    ObjectNode of(ScopeHistory history, Run run, ZoneId zone, WorkCalendar calendar, Method method) {
        ObjectNode answer = WallModel.JSON.createObjectNode();
        Found found = day == null ? days(history, run, calendar) : windows(history, run, zone, calendar);
        if (found.why() != null) {
            return answer.put("why", found.why().id());
        }
        if (found.of() != null) {
            answer.put("of", found.of().toString());
        }
        answer.put("day", found.day().toString()).put("alike", found.alike());
        ObjectNode changes = answer.putObject("changes");
        for (Measure measure : found.of() == null ? Measure.ofTrailingWindow() : Measure.ofDay()) {
            Change.of(measure, found.now(), found.then(), method).into(changes.putObject(measure.id()));
        }
        return answer;
    }

    private Found windows(ScopeHistory history, Run run, ZoneId zone, WorkCalendar calendar) {
        long end = history.latestEnd();
        if (!run.holds(end)) {
            return Found.nothing(Reason.YOUNG_RUN);
        }
        IntPredicate isAlike = days -> calendar.areAlike(end, earlier(end, days, zone), zone);
        OptionalInt back = day.daysBack(
                days -> run.holds(earlier(end, days, zone)) && history.at(earlier(end, days, zone)) != null, isAlike);
        if (back.isEmpty()) {
            return Found.nothing(
                    day.daysBack(days -> true, isAlike).isPresent() ? Reason.NOT_IN_RUN : Reason.NO_LIKE_DAY);
        }
        long then = earlier(end, back.getAsInt(), zone);
        return new Found(
                null,
                null,
                Instant.ofEpochMilli(then - 1).atZone(zone).toLocalDate(),
                calendar.areAlike(end, then, zone),
                history.latest(),
                history.at(then));
    }

    /** The same local time so many days before. */
    private static long earlier(long end, int days, ZoneId zone) {
        return Instant.ofEpochMilli(end)
                .atZone(zone)
                .minusDays(days)
                .toInstant()
                .toEpochMilli();
    }

    private static Found days(ScopeHistory history, Run run, WorkCalendar calendar) {
        LocalDate latest = history.latestWholeDay();
        if (latest == null || !run.holds(latest)) {
            return Found.nothing(Reason.NO_DAY);
        }
        LocalDate then = LunarDate.of(latest).aYearBefore();
        if (then == null) {
            return Found.nothing(Reason.NO_LUNAR_DATE);
        }
        Figures figures = history.on(then);
        return figures == null || !run.holds(then)
                ? Found.nothing(Reason.NOT_IN_RUN)
                : new Found(null, latest, then, calendar.areAlike(latest, then), history.on(latest), figures);
    }
}
