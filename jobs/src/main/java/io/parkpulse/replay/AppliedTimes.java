package io.parkpulse.replay;

import io.parkpulse.enterprise.RecordTally;
import io.parkpulse.enterprise.WindowSchedule;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/** When records were applied, as far as choosing windows needs it; see {@link RecordTally#mark}. */
final class AppliedTimes {
    private final long stepMillis;
    private final NavigableSet<Long> marks = new TreeSet<>();

    AppliedTimes(long stepMillis) {
        this.stepMillis = stepMillis;
    }

    void add(RecordTally account) {
        for (long mark : account.marks()) {
            marks.add(mark);
        }
    }

    /** Whether a record was applied in [from, to], which are beginnings of steps. */
    boolean anyIn(long from, long to) {
        Long mark = marks.ceiling(2 * (from / stepMillis));
        return mark != null && mark <= 2 * (to / stepMillis);
    }

    /** About when the latest record until an instant was applied, to the step; that instant if there was none. */
    long latestUntil(long instant) {
        Long mark = marks.floor(2 * (instant / stepMillis));
        return mark == null ? instant : mark / 2 * stepMillis;
    }

    /** Whether the day is one of those that count. */
    boolean chooses(WindowSchedule.Day day) {
        return anyIn(day.from(), day.dayEnd());
    }

    /** Tells the ends of trailing windows in which records were applied, ascending; stretches without any are skipped. */
    void forEachEnd(WindowSchedule schedule, LongConsumer ends) {
        if (schedule.isEmpty()) {
            return;
        }
        long every = schedule.everyMillis();
        long end = schedule.firstEnd();
        while (end <= schedule.last()) {
            if (anyIn(end - WindowSchedule.TRAILING_MILLIS, end)) {
                ends.accept(end);
                end += every;
                continue;
            }
            Long next = marks.higher(2 * (end / stepMillis));
            if (next == null) {
                return;
            }
            // An instant at a step's beginning lies in the window that ends there, others in the next.
            long earliest = (next / 2) * stepMillis + next % 2;
            end = Math.floorDiv(earliest + every - 1, every) * every;
        }
    }
}
