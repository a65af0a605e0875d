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

    /** Whether power that is given again is given to days as well. */
    private boolean restoresDays;

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
    void windowEnds(EnterpriseBook book, int row) {
        emitted.open(
                book.clock(),
                row,
                book.power().energy().trailing(),
                book.power().covered().trailing(),
                lastSeen);
    }

    @Override
    void windowsPass(long firstEnd, long lastEnd, int row) {
        long every = schedule.everyMillis();
        long firstOpen = Math.max(firstEnd, lastEnd - schedule.policy().openMillis() + every);
        for (long end = firstOpen; end <= lastEnd; end += every) {
            emitted.open(end, row, 0, 0, PeopleSeen.NOBODY);
        }
    }

    @Override
    void dayEnds(EnterpriseBook book, int index, int row, Emitter emitter) {
        EmittedResults.EmittedDay day = emitted.day(index);
        day.emitted = true;
        day.row = row;
        day.people = PeopleSeen.in(emitter.window());
        day.given = new Contribution();
        day.given.row = row;
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
        reemitOpenWindows(book, emitter);
        for (EmittedResults.EmittedDay day : emitted.days()) {
            if (day.emitted && day.changed) {
                reemit(day, book.entry(), emitter);
            }
        }
        emitted.reemitted();
    }

    private void reemitOpenWindows(EnterpriseBook book, Emitter emitter) {
        EnterpriseWindow window = emitter.window();
        long latest = book.clock();
        book.power().observe(latest, window);
        for (long end = latest; end > emitted.changedFrom() && emitted.isOpen(end); end -= schedule.everyMillis()) {
            long energyWh = window.energyWh;
            long coveredMs = window.coveredMsOfMeters;
            if (emitted.given(end) != null || !isAsEmitted(end, energyWh, coveredMs)) {
                reemitWindow(end, energyWh, coveredMs, book, emitter);
                emitted.set(end, energyWh, coveredMs);
                window.energyWh = energyWh;
                window.coveredMsOfMeters = coveredMs;
            }
            book.power().observeStepBefore(end, window);
        }
    }

    private boolean isAsEmitted(long end, long energyWh, long coveredMs) {
        return energyWh == emitted.energyWh(end) && coveredMs == emitted.coveredMs(end);
    }

    private void reemitWindow(long end, long energyWh, long coveredMs, EnterpriseBook book, Emitter emitter) {
        int row = emitted.row(end);
        if (row == EnterpriseEntry.NO_ROW) {
            return;
        }
        EnterpriseWindow window = emitter.window();
        Contribution contribution = emitted(end, book, window, emitter.scratch());
        measure(end, energyWh, coveredMs, book, window);
        contribution.moveTo(window, book.entry(), emitter.table().window(end, book.clock()));
        if (end == book.clock()) {
            book.contribution().copyFrom(contribution);
        }
    }

    /** What an open window was emitted with; measured if need be, into an empty contribution or one that is measured over. */
    private Contribution emitted(long end, EnterpriseBook book, EnterpriseWindow window, Contribution into) {
        if (emitted.given(end) != null) {
            return emitted.given(end);
        }
        if (end == book.clock()) {
            return book.contribution();
        }
        into.row = emitted.row(end);
        if (into.row != EnterpriseEntry.NO_ROW) {
            measure(end, emitted.energyWh(end), emitted.coveredMs(end), book, window);
            into.set(into.row, window);
        }
        return into;
    }

    /** Measures an open window with this energy and its people, by its row. */
    private void measure(long end, long energyWh, long coveredMs, EnterpriseBook book, EnterpriseWindow window) {
        emitted.people(end).show(window);
        window.energyWh = energyWh;
        window.coveredMsOfMeters = coveredMs;
        book.entry().measureTrailing(end, emitted.row(end), window);
    }

    private void reemit(EmittedResults.EmittedDay day, EnterpriseEntry entry, Emitter emitter) {
        day.changed = false;
        if (day.row != EnterpriseEntry.NO_ROW) {
            WindowSchedule.Day time = emitted.timeOf(day);
            EnterpriseWindow window = emitter.window();
            Contribution contribution = emitted(day, entry, window);
            measure(day, day.energyWh, day.coveredMs, entry, window);
            contribution.moveTo(window, entry, emitter.table().day(time));
            emitter.results().enterpriseDay(entry.day(time, day.row, window));
        }
        day.emittedWh = day.energyWh;
        day.emittedMs = day.coveredMs;
        day.given = null;
    }

    /** What a day was emitted with; measured if need be. */
    private Contribution emitted(EmittedResults.EmittedDay day, EnterpriseEntry entry, EnterpriseWindow window) {
        if (day.given != null) {
            return day.given;
        }
        Contribution contribution = new Contribution();
        contribution.row = day.row;
        if (day.row != EnterpriseEntry.NO_ROW) {
            measure(day, day.emittedWh, day.emittedMs, entry, window);
            contribution.set(day.row, window);
        }
        return contribution;
    }

    /** Measures a day with this energy and its people, by its row. */
    private void measure(
            EmittedResults.EmittedDay day,
            long energyWh,
            long coveredMs,
            EnterpriseEntry entry,
            EnterpriseWindow window) {
        day.people.show(window);
        window.energyWh = energyWh;
        window.coveredMsOfMeters = coveredMs;
        entry.measureDay(emitted.timeOf(day), day.row, window);
    }

    @Override
    void retract(EnterpriseBook book, EnterpriseEntry next, Emitter emitter) {
        long latest = book.clock();
        ScopeTable table = emitter.table();
        for (long end : emitted.openEnds()) {
            Contribution contribution = emitted(end, book, emitter.window(), new Contribution());
            contribution.retract(book.entry(), table.window(end, latest), next.rowHolding(end - 1));
            if (end == latest && contribution != book.contribution()) {
                book.contribution().copyFrom(contribution);
            }
            Contribution nothing = new Contribution();
            nothing.row = contribution.row;
            emitted.give(end, nothing, emitted.people(end));
            changedFrom(end - 1);
        }
        for (EmittedResults.EmittedDay day : emitted.days()) {
            if (day.emitted) {
                WindowSchedule.Day time = emitted.timeOf(day);
                Contribution contribution = emitted(day, book.entry(), emitter.window());
                contribution.retract(book.entry(), table.day(time), next.rowHolding(time.to() - 1));
                day.given = contribution;
                day.row = contribution.row;
                day.changed = true;
                changedFrom(time.to() - 1);
            }
        }
    }

    @Override
    void observeAgain(EnterpriseBook book, long end, EnterpriseWindow window) {
        if (emitted.isOpen(end)) {
            book.observeEvents(end, window);
            PeopleSeen seen = PeopleSeen.in(window);
            if (!seen.equals(emitted.people(end))) {
                Contribution before = new Contribution();
                before.copyFrom(emitted(end, book, window, new Contribution()));
                emitted.give(end, before, seen);
            }
        }
        for (EmittedResults.EmittedDay day : emitted.days()) {
            WindowSchedule.Day time = emitted.timeOf(day);
            if (day.emitted && time.to() == end) {
                book.observeEventsSince(time.from(), end, window);
                PeopleSeen seen = PeopleSeen.in(window);
                if (!seen.equals(day.people)) {
                    day.given = emitted(day, book.entry(), window);
                    day.people = seen;
                    day.changed = true;
                }
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
        if (form.lean()) {
            emitted.read(form, in);
        } else {
            emitted.readWithContributions(form, in);
        }
        emitted.forgetDays(clock);
        lastSeen = PeopleSeen.read(in);
    }

    /** Of states that have what earlier releases gave the days as well: those may have judged otherwise. */
    @Override
    void startAgain(EnterpriseBook book, boolean fromDays) {
        restoresDays = fromDays;
        book.power()
                .startAgain(
                        book.clock(),
                        ofDays((day, amountWh) -> day.energyWh -= amountWh),
                        ofDays((day, amountMs) -> day.coveredMs -= amountMs));
    }

    @Override
    Spread.StepConsumer restoredEnergy(EnterpriseBook book) {
        return restored(book.power().energy(), book, ofDays((day, amountWh) -> day.energyWh += amountWh));
    }

    @Override
    Spread.StepConsumer restoredCovered(EnterpriseBook book) {
        return restored(book.power().covered(), book, ofDays((day, amountMs) -> day.coveredMs += amountMs));
    }

    private Spread.StepConsumer restored(TrailingSeries series, EnterpriseBook book, Spread.StepConsumer days) {
        long oldest = keptFrom(book.clock()) / schedule.stepMillis();
        return (step, amount) -> {
            series.add(step, amount, oldest, book.clock() / schedule.stepMillis());
            if (restoresDays && step >= oldest) {
                days.accept(step, amount);
            }
        };
    }

    private Spread.StepConsumer ofDays(ObjLongConsumer<EmittedResults.EmittedDay> ofDay) {
        return (step, amount) -> {
            EmittedResults.EmittedDay day = emitted.day(step * schedule.stepMillis());
            if (day != null) {
                ofDay.accept(day, amount);
            }
        };
    }

    /** What was emitted was measured by the energy that is kept now, for nothing is pending when a state is written. */
    @Override
    void restored(EnterpriseBook book, EnterpriseWindow window) {
        book.power().observe(book.clock(), window);
        for (long end : emitted.openEnds()) {
            long energyWh = window.energyWh;
            long coveredMs = window.coveredMsOfMeters;
            Contribution given = emitted.given(end);
            emitted.set(end, energyWh, coveredMs);
            if (given != null || end == book.clock()) {
                Contribution measured = new Contribution();
                measured.row = emitted.row(end);
                if (measured.row != EnterpriseEntry.NO_ROW) {
                    measure(end, energyWh, coveredMs, book, window);
                    measured.set(measured.row, window);
                }
                if (given != null && !given.equalsContribution(measured)) {
                    emitted.give(end, given, emitted.people(end));
                    emitted.markChangedFrom(end - 1);
                }
                if (end == book.clock()) {
                    book.contribution().copyFrom(given == null ? measured : given);
                }
                window.energyWh = energyWh;
                window.coveredMsOfMeters = coveredMs;
            }
            book.power().observeStepBefore(end, window);
        }
        for (EmittedResults.EmittedDay day : emitted.days()) {
            if (day.emitted && (day.energyWh != day.emittedWh || day.coveredMs != day.emittedMs)) {
                day.changed = true;
                emitted.markChangedFrom(emitted.timeOf(day).to() - 1);
            }
            Contribution given = day.given;
            day.given = null;
            if (given != null && !given.equalsContribution(emitted(day, book.entry(), window))) {
                day.given = given;
                day.changed = true;
                emitted.markChangedFrom(emitted.timeOf(day).to() - 1);
            }
        }
    }
}
