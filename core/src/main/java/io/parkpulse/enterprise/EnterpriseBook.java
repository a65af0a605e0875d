package io.parkpulse.enterprise;

import io.parkpulse.energy.Spread;
import io.parkpulse.energy.StepSeries;
import io.parkpulse.index.DayColumn;
import io.parkpulse.index.EnterpriseWindow;
import io.parkpulse.index.Sum;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Observation;
import io.parkpulse.people.PeopleBook;
import io.parkpulse.roster.Roster;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * One enterprise in event time: what its meters and its people showed, step by step, and what it contributes to its
 * scopes.
 *
 * <p>Its clock moves step by step over settled time only: no energy is added before the clock any more. Where nothing
 * happens the clock jumps, so a silent enterprise costs nothing.
 */
final class EnterpriseBook {
    /** No row of the registry holds. */
    static final int NO_ROW = -1;

    private final int number;
    private Roster.Row[] rows;
    /** For each row, its scopes by their places in the group's table. */
    private int[][] tableScopes;

    private int meters;
    private final WindowSchedule schedule;
    private final Calendar days;
    private final long windowSteps;
    /** What may still be emitted again; null for a recording, of which everything is emitted once. */
    private final EmittedResults emittedResults;

    private StepSeries energy = new StepSeries();
    private StepSeries covered = new StepSeries();
    private PeopleBook people;

    private long clock;
    /** The first end of a trailing window after the clock. */
    private long nextEnd;

    private long windowEnergyWh;
    private long windowCoveredMs;
    private int nextRow;
    private int nextDay;
    /** Whether something may have changed since the contribution was last computed. */
    private boolean stale = true;

    /** What was last observed of people in a trailing window, of a live system; it stands until something is stale. */
    private PeopleSeen lastSeen = PeopleSeen.NOBODY;

    private int contributingRow = NO_ROW;
    private final long[] contribution = new long[Sum.COUNT];

    EnterpriseBook(
            int number, Roster.Row[] rows, int[][] tableScopes, int meters, WindowSchedule schedule, Calendar days) {
        this.number = number;
        this.rows = rows;
        this.tableScopes = tableScopes;
        this.meters = meters;
        this.schedule = schedule;
        this.days = days;
        this.windowSteps = WindowSchedule.TRAILING_MILLIS / schedule.stepMillis();
        this.emittedResults = schedule.policy().revises() ? new EmittedResults(schedule, days) : null;
        this.clock = schedule.isEmpty()
                ? Long.MAX_VALUE
                : Math.floorDiv(schedule.first() - schedule.policy().settleMillis(), schedule.stepMillis())
                        * schedule.stepMillis();
        findNextEnd();
    }

    private void findNextEnd() {
        long next = (Math.floorDiv(clock, schedule.everyMillis()) + 1) * schedule.everyMillis();
        nextEnd = Math.max(next, schedule.firstEnd());
    }

    /** An enterprise that is new in a live system: nothing of it before this is emitted. */
    void beginAt(long instant) {
        clock = instant;
        findNextEnd();
        while (days.get(nextDay).to() <= clock) {
            nextDay++;
        }
        emittedResults.forgetDays(clock);
    }

    /** Whether it is what the registry says. */
    boolean isOf(Roster.Row[] otherRows, int otherMeters) {
        return meters == otherMeters
                && Arrays.equals(
                        rows,
                        otherRows,
                        (a, b) -> a.enterprise().equals(b.enterprise())
                                        && a.gauge().method().equals(b.gauge().method())
                                        && Arrays.equals(a.scopes(), b.scopes())
                                ? 0
                                : 1);
    }

