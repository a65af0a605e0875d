package io.parkpulse.enterprise;

import io.parkpulse.energy.Spread;
import io.parkpulse.index.EnterpriseWindow;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.ObjLongConsumer;

/**
 * Emits a trailing window when it ends, and again while it is open; a day when it has ended, and again as long as late
 * records may lie in it: a live system.
 */
final class EmitAndRevise extends Emission {
    private final WindowSchedule schedule;
    private final EmittedResults emitted;

    /** What was last observed of people in a trailing window; it stands until something has changed. */
    private PeopleSeen lastSeen = PeopleSeen.NOBODY;

    EmitAndRevise(WindowSchedule schedule, Calendar days) {
        this.schedule = schedule;
        this.emitted = new EmittedResults(schedule, days);
    }

    @Override
    Spread.StepConsumer energy(EnterpriseBook book) {
        return into(book.power().energy(), book, (day, amountWh) -> day.energyWh += amountWh);
    }

    @Override
    Spread.StepConsumer covered(EnterpriseBook book) {
        return into(book.power().covered(), book, (day, amountMs) -> day.coveredMs += amountMs);
    }

    /** Takes amounts into a series, and into the day that each lies in. */
    private Spread.StepConsumer into(
            TrailingSeries series, EnterpriseBook book, ObjLongConsumer<EmittedResults.EmittedDay> ofDay) {
        return (step, amount) -> {
            add(step, amount, series, book);
            EmittedResults.EmittedDay day = emitted.day(step * schedule.stepMillis());
            if (day != null) {
                ofDay.accept(day, amount);
                day.changed = true;
            }
        };
    }

    private void add(long step, long amount, TrailingSeries series, EnterpriseBook book) {
        long stepMillis = schedule.stepMillis();
        series.add(step, amount, keptFrom(book.clock()) / stepMillis, book.clock() / stepMillis);
        if (step * stepMillis < book.clock()) {
            book.changedFrom(step * stepMillis);
        }
    }

    /** As long as the oldest trailing window that is open. */
    @Override
    long keptFrom(long clock) {
        return clock - WindowSchedule.TRAILING_MILLIS - schedule.policy().openMillis();
    }

    @Override
    void measured(EnterpriseWindow window) {
        lastSeen = PeopleSeen.in(window);
    }

    @Override
    void windowEnds(long end, Contribution contribution) {
        emitted.open(end, contribution, lastSeen);
    }

    @Override
    void windowsPass(long firstEnd, long lastEnd, Contribution contribution) {
        long every = schedule.everyMillis();
        long firstOpen = Math.max(firstEnd, lastEnd - schedule.policy().openMillis() + every);
        for (long end = firstOpen; end <= lastEnd; end += every) {
            emitted.open(end, contribution, PeopleSeen.NOBODY);
        }
    }

    @Override
    void dayEnds(EnterpriseBook book, int index, int row, Emitter emitter) {
        EmittedResults.EmittedDay day = emitted.day(index);
        day.emitted = true;
        day.contribution.row = row;
        day.people = PeopleSeen.in(emitter.window());
        reemit(day, book.entry(), emitter);
        emitted.forgetDays(book.clock());
    }

    @Override
    void beginAt(long clock) {
        emitted.forgetDays(clock);
    }

    @Override
    void changedFrom(long instant) {
        emitted.markChangedFrom(instant);
    }

    @Override
    boolean hasChanges() {
        return emitted.changedFrom() != Long.MAX_VALUE;
    }

    @Override
    void reemit(EnterpriseBook book, Emitter emitter) {
        reemitOpenWindows(book, emitter.window(), emitter.table());
        for (EmittedResults.EmittedDay day : emitted.days()) {
            if (day.emitted && day.changed) {
                reemit(day, book.entry(), emitter);
            }
        }
        emitted.reemitted();
    }

    private void reemitOpenWindows(EnterpriseBook book, EnterpriseWindow window, ScopeTable table) {
        long latest = book.clock();
        book.power().observe(latest, window);
        for (long end = latest; end > emitted.changedFrom(); end -= schedule.everyMillis()) {
            EmittedResults.EmittedWindow open = emitted.window(end);
            if (open == null) {
                return;
            }
            if (open.contribution.row != EnterpriseEntry.NO_ROW) {
                open.people.show(window);
                book.entry().measureTrailing(end, open.contribution.row, window);
                open.contribution.moveTo(window, book.entry(), table.window(end, latest));
                if (end == latest) {
                    book.contribution().copyFrom(open.contribution);
                }
            }
            book.power().observeStepBefore(end, window);
        }
    }

    private static void reemit(EmittedResults.EmittedDay day, EnterpriseEntry entry, Emitter emitter) {
        day.changed = false;
        int row = day.contribution.row;
        if (row == EnterpriseEntry.NO_ROW) {
            return;
        }
        EnterpriseWindow window = emitter.window();
        day.people.show(window);
        window.energyWh = day.energyWh;
        window.coveredMsOfMeters = day.coveredMs;
        entry.measureDay(day.day, row, window);
        day.contribution.moveTo(window, entry, emitter.table().day(day.day));
        emitter.results().enterpriseDay(entry.day(day.day, row, window));
    }

    @Override
    void retract(EnterpriseBook book, EnterpriseEntry next, ScopeTable table) {
        long latest = book.clock();
        for (EmittedResults.EmittedWindow open : emitted.windows()) {
            int row = next.rowHolding(open.end - 1);
            open.contribution.retract(book.entry(), table.window(open.end, latest), row);
            changedFrom(open.end - 1);
            if (open.end == latest) {
                book.contribution().copyFrom(open.contribution);
            }
        }
        for (EmittedResults.EmittedDay day : emitted.days()) {
            if (day.emitted) {
                long last = day.day.to() - 1;
                day.contribution.retract(book.entry(), table.day(day.day), next.rowHolding(last));
                day.changed = true;
                changedFrom(last);
            }
        }
    }

    @Override
    void observeAgain(EnterpriseBook book, long end, EnterpriseWindow window) {
        EmittedResults.EmittedWindow open = emitted.window(end);
        if (open != null) {
            book.observeEvents(end, window);
            open.people = PeopleSeen.in(window);
        }
        for (EmittedResults.EmittedDay day : emitted.days()) {
            if (day.emitted && day.day.to() == end) {
                book.observeEventsSince(day.day.from(), end, window);
                PeopleSeen seen = PeopleSeen.in(window);
                day.changed |= !seen.equals(day.people);
                day.people = seen;
            }
        }
    }

    @Override
    boolean isBelowZero(long instant) {
        EmittedResults.EmittedDay day = emitted.day(instant);
        return day != null && day.coveredMs < 0;
    }

    @Override
    void write(DataOutput out) throws IOException {
        out.writeBoolean(true);
        emitted.write(out);
        lastSeen.write(out);
    }

    @Override
    void read(StateFormat form, long clock, DataInput in) throws IOException {
        if (!in.readBoolean()) {
            throw new IOException("this state is of a replay, and a live system cannot go on with it");
        }
        emitted.read(form, in);
        emitted.forgetDays(clock);
        lastSeen = PeopleSeen.read(in);
    }
}
