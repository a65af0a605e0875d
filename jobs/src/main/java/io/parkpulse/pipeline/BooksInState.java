package io.parkpulse.pipeline;

import io.parkpulse.enterprise.GroupBook;
import io.parkpulse.enterprise.WindowSchedule;
import io.parkpulse.model.Observation;
import io.parkpulse.roster.Roster;
import java.util.function.IntConsumer;
import org.apache.flink.api.common.functions.RuntimeContext;

/** In a state that holds objects, the books are what it holds; a checkpoint writes them when it wants to. */
final class BooksInState extends GroupBooks {
    /** What {@link #get} last got, of the key that is current. */
    private GroupState current;

    BooksInState(WindowSchedule schedule, RuntimeContext context) {
        super(schedule, context);
    }

    @Override
    GroupBook get(int group, Roster roster) throws Exception {
        current = books.value();
        return current == null ? null : current.book(roster, schedule, group);
    }

    @Override
    void begin(int group, GroupBook book) throws Exception {
        current = GroupState.of(book);
        books.update(current);
    }

    @Override
    void added(int group, Observation record) throws Exception {
        changed(group);
    }

    @Override
    void advanced(int group, long now) throws Exception {
        changed(group);
    }

    @Override
    void tookLate(int group) throws Exception {
        changed(group);
    }

    @Override
    void changed(int group) throws Exception {
        books.update(current);
    }

    @Override
    void persist(boolean whole, IntConsumer keys) {
        // It is there.
    }
}