    /**
     * The registry says something else of it. What was emitted and may still change is retracted and emitted again by what it
     * says now; what can no longer change stays as it was emitted.
     */
    void updateRegistry(
            Roster.Row[] newRows,
            int[][] newTableScopes,
            int newMeters,
            EnterpriseWindow window,
            ScopeTable table,
            ResultCollector results) {
        for (EmittedResults.EmittedWindow emitted : emittedResults.windows()) {
            retract(emitted.row, emitted.sums, table.trailing(emitted.end), 1);
            if (emitted.end < clock) {
                retract(emitted.row, emitted.sums, table.trailing(emitted.end + schedule.everyMillis()), -1);
            }
        }
        for (EmittedResults.EmittedDay emitted : emittedResults.days()) {
            if (emitted.emitted) {
                retract(emitted.row, emitted.sums, table.day(emitted.day), 1);
            }
        }
        rows = newRows;
        tableScopes = newTableScopes;
        meters = newMeters;
        nextRow = 0;
        for (EmittedResults.EmittedWindow emitted : emittedResults.windows()) {
            emitted.row = rowHolding(emitted.end - 1);
            Arrays.fill(emitted.sums, 0);
            emittedResults.markChangedFrom(emitted.end - 1);
        }
        for (EmittedResults.EmittedDay emitted : emittedResults.days()) {
            if (emitted.emitted) {
                emitted.row = rowHolding(emitted.day.to() - 1);
                Arrays.fill(emitted.sums, 0);
                emitted.changed = true;
                emittedResults.markChangedFrom(emitted.day.to() - 1);
            }
        }
        contributingRow = emittedResults.window(clock) == null ? NO_ROW : rowHolding(clock - 1);
        Arrays.fill(contribution, 0);
        stale = true;
        reemit(window, table, results);
    }

    private void retract(int row, long[] emitted, long[] sums, int sign) {
        for (int i = 0; row != NO_ROW && i < Sum.COUNT; i++) {
            addToScopes(sums, row, i, -sign * emitted[i]);
        }
    }

