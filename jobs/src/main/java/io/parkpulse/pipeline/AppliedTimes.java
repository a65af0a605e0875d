package io.parkpulse.pipeline;

import io.parkpulse.enterprise.RecordTally;
import io.parkpulse.enterprise.WindowSchedule;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/** When records were applied, as far as choosing windows needs it; see {@link RecordTally#mark}. */
public final class AppliedTimes {
    private final long stepMillis;
    private final NavigableSet<Long> marks = new TreeSet<>();

    /**
     * Times that are known already.
     *
     * @param kept of {@link #toMarks}
     */
    public AppliedTimes(long stepMillis, long... kept) {
        this.stepMillis = stepMillis;
        add(kept);
    }

    /** @return whether that says anything new */
    public boolean add(RecordTally account) {
        return add(account.marks());
    }

    private boolean add(long[] more) {
        boolean isNew = false;
        for (long mark : more) {
            isNew |= marks.add(mark);
        }
        return isNew;
    }

    /** All that is known, ascending. */
    public long[] toMarks() {
        return marks.stream().mapToLong(Long::longValue).toArray();
    }

    /** Forgets what was applied before an instant, the beginning of a step. */
    public void forgetBefore(long instant) {
        marks.headSet(2 * (instant / stepMillis)).clear();
    }

    /** Whether a record was applied before an instant, the beginning of a step. */
    public boolean anyBefore(long instant) {
        return marks.lower(2 * (instant / stepMillis)) != null;
    }

    /** Whether a record was applied in [from, to], which are beginnings of steps. */
    public boolean anyIn(long from, long to) {
        Long mark = marks.ceiling(2 * (from / stepMillis));
        return mark != null && mark <= 2 * (to / stepMillis);
    }

    /** About when the latest record until an instant was applied, to the step; that instant if there was none. */
    public long latestUntil(long instant) {
        Long mark = marks.floor(2 * (instant / stepMillis));
        return mark == null ? instant : mark / 2 * stepMillis;
    }

    /** Whether the day is one of those that count. */
    public boolean chooses(WindowSchedule.Day day) {
        return anyIn(day.from(), day.dayEnd());
    }

    /** Gives the ends of trailing windows in which records were applied, ascending; stretches without any are skipped. */
    public void forEachEnd(WindowSchedule schedule, LongConsumer ends) {
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
