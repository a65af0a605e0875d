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

/** Keeps the books of groups in an operator's state and wakes them when something is due; one timer at a time per group. */
final class GroupKeeper {
    /** What comes late to a live system waits that long for others. */
    private static final long LATE_MILLIS = 60_000;

    /** Books by group. */
    static final ValueStateDescriptor<GroupState> BOOKS =
            new ValueStateDescriptor<>("book", GroupStateSerializer.INSTANCE);

    private final WindowSchedule schedule;
    private final ValueState<GroupState> books;
    private final ValueState<Long> timers;

    GroupKeeper(WindowSchedule schedule, RuntimeContext context) {
        this.schedule = schedule;
        this.books = context.getState(BOOKS);
        this.timers = context.getState(new ValueStateDescriptor<>("timer", LongSerializer.INSTANCE));
    }

    /** Takes a record of the group whose key is current. */
    void take(Observation observation, int group, Roster roster, TimerService timer) throws Exception {
        GroupState state = books.value();
        boolean isNew = state == null;
        if (isNew) {
            state = GroupState.of(new GroupBook(roster, schedule, group));
            // Fires after all others, when the input has ended.
            timer.registerEventTimeTimer(Long.MAX_VALUE);
        }
        GroupBook book = state.book(roster, schedule, group);
        long due = book.nextDue();
        book.add(observation);
        books.update(state);
        if (isNew || book.nextDue() != due) {
            wake(book, timer);
        }
        if (book.hasLate()) {
            timer.registerEventTimeTimer((Math.floorDiv(timer.currentWatermark(), LATE_MILLIS) + 1) * LATE_MILLIS);
        }
    }

    /** Time has come to a timer of the group whose key is current. */
    void onTimer(long time, int group, Roster roster, TimerService timer, ResultCollector results) throws Exception {
        GroupState state = books.value();
        GroupBook book = state.book(roster, schedule, group);
        if (time == Long.MAX_VALUE) {
            book.close(results);
        } else if (time < book.nextDue()) {
            if (book.hasLate()) {
                book.takeLate(results);
            }
        } else {
            timers.clear();
            book.advance(schedule.policy().advanceTo(time, timer.currentWatermark()), results);
            wake(book, timer);
        }
        books.update(state);
    }

    /**
     * The registry has changed: each book goes on by the new roster at once, so that whoever reads it later, from a
     * checkpoint, knows what it was written by.
     */
    void updateRegistry(GroupState state, int group, Roster before, Roster next, ResultCollector results)
            throws Exception {
        GroupBook book = state.book(before, schedule, group);
        if (!book.isOf(next)) {
            book.updateRegistry(next, results);
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
