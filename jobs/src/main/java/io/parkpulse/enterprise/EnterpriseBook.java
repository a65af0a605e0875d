package io.parkpulse.enterprise;

import io.parkpulse.energy.StepSeries;
import io.parkpulse.index.EnterpriseWindow;
import io.parkpulse.index.Sum;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Observation;
import io.parkpulse.people.PeopleBook;
import io.parkpulse.roster.Roster;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * One enterprise in event time: what its meters and its people showed, step by step, and what it contributes to its
 * scopes.
 *
 * <p>Its clock moves step by step over settled time only: no energy is added before the clock any more. Where nothing
 * happens the clock jumps, so a silent enterprise costs nothing.
 */
final class EnterpriseBook {
    private static final int NO_ROW = -1;

    private final int number;
    private final Roster.Row[] rows;
    /** For each row, its scopes by their places in the group's table. */
    private final int[][] tableScopes;

    private final int meters;
    private final Agenda agenda;
    private final List<Agenda.Day> days;
    private final long windowSteps;

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

    private int contributingRow = NO_ROW;
    private final long[] contribution = new long[Sum.COUNT];

    EnterpriseBook(
            int number, Roster.Row[] rows, int[][] tableScopes, int meters, Agenda agenda, List<Agenda.Day> days) {
        this.number = number;
        this.rows = rows;
        this.tableScopes = tableScopes;
        this.meters = meters;
        this.agenda = agenda;
        this.days = days;
        this.windowSteps = Agenda.TRAILING_MILLIS / agenda.stepMillis();
        this.clock = agenda.isEmpty()
                ? Long.MAX_VALUE
                : Math.floorDiv(agenda.first() - GroupBook.SETTLED_MILLIS, agenda.stepMillis()) * agenda.stepMillis();
        findNextEnd();
    }

    private void findNextEnd() {
        long next = (Math.floorDiv(clock, agenda.everyMillis()) + 1) * agenda.everyMillis();
        nextEnd = Math.max(next, agenda.firstEnd());
    }

    /** Up to where its figures are computed. */
    long clock() {
        return clock;
    }

    /** Wh by step, to be added to from the clock on. */
    StepSeries energy() {
        return energy;
    }

    /** Covered milliseconds of all meters by step, to be added to from the clock on. */
    StepSeries covered() {
        return covered;
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
        long oldest = (clock - PeopleBook.KEPT_MILLIS) / agenda.stepMillis();
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
        if (nextDay < days.size()) {
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
        while (nextDay < days.size() && days.get(nextDay).to() <= clock) {
            closeDay(days.get(nextDay++), window, table, findings);
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
        if (!stale && row == contributingRow) {
            return;
        }
        stale = false;
        if (row != contributingRow && contributingRow != NO_ROW) {
            long[] sums = table.trailing(clock);
            for (int i = 0; i < Sum.COUNT; i++) {
                addToScopes(sums, contributingRow, i, -contribution[i]);
                contribution[i] = 0;
            }
        }
        contributingRow = row;
        if (row == NO_ROW) {
            return;
        }
        window.windowMs = Agenda.TRAILING_MILLIS;
        window.dayMs = Agenda.TRAILING_MILLIS;
        window.meters = meters;
        window.energyWh = windowEnergyWh;
        window.coveredMsOfMeters = windowCoveredMs;
        observePeople(window);
        Enterprise enterprise = rows[row].enterprise();
        window.measure(enterprise, rows[row].gauge());
        long[] sums = null;
        for (int i = 0; i < Sum.COUNT; i++) {
            long value = window.sum(i);
            if (value != contribution[i]) {
                if (sums == null) {
                    sums = table.trailing(clock);
                }
                addToScopes(sums, row, i, value - contribution[i]);
                contribution[i] = value;
            }
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

    private void closeDay(Agenda.Day day, EnterpriseWindow window, ScopeTable table, Findings findings) {
        int row = rowAt(day.to() - 1);
        if (row == NO_ROW) {
            return;
        }
        long stepMillis = agenda.stepMillis();
        window.windowMs = day.to() - day.from();
        window.dayMs = day.dayEnd() - day.from();
        window.meters = meters;
        window.energyWh = energy.sum(day.from() / stepMillis, day.to() / stepMillis);
        window.coveredMsOfMeters = covered.sum(day.from() / stepMillis, day.to() / stepMillis);
        observePeopleSince(day.from(), window);
        Enterprise enterprise = rows[row].enterprise();
        window.measure(enterprise, rows[row].gauge());
        long[] sums = table.day(day);
        for (int i = 0; i < Sum.COUNT; i++) {
            addToScopes(sums, row, i, window.sum(i));
        }
        findings.enterpriseDay(new EnterpriseDay(
                day.epochDay(),
                number,
                enterprise.park(),
                window.windowMs,
                meters > 0,
                window.coveredMs,
                window.energyWh,
                window.baselineWh,
                window.matched,
                window.powerResumed,
                window.returned,
                enterprise.staffRegistered(),
                window.online,
                window.atWork,
                window.hasUtilisation,
                window.hasUtilisation ? window.usedWh : 0,
                window.hasUtilisation ? window.capacityWh : 0));
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
        out.writeBoolean(stale);
        out.writeInt(contributingRow);
        for (long value : contribution) {
            out.writeLong(value);
        }
    }

    /** Reads what {@link #write} wrote, into a new book. */
    void read(DataInput in) throws IOException {
        energy = StepSeries.read(in);
        covered = StepSeries.read(in);
        people = in.readBoolean() ? PeopleBook.read(agenda.stepMillis(), Agenda.TRAILING_MILLIS, in) : null;
        clock = in.readLong();
        findNextEnd();
        windowEnergyWh = in.readLong();
        windowCoveredMs = in.readLong();
        nextRow = in.readInt();
        nextDay = in.readInt();
        stale = in.readBoolean();
        contributingRow = in.readInt();
        for (int i = 0; i < Sum.COUNT; i++) {
            contribution[i] = in.readLong();
        }
    }
}
