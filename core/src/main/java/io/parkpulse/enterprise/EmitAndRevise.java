package io.parkpulse.enterprise;

import io.parkpulse.energy.Spread;
import io.parkpulse.index.EnterpriseWindow;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Emits a trailing window when it ends, and again while it is open; a day when it has ended, and again as long as late
 * records may lie in it: a live system.
 */
final class EmitAndRevise extends Emission {
    private final EmittedResults emitted;

    /** Whether power that is given again is given to days as well. */
    private boolean restoresDays;

    /** What was last observed of people in a trailing window; it stands until something has changed. */
    private PeopleSeen lastSeen = PeopleSeen.NOBODY;

    EmitAndRevise(WindowSchedule schedule, Calendar days) {
        this.emitted = new EmittedResults(schedule, days);
    }

    @Override
    Spread.StepConsumer energy(EnterpriseBook book) {
        return (step, amountWh) -> {
            if (addTo(book.power().energy(), step, amountWh, book)) {
                emitted.addWh(step, amountWh);
            }
            int day = emitted.dayAt(step * emitted.schedule().stepMillis());
            if (day >= 0) {
                emitted.addWhToDay(day, amountWh);
            }
        };
    }

    @Override
    Spread.StepConsumer covered(EnterpriseBook book) {
        return (step, amountMs) -> {
            if (addTo(book.power().covered(), step, amountMs, book)) {
                emitted.addMs(step, amountMs);
            }
            int day = emitted.dayAt(step * emitted.schedule().stepMillis());
            if (day >= 0) {
                emitted.addMsToDay(day, amountMs);
            }
        };
    }

    /** Whether what was emitted shows it. */
    private boolean addTo(TrailingSeries series, long step, long amount, EnterpriseBook book) {
        long stepMillis = emitted.schedule().stepMillis();
        series.add(step, amount, keptFrom(book.clock()) / stepMillis, book.clock() / stepMillis);
        boolean isPast = step * stepMillis < book.clock();
        if (isPast) {
            book.changedFrom(step * stepMillis);
        }
        return isPast;
    }

    /** As long as the oldest trailing window that is open. */
    @Override
    long keptFrom(long clock) {
        return clock
                - WindowSchedule.TRAILING_MILLIS
                - emitted.schedule().policy().openMillis();
    }

    @Override
    void measured(EnterpriseWindow window) {
        lastSeen = PeopleSeen.in(window);
    }

    @Override
    void windowEnds(EnterpriseBook book, int row) {
        emitted.open(book.clock(), row, lastSeen);
    }

    @Override
    void windowsPass(long firstEnd, long lastEnd, int row) {
        long every = emitted.schedule().everyMillis();
        long firstOpen =
                Math.max(firstEnd, lastEnd - emitted.schedule().policy().openMillis() + every);
        for (long end = firstOpen; end <= lastEnd; end += every) {
            emitted.open(end, row, PeopleSeen.NOBODY);
        }
    }

    @Override
    void dayEnds(EnterpriseBook book, int index, int row, Emitter emitter) {
        emitted.emitDay(index, row, PeopleSeen.in(emitter.window()));
        Contribution nothing = new Contribution();
        nothing.row = row;
        reemit(index, nothing, book, emitter);
        emitted.join();
        emitted.forgetDays(book.clock());
    }

    @Override
    void beginAt(EnterpriseBook book) {
        emitted.forgetDays(book.clock());
        for (int day = emitted.firstDay(); emitted.timeOf(day).to() <= book.clock(); day++) {
            long end = emitted.timeOf(day).to();
            int row = book.entry().rowHolding(end - 1);
            if (end > book.clock() - EmissionPolicy.LIVE_LATENESS_MILLIS
                    && row != EnterpriseEntry.NO_ROW
                    && book.entry().rows().get(row).validFrom() != Long.MIN_VALUE) {
                emitted.giveDay(day, row);
                changedFrom(end - 1);
            }
        }
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
        for (int day = emitted.firstDay(); day < emitted.endOfDays(); day++) {
            if (emitted.hasChanged(day)) {
                reemit(day, emitted(day, book.entry(), emitter.window()), book, emitter);
            }
        }
        emitted.reemitted();
    }

