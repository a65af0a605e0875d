package io.parkpulse.pipeline;

import io.parkpulse.enterprise.GroupBook;
import io.parkpulse.enterprise.WindowSchedule;
import io.parkpulse.model.Observation;
import io.parkpulse.roster.Roster;
import java.util.function.IntConsumer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/**
 * The books of groups between two checkpoints, and what a checkpoint has of them. A state that holds objects holds the
 * books themselves, and writes them as a whole; one that holds bytes is given what has changed.
 *
 * <p>All but {@link #persist} are about the group whose key is current.
 */
abstract sealed class GroupBooks permits BooksInState, JournaledBooks {
    /** Books by group; the latest that was written as a whole. */
    static final ValueStateDescriptor<GroupState> BOOKS =
            new ValueStateDescriptor<>("book", GroupStateSerializer.INSTANCE);

    final WindowSchedule schedule;
    final ValueState<GroupState> books;

    GroupBooks(WindowSchedule schedule, RuntimeContext context) {
        this.schedule = schedule;
        this.books = context.getState(BOOKS);
    }

    /**
     * The book of a group, to be worked with until another key is current.
     *
     * @param roster by which it was last worked with
     * @return null if there is none
     */
    abstract GroupBook get(int group, Roster roster) throws Exception;

    /** A group has a book from now on. */
    abstract void begin(int group, GroupBook book) throws Exception;

    /** A group's book was given a record. */
    abstract void added(int group, Observation record) throws Exception;

    /** Time has come to {@code now} in a group's book. */
    abstract void advanced(int group, long now) throws Exception;

    /** A group's book has judged what came late. */
    abstract void tookLate(int group) throws Exception;

    /** A group's book has changed in another way. */
    abstract void changed(int group) throws Exception;

    /**
     * A checkpoint is about to be taken: state must have all there is.
     *
     * @param whole whether each book is to be written as a whole, so that a later release can read it
     * @param keys makes another group current
     */
    abstract void persist(boolean whole, IntConsumer keys) throws Exception;
}
