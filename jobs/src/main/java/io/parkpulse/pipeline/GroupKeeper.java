package io.parkpulse.pipeline;

import io.parkpulse.enterprise.GroupBook;
import io.parkpulse.enterprise.ResultCollector;
import io.parkpulse.enterprise.WindowSchedule;
import io.parkpulse.model.Observation;
import io.parkpulse.roster.Roster;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.streaming.api.TimerService;

/** Works with the books of an operator's groups and wakes them when something is due; one timer at a time per group. */
final class GroupKeeper {
    /** What comes late to a live system waits that long for others. */
    private static final long LATE_MILLIS = 60_000;

    private final WindowSchedule schedule;
    private final GroupBooks books;
    private final ValueState<Long> timers;

    GroupKeeper(WindowSchedule schedule, GroupBooks books, RuntimeContext context) {
        this.schedule = schedule;
        this.books = books;
        this.timers = context.getState(new ValueStateDescriptor<>("timer", LongSerializer.INSTANCE));
    }

    /** Takes a record of the group whose key is current. */
    void take(Observation observation, int group, Roster roster, TimerService timer) throws Exception {
        GroupBook book = books.get(group, roster);
        boolean isNew = book == null;
        if (isNew) {
            book = new GroupBook(roster, schedule, group);
            books.begin(group, book);
            // Fires after all others, when the input has ended.
            timer.registerEventTimeTimer(Long.MAX_VALUE);
        }
        long due = book.nextDue();
        book.add(observation);
        books.added(group, observation);
        if (isNew || book.nextDue() != due) {
            wake(book, timer);
        }
        if (book.hasLate()) {
            timer.registerEventTimeTimer((Math.floorDiv(timer.currentWatermark(), LATE_MILLIS) + 1) * LATE_MILLIS);
        }
    }

    /** Time has come to a timer of the group whose key is current. */
    void onTimer(long time, int group, Roster roster, TimerService timer, ResultCollector results) throws Exception {
        GroupBook book = books.get(group, roster);
        if (time == Long.MAX_VALUE) {
            book.close(results);
            books.changed(group);
        } else if (time < book.nextDue()) {
            if (book.hasLate()) {
                book.takeLate(results);
                books.tookLate(group);
            }
        } else {
            timers.clear();
            long now = schedule.policy().advanceTo(time, timer.currentWatermark());
            book.advance(now, results);
            books.advanced(group, now);
            wake(book, timer);
        }
    }

    /**
     * The registry has changed: each book goes on by the new roster at once, so that whoever reads it later, from a
     * checkpoint, knows what it was written by.
     */
    void updateRegistry(int group, Roster before, Roster next, ResultCollector results) throws Exception {
        GroupBook book = books.get(group, before);
        if (!book.isOf(next)) {
            book.updateRegistry(next, results);
            books.changed(group);
        }
    }

    private void wake(GroupBook book, TimerService timer) throws Exception {
        long due = schedule.policy().wakeAt(book.nextDue(), timer.currentWatermark());
        Long set = timers.value();
        if (due != Long.MAX_VALUE && (set == null || due < set)) {
            if (set != null) {
                timer.deleteEventTimeTimer(set);
            }
            timer.registerEventTimeTimer(due);
            timers.update(due);
        }
    }
}