    private int rowHolding(long instant) {
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].enterprise().validAt(instant)) {
                return row;
            }
        }
        return NO_ROW;
    }

    /** Up to where its figures are computed. */
    long clock() {
        return clock;
    }

    /** Takes Wh by step; of a recording from the clock on. */
    Spread.StepConsumer energy() {
        return emittedResults == null ? energy : this::addEnergy;
    }

    /** Takes covered milliseconds of all meters by step; of a recording from the clock on. */
    Spread.StepConsumer covered() {
        return emittedResults == null ? covered : this::addCovered;
    }

    private void addEnergy(long step, long amountWh) {
        if (isKept(step)) {
            energy.add(step, amountWh);
        }
        if (isInWindow(step)) {
            windowEnergyWh += amountWh;
        }
        EmittedResults.EmittedDay day = markChangedFrom(step);
        if (day != null) {
            day.energyWh += amountWh;
        }
    }

    private void addCovered(long step, long amountMs) {
        if (isKept(step)) {
            covered.add(step, amountMs);
        }
        if (isInWindow(step)) {
            windowCoveredMs += amountMs;
        }
        EmittedResults.EmittedDay day = markChangedFrom(step);
        if (day != null) {
            day.coveredMs += amountMs;
        }
    }

    /** Whether anything that a step counts in has fallen below 0; of a live system. */
    boolean isBelowZero(long step) {
        EmittedResults.EmittedDay day = emittedResults.day(step * schedule.stepMillis());
        return energy.get(step) < 0
                || covered.get(step) < 0
                || windowEnergyWh < 0
                || windowCoveredMs < 0
                || day != null && (day.energyWh < 0 || day.coveredMs < 0);
    }

    /** Whether a step lies in a trailing window that can still be emitted, or will. */
    private boolean isKept(long step) {
        return step >= oldestKept();
    }

    private long oldestKept() {
        return (clock - WindowSchedule.TRAILING_MILLIS - schedule.policy().openMillis()) / schedule.stepMillis();
    }

    /** Whether a step lies in the trailing window that ends at the clock. */
    private boolean isInWindow(long step) {
        long clockStep = clock / schedule.stepMillis();
        return step < clockStep && step >= clockStep - windowSteps;
    }

    private EmittedResults.EmittedDay markChangedFrom(long step) {
        long instant = step * schedule.stepMillis();
        if (instant < clock) {
            emittedResults.markChangedFrom(instant);
            stale = true;
        }
        EmittedResults.EmittedDay day = emittedResults.day(instant);
        if (day != null) {
            day.changed = true;
        }
        return day;
    }

    void addPeople(Observation event) {
        if (people == null) {
            people = new PeopleBook(schedule.stepMillis(), WindowSchedule.TRAILING_MILLIS);
            people.skipTo(clock);
        }
        people.add(event);
    }

    /**
     * Moves the clock on.
     *
     * @param limit computes up to there
     * @param settled the clock may jump as far as this, over time in which nothing happens
     */
    void advance(long limit, long settled, EnterpriseWindow window, ScopeTable table, ResultCollector results) {
        while (clock < limit) {
            if ((!stale || clock < schedule.firstEnd() - schedule.stepMillis()) && isQuiet()) {
                long due = nextDue();
                if (due > limit) {
                    jumpTo(Math.max(limit, Math.min(due - schedule.stepMillis(), settled)));
                    break;
                }
                jumpTo(due - schedule.stepMillis());
            }
            step(window, table, results);
        }
        long oldest = emittedResults == null ? (clock - PeopleBook.KEPT_MILLIS) / schedule.stepMillis() : oldestKept();
        energy.dropBefore(oldest);
        covered.dropBefore(oldest);
    }

    private boolean isQuiet() {
        return windowEnergyWh == 0 && windowCoveredMs == 0 && (people == null || people.isQuiet(clock));
    }

    /** The end of the next step in which anything can change or is asked for; after the clock. */
    private long nextDue() {
        long step = schedule.stepMillis();
        long due = Long.MAX_VALUE;
        if (days.has(nextDay)) {
            due = days.get(nextDay).to();
        }
        if (clock < schedule.firstEnd()) {
            due = Math.min(due, schedule.firstEnd());
        }
        for (int i = nextRow; i < rows.length; i++) {
            due = Math.min(due, endAfter(rows[i].enterprise().validFrom()));
            due = Math.min(due, endAfter(rows[i].enterprise().validTo()));
        }
        long dataStep = Math.min(energy.nextFrom(clock / step), covered.nextFrom(clock / step));
        if (dataStep != Long.MAX_VALUE) {
            due = Math.min(due, (dataStep + 1) * step);
        }
        if (people != null && people.nextEvent() != Long.MAX_VALUE) {
            due = Math.min(due, (people.nextEvent() / step + 1) * step);
        }
        return due;
    }

    /** The first end of a trailing window, after the clock, whose last instant is not before this one. */
    private long endAfter(long instant) {
        if (instant == Long.MIN_VALUE || instant == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        long end = (Math.floorDiv(instant, schedule.everyMillis()) + 1) * schedule.everyMillis();
        return end > clock ? end : Long.MAX_VALUE;
    }

    private void jumpTo(long instant) {
        if (instant > clock) {
            if (emittedResults != null) {
                noteQuietEnds(instant);
            }
            clock = instant;
            findNextEnd();
            if (people != null) {
                people.skipTo(clock);
            }
        }
    }

    private void step(EnterpriseWindow window, ScopeTable table, ResultCollector results) {
        long stepMillis = schedule.stepMillis();
        long step = clock / stepMillis;
        clock += stepMillis;
        long gainedWh = energy.get(step) - energy.get(step - windowSteps);
        long gainedMs = covered.get(step) - covered.get(step - windowSteps);
        windowEnergyWh += gainedWh;
        windowCoveredMs += gainedMs;
        stale |= (gainedWh | gainedMs) != 0;
        if (people != null) {
            stale |= !people.isQuiet(clock - stepMillis);
            people.advance(clock);
            stale |= !people.isQuiet(clock);
        }
        if (clock == nextEnd) {
            nextEnd += schedule.everyMillis();
            contribute(window, table);
        }
        while (days.has(nextDay) && days.get(nextDay).to() <= clock) {
            closeDay(nextDay++, window, table, results);
            if (people != null) {
                people.forgetBefore(clock - PeopleBook.KEPT_MILLIS);
            }
        }
    }

    private int rowAt(long instant) {
        while (nextRow < rows.length && rows[nextRow].enterprise().validTo() <= instant) {
            nextRow++;
        }
        return nextRow < rows.length && rows[nextRow].enterprise().validFrom() <= instant ? nextRow : NO_ROW;
    }

    private void contribute(EnterpriseWindow window, ScopeTable table) {
        int row = rowAt(clock - 1);
        if (stale || row != contributingRow) {
            stale = false;
            if (row != contributingRow && contributingRow != NO_ROW) {
                long[] sums = table.trailing(clock);
                for (int i = 0; i < Sum.COUNT; i++) {
                    addToScopes(sums, contributingRow, i, -contribution[i]);
                    contribution[i] = 0;
                }
            }
            contributingRow = row;
            if (row != NO_ROW) {
                observePeople(window);
                measureTrailing(row, windowEnergyWh, windowCoveredMs, window);
                move(window, contribution, row, table, clock);
                if (emittedResults != null) {
                    lastSeen = PeopleSeen.in(window);
                }
            }
        }
        if (emittedResults != null) {
            note(clock, lastSeen);
        }
    }

    private void measureTrailing(int row, long energyWh, long coveredMs, EnterpriseWindow window) {
        window.windowMs = WindowSchedule.TRAILING_MILLIS;
        window.dayMs = WindowSchedule.TRAILING_MILLIS;
        window.meters = meters;
        window.energyWh = energyWh;
        window.coveredMsOfMeters = coveredMs;
        window.measure(rows[row].enterprise(), rows[row].gauge());
    }

    /** Moves a contribution to what was measured, from the window that ends there on. */
    private void move(EnterpriseWindow window, long[] emitted, int row, ScopeTable table, long end) {
        long[] sums = null;
        for (int i = 0; i < Sum.COUNT; i++) {
            long value = window.sum(i);
            if (value != emitted[i]) {
                if (sums == null) {
                    sums = table.trailing(end);
                }
                addToScopes(sums, row, i, value - emitted[i]);
                emitted[i] = value;
            }
        }
    }

    private void note(long end, PeopleSeen people) {
        EmittedResults.EmittedWindow emitted = emittedResults.open(end);
        emitted.row = contributingRow;
        emitted.people = people;
        System.arraycopy(contribution, 0, emitted.sums, 0, Sum.COUNT);
    }

    /** The ends that are jumped over have the figures of the last one before them. */
    private void noteQuietEnds(long instant) {
        long first = Math.max(nextEnd, instant - schedule.policy().openMillis() + schedule.everyMillis());
        for (long end = first; end <= instant; end += schedule.everyMillis()) {
            note(end, PeopleSeen.NOBODY);
        }
    }

    private void observePeople(EnterpriseWindow window) {
        if (people == null) {
            window.observeNobody();
            return;
        }
        long from = clock - WindowSchedule.TRAILING_MILLIS;
        window.checkedIn = people.returned();
        window.onsiteEvent = people.onsiteEventSince(from);
        window.greatestHeadcount = people.greatestHeadcount(clock);
        window.counted = people.countSince(from);
        window.online = people.online();
        window.presentByCheckin = people.present();
        window.presentByHeadcount = people.headcount(clock);
    }

    private void observePeopleSince(long from, EnterpriseWindow window) {
        if (people == null) {
            window.observeNobody();
            return;
        }
        window.checkedIn = people.returnedSince(from, clock);
        window.onsiteEvent = people.onsiteEventSince(from);
        window.greatestHeadcount = people.greatestHeadcount(from, clock);
        window.counted = people.countSince(from);
        window.online = people.onlineSince(from, clock);
        // A day has no "now".
        window.presentByCheckin = 0;
        window.presentByHeadcount = 0;
    }

    private void closeDay(int index, EnterpriseWindow window, ScopeTable table, ResultCollector results) {
        WindowSchedule.Day day = days.get(index);
        int row = rowAt(day.to() - 1);
        observePeopleSince(day.from(), window);
        if (emittedResults != null) {
            EmittedResults.EmittedDay emitted = emittedResults.day(index);
            emitted.emitted = true;
            emitted.row = row;
            emitted.people = PeopleSeen.in(window);
            reemit(emitted, window, table, results);
            emittedResults.forgetDays(clock);
        } else if (row != NO_ROW) {
            long from = day.from() / schedule.stepMillis();
            long to = day.to() / schedule.stepMillis();
            measureDay(day, row, energy.sum(from, to), covered.sum(from, to), window);
            long[] sums = table.day(day);
            for (int i = 0; i < Sum.COUNT; i++) {
                addToScopes(sums, row, i, window.sum(i));
            }
            results.enterpriseDay(enterpriseDay(day, row, window));
        }
    }

    private void measureDay(WindowSchedule.Day day, int row, long energyWh, long coveredMs, EnterpriseWindow window) {
        window.windowMs = day.to() - day.from();
        window.dayMs = day.dayEnd() - day.from();
        window.meters = meters;
        window.energyWh = energyWh;
        window.coveredMsOfMeters = coveredMs;
        window.measure(rows[row].enterprise(), rows[row].gauge());
    }

    private EnterpriseDay enterpriseDay(WindowSchedule.Day day, int row, EnterpriseWindow window) {
        Enterprise enterprise = rows[row].enterprise();
        return new EnterpriseDay(day.epochDay(), number, enterprise.park(), DayColumn.of(window));
    }

    /** Whether something emitted has changed since. */
    boolean hasChanges() {
        return emittedResults != null && emittedResults.changedFrom() != Long.MAX_VALUE;
    }

    /** Emits what has changed of what was emitted: open windows and days that have ended. */
    void reemit(EnterpriseWindow window, ScopeTable table, ResultCollector results) {
        reemitOpenWindows(window, table);
        for (EmittedResults.EmittedDay day : emittedResults.days()) {
            if (day.emitted && day.changed) {
                reemit(day, window, table, results);
            }
        }
        emittedResults.reemitted();
    }

    private void reemitOpenWindows(EnterpriseWindow window, ScopeTable table) {
        long step = schedule.stepMillis();
        long energyWh = windowEnergyWh;
        long coveredMs = windowCoveredMs;
        for (long end = clock; end > emittedResults.changedFrom(); end -= step) {
            EmittedResults.EmittedWindow emitted = emittedResults.window(end);
            if (emitted == null) {
                return;
            }
            if (emitted.row != NO_ROW) {
                emitted.people.show(window);
                measureTrailing(emitted.row, energyWh, coveredMs, window);
                reemit(end, emitted, window, table);
            }
            long last = end / step - 1;
            energyWh += energy.get(last - windowSteps) - energy.get(last);
            coveredMs += covered.get(last - windowSteps) - covered.get(last);
        }
    }

    private void reemit(long end, EmittedResults.EmittedWindow emitted, EnterpriseWindow window, ScopeTable table) {
        for (int i = 0; i < Sum.COUNT; i++) {
            long change = window.sum(i) - emitted.sums[i];
            if (change != 0) {
                addToScopes(table.trailing(end), emitted.row, i, change);
                if (end == clock) {
                    contribution[i] += change;
                } else {
                    // The next window has been emitted on its own.
                    addToScopes(table.trailing(end + schedule.everyMillis()), emitted.row, i, -change);
                }
                emitted.sums[i] += change;
            }
        }
    }

    private void reemit(
            EmittedResults.EmittedDay emitted, EnterpriseWindow window, ScopeTable table, ResultCollector results) {
        emitted.changed = false;
        if (emitted.row == NO_ROW) {
            return;
        }
        emitted.people.show(window);
        measureDay(emitted.day, emitted.row, emitted.energyWh, emitted.coveredMs, window);
        long[] sums = null;
        for (int i = 0; i < Sum.COUNT; i++) {
            long change = window.sum(i) - emitted.sums[i];
            if (change != 0) {
                sums = sums == null ? table.day(emitted.day) : sums;
                addToScopes(sums, emitted.row, i, change);
                emitted.sums[i] += change;
            }
        }
        results.enterpriseDay(enterpriseDay(emitted.day, emitted.row, window));
    }

    /**
     * Lives through the people's events again, with some that came late among them.
     *
     * @param events all from {@code from} on, in order of time
     * @param from so long before the clock that nothing earlier shows in what is emitted again
     * @param late time of the earliest event that came late
     */
    void replayPeople(Iterable<Observation> events, long from, long late, EnterpriseWindow window) {
        long now = clock;
        people = new PeopleBook(schedule.stepMillis(), WindowSchedule.TRAILING_MILLIS);
        people.skipTo(from);
        events.forEach(people::add);
        try {
            for (clock = from + schedule.stepMillis(); clock <= now; clock += schedule.stepMillis()) {
                people.advance(clock);
                if (clock > late) {
                    seeAgain(window);
                }
            }
        } finally {
            clock = now;
        }
        emittedResults.markChangedFrom(late);
        stale = true;
    }

    private void seeAgain(EnterpriseWindow window) {
        EmittedResults.EmittedWindow emitted = emittedResults.window(clock);
        if (emitted != null) {
            observePeople(window);
            emitted.people = PeopleSeen.in(window);
        }
        for (EmittedResults.EmittedDay day : emittedResults.days()) {
            if (day.emitted && day.day.to() == clock) {
                observePeopleSince(day.day.from(), window);
                PeopleSeen seen = PeopleSeen.in(window);
                day.changed |= !seen.equals(day.people);
                day.people = seen;
            }
        }
    }

    private void addToScopes(long[] sums, int row, int sum, long amount) {
        if (amount == 0) {
            return;
        }
        for (int scope : tableScopes[row]) {
            sums[scope * Sum.COUNT + sum] += amount;
        }
    }

    /** Writes what a later {@link #read} needs. */
    void write(DataOutput out) throws IOException {
        energy.write(out);
        covered.write(out);
        out.writeBoolean(people != null);
        if (people != null) {
            people.write(out);
        }
        out.writeLong(clock);
        out.writeLong(windowEnergyWh);
        out.writeLong(windowCoveredMs);
        out.writeInt(nextRow);
        out.writeInt(nextDay);
        out.writeBoolean(emittedResults != null);
        if (emittedResults != null) {
            emittedResults.write(out);
            lastSeen.write(out);
        }
        out.writeBoolean(stale);
        out.writeInt(contributingRow);
        StateFormat.writeSums(contribution, out);
    }

    /** Reads what {@link #write} wrote, into a new book. */
    void read(StateFormat form, DataInput in) throws IOException {
        energy = StepSeries.read(in);
        covered = StepSeries.read(in);
        people = in.readBoolean() ? PeopleBook.read(schedule.stepMillis(), WindowSchedule.TRAILING_MILLIS, in) : null;
        clock = in.readLong();
        findNextEnd();
        windowEnergyWh = in.readLong();
        windowCoveredMs = in.readLong();
        nextRow = in.readInt();
        nextDay = in.readInt();
        if (in.readBoolean()) {
            emittedResults.read(form, in);
            emittedResults.forgetDays(clock);
            lastSeen = PeopleSeen.read(in);
        }
        stale = in.readBoolean() || form.lacksSums();
        contributingRow = in.readInt();
        form.readSums(contribution, in);
    }
}