    private void reemitOpenWindows(EnterpriseBook book, Emitter emitter) {
        EnterpriseWindow window = emitter.window();
        long end = book.clock();
        book.power().observe(end, window);
        long moreWh = 0;
        long moreMs = 0;
        for (int before = 0; end > emitted.changedFrom() && emitted.isOpen(end); before++) {
            moreWh += emitted.pendingWh(before);
            moreMs += emitted.pendingMs(before);
            long energyWh = window.energyWh;
            long coveredMs = window.coveredMsOfMeters;
            if (emitted.given(end) != null || moreWh != 0 || moreMs != 0) {
                reemitWindow(end, energyWh, coveredMs, moreWh, moreMs, book, emitter);
                window.energyWh = energyWh;
                window.coveredMsOfMeters = coveredMs;
            }
            book.power().observeStepBefore(end, window);
            end -= emitted.schedule().everyMillis();
        }
    }

    /**
     * Emits again an open window.
     *
     * @param moreWh how much of its energy it was not emitted with
     * @param moreMs the same of covered milliseconds
     */
    private void reemitWindow(
            long end, long energyWh, long coveredMs, long moreWh, long moreMs, EnterpriseBook book, Emitter emitter) {
        int row = emitted.row(end);
        if (row == EnterpriseEntry.NO_ROW) {
            return;
        }
        EnterpriseWindow window = emitter.window();
        ScopeTable.Changes changes = emitter.table().window(end, book.clock());
        Contribution known = known(end, book);
        if (known == null) {
            measure(end, energyWh - moreWh, coveredMs - moreMs, book, window);
            window.copySums(emitter.sums());
            measure(end, energyWh, coveredMs, book, window);
            changes.addDifference(book.entry().scopes(row), emitter.sums(), window);
            return;
        }
        measure(end, energyWh, coveredMs, book, window);
        known.moveTo(window, book.entry(), changes);
        if (end == book.clock()) {
            book.contribution().copyFrom(known);
        }
    }

    /** What an open window was emitted with, if that is kept; else null. */
    private Contribution known(long end, EnterpriseBook book) {
        Contribution given = emitted.given(end);
        return given == null && end == book.clock() ? book.contribution() : given;
    }

    /** What an open window was emitted with; the caller's own. */
    private Contribution emitted(long end, EnterpriseBook book, EnterpriseWindow window) {
        Contribution contribution = new Contribution();
        Contribution known = known(end, book);
        if (known != null) {
            contribution.copyFrom(known);
            return contribution;
        }
        contribution.row = emitted.row(end);
        if (contribution.row == EnterpriseEntry.NO_ROW) {
            return contribution;
        }
        book.power().observe(book.clock(), window);
        long energyWh = window.energyWh - emitted.pendingWh(0);
        long coveredMs = window.coveredMsOfMeters - emitted.pendingMs(0);
        int before = 1;
        for (long later = book.clock(); later > end; later -= emitted.schedule().everyMillis(), before++) {
            window.energyWh = energyWh;
            window.coveredMsOfMeters = coveredMs;
            book.power().observeStepBefore(later, window);
            energyWh = window.energyWh - emitted.pendingWh(before);
            coveredMs = window.coveredMsOfMeters - emitted.pendingMs(before);
        }
        measure(end, energyWh, coveredMs, book, window);
        contribution.set(contribution.row, window);
        return contribution;
    }

    /** Measures an open window with this energy and its people, by its row. */
    private void measure(long end, long energyWh, long coveredMs, EnterpriseBook book, EnterpriseWindow window) {
        emitted.people(end).show(window);
        window.energyWh = energyWh;
        window.coveredMsOfMeters = coveredMs;
        book.entry().measureTrailing(end, emitted.row(end), window);
    }

    private void reemit(int day, Contribution was, EnterpriseBook book, Emitter emitter) {
        if (was.row != EnterpriseEntry.NO_ROW) {
            WindowSchedule.Day time = emitted.timeOf(day);
            EnterpriseWindow window = emitter.window();
            measure(day, emitted.wh(day), emitted.ms(day), book.entry(), window);
            was.moveTo(window, book.entry(), emitter.table().day(time));
            emitter.results().enterpriseDay(book.entry().day(book.number(), time, was.row, window));
        }
    }

    /** What a day was emitted with; measured if need be. */
    private Contribution emitted(int day, EnterpriseEntry entry, EnterpriseWindow window) {
        return emitted.givenOfDay(day) != null ? emitted.givenOfDay(day) : measured(day, entry, window);
    }

    /** What a day comes to with the energy that it was emitted with. */
    private Contribution measured(int day, EnterpriseEntry entry, EnterpriseWindow window) {
        Contribution contribution = new Contribution();
        contribution.row = emitted.rowOfDay(day);
        if (contribution.row != EnterpriseEntry.NO_ROW) {
            measure(day, emitted.emittedWh(day), emitted.emittedMs(day), entry, window);
            contribution.set(contribution.row, window);
        }
        return contribution;
    }

