package io.parkpulse.enterprise;

import io.parkpulse.energy.Spread;
import io.parkpulse.index.EnterpriseWindow;
import io.parkpulse.people.PeopleBook;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Emits each figure once, when nothing can change it any more: a recording. Readings show energy from the clock on only;
 * nothing that was emitted is open, and nothing comes late.
 */
final class EmitOnce extends Emission {
    private final Calendar days;

    EmitOnce(Calendar days) {
        this.days = days;
    }

    @Override
    Spread.StepConsumer energy(EnterpriseBook book) {
        return book.power().energy().ahead();
    }

    @Override
    Spread.StepConsumer covered(EnterpriseBook book) {
        return book.power().covered().ahead();
    }

    /** As long as a day that has not ended yet. */
    @Override
    long keptFrom(long clock) {
        return clock - PeopleBook.KEPT_MILLIS;
    }

    @Override
    void dayEnds(EnterpriseBook book, int index, int row, Emitter emitter) {
        if (row == EnterpriseEntry.NO_ROW) {
            return;
        }
        WindowSchedule.Day day = days.get(index);
        EnterpriseWindow window = emitter.window();
        book.power().observeSince(day.from(), day.to(), window);
        book.entry().measureDay(day, row, window);
        Contribution ofDay = new Contribution();
        ofDay.row = row;
        ofDay.moveTo(window, book.entry(), emitter.table().day(day));
        emitter.results().enterpriseDay(book.entry().day(book.number(), day, row, window));
    }

    @Override
    void write(DataOutput out) throws IOException {
        out.writeBoolean(false);
    }

    @Override
    void read(StateFormat form, long clock, DataInput in) throws IOException {
        if (in.readBoolean()) {
            throw new IOException("this state is of a live system, and a replay cannot go on with it");
        }
    }
}
