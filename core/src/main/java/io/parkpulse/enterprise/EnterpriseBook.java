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
    private final Agenda agenda;
    private final Calendar days;
    private final long windowSteps;
    /** What may still be told again; null for a recording, of which everything is told once. */
    private final Recent recent;

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

    EnterpriseBook(int number, Roster.Row[] rows, int[][] tableScopes, int meters, Agenda agenda, Calendar days) {
        this.number = number;
        this.rows = rows;
        this.tableScopes = tableScopes;
        this.meters = meters;
        this.agenda = agenda;
        this.days = days;
        this.windowSteps = Agenda.TRAILING_MILLIS / agenda.stepMillis();
        this.recent = agenda.pace().revises() ? new Recent(agenda, days) : null;
        this.clock = agenda.isEmpty()
                ? Long.MAX_VALUE
                : Math.floorDiv(agenda.first() - agenda.pace().settleMillis(), agenda.stepMillis())
                        * agenda.stepMillis();
        findNextEnd();
    }

    private void findNextEnd() {
        long next = (Math.floorDiv(clock, agenda.everyMillis()) + 1) * agenda.everyMillis();
        nextEnd = Math.max(next, agenda.firstEnd());
    }

    /** An enterprise that is new in a live system: nothing of it before this is told. */
    void beginAt(long instant) {
        clock = instant;
        findNextEnd();
        while (days.get(nextDay).to() <= clock) {
            nextDay++;
        }
        recent.forgetDays(clock);
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
     * The registry says something else of it. What was told and may still change is taken back and told anew by what it
     * says now; what can no longer change stays as it was told.
     */
    void succeed(
            Roster.Row[] newRows,
            int[][] newTableScopes,
            int newMeters,
            EnterpriseWindow window,
            ScopeTable table,
            Findings findings) {
        for (Recent.WindowTold told : recent.windows()) {
            takeBack(told.row, told.sums, table.trailing(told.end), 1);
            if (told.end < clock) {
                takeBack(told.row, told.sums, table.trailing(told.end + agenda.everyMillis()), -1);
            }
        }
        for (Recent.DayTold told : recent.days()) {
            if (told.told) {
                takeBack(told.row, told.sums, table.day(told.day), 1);
            }
        }
        rows = newRows;
        tableScopes = newTableScopes;
        meters = newMeters;
        nextRow = 0;
        for (Recent.WindowTold told : recent.windows()) {
            told.row = rowHolding(told.end - 1);
            Arrays.fill(told.sums, 0);
            recent.touch(told.end - 1);
        }
        for (Recent.DayTold told : recent.days()) {
            if (told.told) {
                told.row = rowHolding(told.day.to() - 1);
                Arrays.fill(told.sums, 0);
                told.touched = true;
                recent.touch(told.day.to() - 1);
            }
        }
        contributingRow = recent.window(clock) == null ? NO_ROW : rowHolding(clock - 1);
        Arrays.fill(contribution, 0);
        stale = true;
        tellAgain(window, table, findings);
    }

    private void takeBack(int row, long[] told, long[] sums, int sign) {
        for (int i = 0; row != NO_ROW && i < Sum.COUNT; i++) {
            addToScopes(sums, row, i, -sign * told[i]);
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
        return recent == null ? energy : this::addEnergy;
    }

    /** Takes covered milliseconds of all meters by step; of a recording from the clock on. */
    Spread.StepConsumer covered() {
        return recent == null ? covered : this::addCovered;
    }

    private void addEnergy(long step, long amountWh) {
        if (isKept(step)) {
            energy.add(step, amountWh);
        }
        if (isInWindow(step)) {
            windowEnergyWh += amountWh;
        }
        Recent.DayTold day = touch(step);
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
        Recent.DayTold day = touch(step);
        if (day != null) {
            day.coveredMs += amountMs;
        }
    }

    /** Whether anything that a step counts in has fallen below 0; of a live system. */
    boolean isBelowZero(long step) {
        Recent.DayTold day = recent.day(step * agenda.stepMillis());
        return energy.get(step) < 0
                || covered.get(step) < 0
                || windowEnergyWh < 0
                || windowCoveredMs < 0
                || day != null && (day.energyWh < 0 || day.coveredMs < 0);
    }

    /** Whether a step lies in a trailing window that can still be told, or will. */
    private boolean isKept(long step) {
        return step >= oldestKept();
    }

    private long oldestKept() {
        return (clock - Agenda.TRAILING_MILLIS - agenda.pace().openMillis()) / agenda.stepMillis();
    }

    /** Whether a step lies in the trailing window that ends at the clock. */
    private boolean isInWindow(long step) {
        long clockStep = clock / agenda.stepMillis();
        return step < clockStep && step >= clockStep - windowSteps;
    }

    private Recent.DayTold touch(long step) {
        long instant = step * agenda.stepMillis();
        if (instant < clock) {
            recent.touch(instant);
            stale = true;
        }
        Recent.DayTold day = recent.day(instant);
        if (day != null) {
            day.touched = true;
        }
        return day;
    }

    void addPeople(Observation event) {
        if (people == null) {
            people = new PeopleBook(agenda.stepMillis(), Agenda.TRAILING_MILLIS);
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
    void advance(long limit, long settled, EnterpriseWindow window, ScopeTable table, Findings findings) {
        while (clock < limit) {
            if ((!stale || clock < agenda.firstEnd() - agenda.stepMillis()) && isQuiet()) {
                long due = nextDue();
                if (due > limit) {
                    jumpTo(Math.max(limit, Math.min(due - agenda.stepMillis(), settled)));
                    break;
                }
                jumpTo(due - agenda.stepMillis());
            }
            step(window, table, findings);
        }
        long oldest = recent == null ? (clock - PeopleBook.KEPT_MILLIS) / agenda.stepMillis() : oldestKept();
        energy.dropBefore(oldest);
        covered.dropBefore(oldest);
    }

    private boolean isQuiet() {
        return windowEnergyWh == 0 && windowCoveredMs == 0 && (people == null || people.isQuiet(clock));
    }

    /** The end of the next step in which anything can change or is asked for; after the clock. */
    private long nextDue() {
        long step = agenda.stepMillis();
        long due = Long.MAX_VALUE;
        if (days.has(nextDay)) {
            due = days.get(nextDay).to();
        }
        if (clock < agenda.firstEnd()) {
            due = Math.min(due, agenda.firstEnd());
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
        long end = (Math.floorDiv(instant, agenda.everyMillis()) + 1) * agenda.everyMillis();
        return end > clock ? end : Long.MAX_VALUE;
    }

    private void jumpTo(long instant) {
        if (instant > clock) {
            if (recent != null) {
                noteQuietEnds(instant);
            }
            clock = instant;
            findNextEnd();
            if (people != null) {
                people.skipTo(clock);
            }
        }
    }

    private void step(EnterpriseWindow window, ScopeTable table, Findings findings) {
        long stepMillis = agenda.stepMillis();
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
            nextEnd += agenda.everyMillis();
            contribute(window, table);
        }
        while (days.has(nextDay) && days.get(nextDay).to() <= clock) {
            closeDay(nextDay++, window, table, findings);
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
                if (recent != null) {
                    lastSeen = PeopleSeen.in(window);
                }
            }
        }
        if (recent != null) {
            note(clock, lastSeen);
        }
    }

    private void measureTrailing(int row, long energyWh, long coveredMs, EnterpriseWindow window) {
        window.windowMs = Agenda.TRAILING_MILLIS;
        window.dayMs = Agenda.TRAILING_MILLIS;
        window.meters = meters;
        window.energyWh = energyWh;
        window.coveredMsOfMeters = coveredMs;
        window.measure(rows[row].enterprise(), rows[row].gauge());
    }

    /** Moves a contribution to what was measured, from the window that ends there on. */
    private void move(EnterpriseWindow window, long[] told, int row, ScopeTable table, long end) {
        long[] sums = null;
        for (int i = 0; i < Sum.COUNT; i++) {
            long value = window.sum(i);
            if (value != told[i]) {
                if (sums == null) {
                    sums = table.trailing(end);
                }
                addToScopes(sums, row, i, value - told[i]);
                told[i] = value;
            }
        }
    }

    private void note(long end, PeopleSeen people) {
        Recent.WindowTold told = recent.open(end);
        told.row = contributingRow;
        told.people = people;
        System.arraycopy(contribution, 0, told.sums, 0, Sum.COUNT);
    }

    /** The ends that are jumped over are told by what was told before. */
    private void noteQuietEnds(long instant) {
        long first = Math.max(nextEnd, instant - agenda.pace().openMillis() + agenda.everyMillis());
        for (long end = first; end <= instant; end += agenda.everyMillis()) {
            note(end, PeopleSeen.NOBODY);
        }
    }

    private void observePeople(EnterpriseWindow window) {
        if (people == null) {
            window.observeNobody();
            return;
        }
        long from = clock - Agenda.TRAILING_MILLIS;
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

    private void closeDay(int index, EnterpriseWindow window, ScopeTable table, Findings findings) {
        Agenda.Day day = days.get(index);
        int row = rowAt(day.to() - 1);
        observePeopleSince(day.from(), window);
        if (recent != null) {
            Recent.DayTold told = recent.day(index);
            told.told = true;
            told.row = row;
            told.people = PeopleSeen.in(window);
            tellAgain(told, window, table, findings);
            recent.forgetDays(clock);
        } else if (row != NO_ROW) {
            long from = day.from() / agenda.stepMillis();
            long to = day.to() / agenda.stepMillis();
            measureDay(day, row, energy.sum(from, to), covered.sum(from, to), window);
            long[] sums = table.day(day);
            for (int i = 0; i < Sum.COUNT; i++) {
                addToScopes(sums, row, i, window.sum(i));
            }
            findings.enterpriseDay(enterpriseDay(day, row, window));
        }
    }

    private void measureDay(Agenda.Day day, int row, long energyWh, long coveredMs, EnterpriseWindow window) {
        window.windowMs = day.to() - day.from();
        window.dayMs = day.dayEnd() - day.from();
        window.meters = meters;
        window.energyWh = energyWh;
        window.coveredMsOfMeters = coveredMs;
        window.measure(rows[row].enterprise(), rows[row].gauge());
    }

    private EnterpriseDay enterpriseDay(Agenda.Day day, int row, EnterpriseWindow window) {
        Enterprise enterprise = rows[row].enterprise();
        return new EnterpriseDay(day.epochDay(), number, enterprise.park(), DayColumn.of(window));
    }

    /** Whether something told has changed since. */
    boolean hasToTellAgain() {
        return recent != null && recent.touchedFrom() != Long.MAX_VALUE;
    }

    /** Tells what has changed of what was told: open windows and days that have ended. */
    void tellAgain(EnterpriseWindow window, ScopeTable table, Findings findings) {
        tellOpenWindowsAgain(window, table);
        for (Recent.DayTold day : recent.days()) {
            if (day.told && day.touched) {
                tellAgain(day, window, table, findings);
            }
        }
        recent.toldAgain();
    }

    private void tellOpenWindowsAgain(EnterpriseWindow window, ScopeTable table) {
        long step = agenda.stepMillis();
        long energyWh = windowEnergyWh;
        long coveredMs = windowCoveredMs;
        for (long end = clock; end > recent.touchedFrom(); end -= step) {
            Recent.WindowTold told = recent.window(end);
            if (told == null) {
                return;
            }
            if (told.row != NO_ROW) {
                told.people.show(window);
                measureTrailing(told.row, energyWh, coveredMs, window);
                tellAgain(end, told, window, table);
            }
            long last = end / step - 1;
            energyWh += energy.get(last - windowSteps) - energy.get(last);
            coveredMs += covered.get(last - windowSteps) - covered.get(last);
        }
    }

    private void tellAgain(long end, Recent.WindowTold told, EnterpriseWindow window, ScopeTable table) {
        for (int i = 0; i < Sum.COUNT; i++) {
            long change = window.sum(i) - told.sums[i];
            if (change != 0) {
                addToScopes(table.trailing(end), told.row, i, change);
                if (end == clock) {
                    contribution[i] += change;
                } else {
                    // The next window was told by itself.
                    addToScopes(table.trailing(end + agenda.everyMillis()), told.row, i, -change);
                }
                told.sums[i] += change;
            }
        }
    }

    private void tellAgain(Recent.DayTold told, EnterpriseWindow window, ScopeTable table, Findings findings) {
        told.touched = false;
        if (told.row == NO_ROW) {
            return;
        }
        told.people.show(window);
        measureDay(told.day, told.row, told.energyWh, told.coveredMs, window);
        long[] sums = null;
        for (int i = 0; i < Sum.COUNT; i++) {
            long change = window.sum(i) - told.sums[i];
            if (change != 0) {
                sums = sums == null ? table.day(told.day) : sums;
                addToScopes(sums, told.row, i, change);
                told.sums[i] += change;
            }
        }
        findings.enterpriseDay(enterpriseDay(told.day, told.row, window));
    }

    /**
     * Lives through the people's events again, with some that came late among them.
     *
     * @param events all from {@code from} on, in order of time
     * @param from so long before the clock that nothing earlier shows in what is told again
     * @param late time of the earliest event that came late
     */
    void relivePeople(Iterable<Observation> events, long from, long late, EnterpriseWindow window) {
        long now = clock;
        people = new PeopleBook(agenda.stepMillis(), Agenda.TRAILING_MILLIS);
        people.skipTo(from);
        events.forEach(people::add);
        try {
            for (clock = from + agenda.stepMillis(); clock <= now; clock += agenda.stepMillis()) {
                people.advance(clock);
                if (clock > late) {
                    seeAgain(window);
                }
            }
        } finally {
            clock = now;
        }
        recent.touch(late);
        stale = true;
    }

    private void seeAgain(EnterpriseWindow window) {
        Recent.WindowTold told = recent.window(clock);
        if (told != null) {
            observePeople(window);
            told.people = PeopleSeen.in(window);
        }
        for (Recent.DayTold day : recent.days()) {
            if (day.told && day.day.to() == clock) {
                observePeopleSince(day.day.from(), window);
                PeopleSeen seen = PeopleSeen.in(window);
                day.touched |= !seen.equals(day.people);
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
        out.writeBoolean(recent != null);
        if (recent != null) {
            recent.write(out);
            lastSeen.write(out);
        }
        out.writeBoolean(stale);
        out.writeInt(contributingRow);
        StateForm.writeSums(contribution, out);
    }

    /** Reads what {@link #write} wrote, into a new book. */
    void read(StateForm form, DataInput in) throws IOException {
        energy = StepSeries.read(in);
        covered = StepSeries.read(in);
        people = in.readBoolean() ? PeopleBook.read(agenda.stepMillis(), Agenda.TRAILING_MILLIS, in) : null;
        clock = in.readLong();
        findNextEnd();
        windowEnergyWh = in.readLong();
        windowCoveredMs = in.readLong();
        nextRow = in.readInt();
        nextDay = in.readInt();
        if (in.readBoolean()) {
            recent.read(form, in);
            recent.forgetDays(clock);
            lastSeen = PeopleSeen.read(in);
        }
        stale = in.readBoolean() || form.lacksSums();
        contributingRow = in.readInt();
        form.readSums(contribution, in);
    }
}