    /** Measures a day with this energy and its people, by its row. */
    private void measure(int day, long energyWh, long coveredMs, EnterpriseEntry entry, EnterpriseWindow window) {
        emitted.peopleOfDay(day).show(window);
        window.energyWh = energyWh;
        window.coveredMsOfMeters = coveredMs;
        entry.measureDay(emitted.timeOf(day), emitted.rowOfDay(day), window);
    }

    @Override
    void retract(EnterpriseBook book, EnterpriseEntry next, Emitter emitter) {
        long latest = book.clock();
        ScopeTable table = emitter.table();
        for (long end : emitted.openEnds()) {
            Contribution contribution = emitted(end, book, emitter.window());
            contribution.retract(book.entry(), table.window(end, latest), next.rowHolding(end - 1));
            if (end == latest) {
                book.contribution().copyFrom(contribution);
            }
            emitted.give(end, contribution, emitted.people(end));
            changedFrom(end - 1);
        }
        for (int day = emitted.firstDay(); day < emitted.endOfDays(); day++) {
            if (emitted.isEmitted(day)) {
                WindowSchedule.Day time = emitted.timeOf(day);
                Contribution contribution = emitted(day, book.entry(), emitter.window());
                contribution.retract(book.entry(), table.day(time), next.rowHolding(time.to() - 1));
                emitted.giveDay(day, contribution, emitted.peopleOfDay(day));
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
                emitted.give(end, emitted(end, book, window), seen);
            }
        }
        for (int day = emitted.firstDay(); day < emitted.endOfDays(); day++) {
            WindowSchedule.Day time = emitted.timeOf(day);
            if (emitted.isEmitted(day) && time.to() == end) {
                book.observeEventsSince(time.from(), end, window);
                PeopleSeen seen = PeopleSeen.in(window);
                if (!seen.equals(emitted.peopleOfDay(day))) {
                    emitted.giveDay(day, emitted(day, book.entry(), window), seen);
                }
            }
        }
    }

    @Override
    boolean isBelowZero(long instant) {
        int day = emitted.dayAt(instant);
        return day >= 0 && emitted.ms(day) < 0;
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
                        ofDays((day, amountWh) -> emitted.addWhToDay(day, -amountWh)),
                        ofDays((day, amountMs) -> emitted.addMsToDay(day, -amountMs)));
    }

    @Override
    Spread.StepConsumer restoredEnergy(EnterpriseBook book) {
        return restored(book.power().energy(), book, ofDays(emitted::addWhToDay));
    }

    @Override
    Spread.StepConsumer restoredCovered(EnterpriseBook book) {
        return restored(book.power().covered(), book, ofDays(emitted::addMsToDay));
    }

    private Spread.StepConsumer restored(TrailingSeries series, EnterpriseBook book, Spread.StepConsumer days) {
        long oldest = keptFrom(book.clock()) / emitted.schedule().stepMillis();
        return (step, amount) -> {
            series.add(step, amount, oldest, book.clock() / emitted.schedule().stepMillis());
            if (restoresDays && step >= oldest) {
                days.accept(step, amount);
            }
        };
    }

    /** Takes amounts of a day, which is named by its number. */
    @FunctionalInterface
    private interface DayConsumer {
        void accept(int day, long amount);
    }

    private Spread.StepConsumer ofDays(DayConsumer ofDay) {
        return (step, amount) -> {
            int day = emitted.dayAt(step * emitted.schedule().stepMillis());
            if (day >= 0) {
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
            if (given != null || end == book.clock()) {
                Contribution measured = new Contribution();
                measured.row = emitted.row(end);
                if (measured.row != EnterpriseEntry.NO_ROW) {
                    measure(end, energyWh, coveredMs, book, window);
                    measured.set(measured.row, window);
                }
                if (given != null && !given.equalsContribution(measured)) {
                    emitted.markChangedFrom(end - 1);
                } else if (given != null) {
                    emitted.measureAgain(end);
                }
                if (end == book.clock()) {
                    book.contribution().copyFrom(given == null ? measured : given);
                }
                window.energyWh = energyWh;
                window.coveredMsOfMeters = coveredMs;
            }
            book.power().observeStepBefore(end, window);
        }
        for (int day = emitted.firstDay(); day < emitted.endOfDays(); day++) {
            Contribution given = emitted.givenOfDay(day);
            if (given != null && given.equalsContribution(measured(day, book.entry(), window))) {
                emitted.measureDayAgain(day);
            }
            if (emitted.hasChanged(day)) {
                emitted.markChangedFrom(emitted.timeOf(day).to() - 1);
            }
        }
        emitted.join();
    }
}
