package io.parkpulse.enterprise;

import io.parkpulse.energy.Spread;
import io.parkpulse.index.EnterpriseWindow;
import io.parkpulse.model.Observation;
import io.parkpulse.people.PeopleBook;
import io.parkpulse.people.Turns;
import io.parkpulse.roster.EnterpriseRows;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * One enterprise in event time: its aspects step by step, and what they contribute to its scopes.
 *
 * <p>Its clock moves step by step. Where nothing happens the clock jumps, so a silent enterprise costs nothing. What comes
 * of its figures then, and of what is observed before the clock, its {@link Emission} says.
 */
final class EnterpriseBook {
    private final Calendar days;
    private final Emission emission;
    private final int number;
    private EnterpriseEntry entry;

    private final PowerAspect power;
    private PeopleAspect people = PeopleAspect.NOBODY;

    private long clock;
    /** From the clock to the next end of a trailing window: in an int, for there is one of these for each enterprise. */
    private int stepsToEnd;

    private int nextRow;
    private int nextDay;
    /** Whether something may have changed since the contribution was last computed. */
    private boolean stale = true;

    /** To the trailing window that was emitted last. */
    private final Contribution contribution = new Contribution();

    /** @param number of the enterprise */
    EnterpriseBook(int number, EnterpriseEntry entry, WindowSchedule schedule, Calendar days) {
        this.number = number;
        this.entry = entry;
        this.days = days;
        this.emission = schedule.policy().emission(schedule, days);
        this.power = new PowerAspect(schedule);
        this.clock = schedule.isEmpty()
                ? Long.MAX_VALUE
                : Math.floorDiv(schedule.first() - schedule.policy().settleMillis(), schedule.stepMillis())
                        * schedule.stepMillis();
        findNextEnd();
    }

    private WindowSchedule schedule() {
        return power.schedule();
    }

    private void findNextEnd() {
        if (!schedule().isEmpty()) {
            long next = Math.max(schedule().endAfter(clock), schedule().firstEnd());
            stepsToEnd = Math.toIntExact((next - clock) / schedule().stepMillis());
        }
    }

    private long nextEnd() {
        return clock + stepsToEnd * schedule().stepMillis();
    }

    /**
     * An enterprise that is new: no window of it before this is emitted, and of the days that have ended those alone that
     * readings may still be of, from when its rows say that it is there.
     */
    void beginAt(long instant) {
        clock = instant;
        findNextEnd();
        while (days.get(nextDay).to() <= clock) {
            nextDay++;
        }
        emission.beginAt(this);
    }

    /** Up to where its figures are computed. */
    long clock() {
        return clock;
    }

    /** The number of the enterprise. */
    int number() {
        return number;
    }

    /** What the registry says of it. */
    EnterpriseEntry entry() {
        return entry;
    }

    PowerAspect power() {
        return power;
    }

    /** To the trailing window that was emitted last. */
    Contribution contribution() {
        return contribution;
    }

    /**
     * The registry says something else of it. What was emitted and may still change is retracted and emitted again by what it
     * says now; what can no longer change stays as it was emitted.
     */
    void updateRegistry(EnterpriseEntry next, Emitter emitter) {
        emission.retract(this, next, emitter);
        entry = next;
        nextRow = 0;
        stale = true;
        reemit(emitter);
    }

    /** Whether anything was heard of its people. */
    boolean knowsPeople() {
        return people != PeopleAspect.NOBODY;
    }

    /** What was emitted of it so far was emitted by this. */
    void wasEmittedBy(EnterpriseEntry before) {
        entry = before;
    }

    /** Takes Wh by step. */
    Spread.StepConsumer energy() {
        return emission.energy(this);
    }

    /** Takes covered milliseconds of all meters by step. */
    Spread.StepConsumer covered() {
        return emission.covered(this);
    }

    /** Whether more of a step's time has been taken back than was known. */
    boolean isBelowZero(long step) {
        return power.isBelowZero(step) || emission.isBelowZero(step * schedule().stepMillis());
    }

    /** Takes an applied record that is about the enterprise, not before any earlier one in time. */
    void add(Observation event) {
        people = switch (event.kind()) {
            case HEADCOUNT, CHECKIN -> people.with(event, schedule().stepMillis(), clock, entry);
            case POWER, ROLL_CALL -> throw new IllegalArgumentException(event.kind() + " is about no enterprise");
        };
    }

    /**
     * Lives through its events again, with some that came late among them.
     *
     * @param events all from {@code from} on, in order of time
     * @param from so long before the clock that nothing earlier shows in what is emitted again
     * @param late time of the earliest event that came late
     */
    void replay(Iterable<Observation> events, long from, long late, EnterpriseWindow window) {
        replay(events, from, late, entry.turns(), window);
    }

    /** The same by turns that hold from now on. */
    void replay(Iterable<Observation> events, long from, long late, Turns turns, EnterpriseWindow window) {
        people = PeopleAspect.of(schedule().stepMillis(), from, turns);
        events.forEach(this::add);
        for (long end = from + schedule().stepMillis();
                end <= clock;
                end += schedule().stepMillis()) {
            people.advance(end);
            if (end > late) {
                emission.observeAgain(this, end, window);
            }
        }
        changedFrom(late);
    }

    /** Observes what the events come to in the trailing window that ends there, up to where they were lived through. */
    void observeEvents(long end, EnterpriseWindow window) {
        people.observe(end, window);
    }

    /** Observes what the events come to in a window of another length. */
    void observeEventsSince(long from, long end, EnterpriseWindow window) {
        people.observeSince(from, end, window);
    }

    /** What is observed from an instant on, before the clock, has changed. */
    void changedFrom(long instant) {
        stale = true;
        emission.changedFrom(instant);
    }

    /** Whether something emitted has changed since. */
    boolean hasChanges() {
        return emission.hasChanges();
    }

    /** Emits what has changed of what was emitted: open windows and days that have ended. */
    void reemit(Emitter emitter) {
        emission.reemit(this, emitter);
    }

    /**
     * Moves the clock on.
     *
     * @param limit computes up to there
     * @param settled the clock may jump as far as this, over time in which nothing happens
     */
    void advance(long limit, long settled, Emitter emitter) {
        while (clock < limit) {
            if ((!stale || clock < schedule().firstEnd() - schedule().stepMillis())
                    && power.isQuiet(clock)
                    && people.isQuiet(clock)) {
                long due = nextDue();
                if (due > limit) {
                    jumpTo(Math.max(limit, Math.min(due - schedule().stepMillis(), settled)));
                    break;
                }
                jumpTo(due - schedule().stepMillis());
            }
            step(emitter);
        }
        power.forgetBefore(emission.keptFrom(clock));
    }

    /** The end of the next step in which anything can change or is asked for; after the clock. */
    private long nextDue() {
        long due = Math.min(power.nextDue(clock), people.nextDue(clock));
        long bound = entry.metering().nextBound(boundsFrom());
        if (bound != Long.MAX_VALUE) {
            due = Math.min(
                    due,
                    schedule().stepEndBefore(Math.max(bound, clock))
                            + schedule().stepMillis());
        }
        if (days.has(nextDay)) {
            due = Math.min(due, days.get(nextDay).to());
        }
        if (clock < schedule().firstEnd()) {
            due = Math.min(due, schedule().firstEnd());
        }
        EnterpriseRows rows = entry.rows();
        for (int i = nextRow; i < rows.size(); i++) {
            due = Math.min(due, endAfter(rows.get(i).validFrom()));
            due = Math.min(due, endAfter(rows.get(i).validTo()));
        }
        return due;
    }

    /** Rows of meters that begin or end from here on, up to the clock, move the due time of the trailing window. */
    private long boundsFrom() {
        return clock - WindowSchedule.TRAILING_MILLIS - schedule().everyMillis();
    }

    /** The first end of a trailing window, after the clock, whose last instant is not before this one. */
    private long endAfter(long instant) {
        if (instant == Long.MIN_VALUE || instant == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        long end = schedule().endAfter(instant);
        return end > clock ? end : Long.MAX_VALUE;
    }

    private void jumpTo(long instant) {
        if (instant > clock) {
            emission.windowsPass(nextEnd(), instant, contribution.row);
            clock = instant;
            findNextEnd();
            power.skipTo(clock);
            people.skipTo(clock);
        }
    }

    private void step(Emitter emitter) {
        clock += schedule().stepMillis();
        power.recall(clock, this, emitter.past());
        stale |= power.advance(clock);
        stale |= people.advance(clock);
        stale |= entry.metering().nextBound(boundsFrom()) <= clock;
        if (--stepsToEnd == 0) {
            stepsToEnd = (int) (schedule().everyMillis() / schedule().stepMillis());
            contribute(emitter.window(), emitter.table());
        }
        while (days.has(nextDay) && days.get(nextDay).to() <= clock) {
            WindowSchedule.Day day = days.get(nextDay);
            observeEventsSince(day.from(), clock, emitter.window());
            emission.dayEnds(this, nextDay, rowAt(day.to() - 1), emitter);
            people.forgetBefore(clock - PeopleBook.KEPT_MILLIS);
            nextDay++;
        }
    }

    private int rowAt(long instant) {
        EnterpriseRows rows = entry.rows();
        while (nextRow < rows.size() && rows.get(nextRow).validTo() <= instant) {
            nextRow++;
        }
        if (nextRow == rows.size()) {
            return EnterpriseEntry.NO_ROW;
        }
        return rows.get(nextRow).validFrom() <= instant ? nextRow : EnterpriseEntry.NO_ROW;
    }

    private void contribute(EnterpriseWindow window, ScopeTable table) {
        int row = rowAt(clock - 1);
        if (stale || row != contribution.row) {
            stale = false;
            ScopeTable.Changes changes = table.window(clock, clock);
            if (row != contribution.row) {
                contribution.retract(entry, changes, row);
            }
            if (row != EnterpriseEntry.NO_ROW) {
                power.observe(clock, window);
                observeEvents(clock, window);
                entry.measureTrailing(clock, row, window);
                contribution.moveTo(window, entry, changes);
                emission.measured(window);
            }
        }
        emission.windowEnds(this, contribution.row);
    }

    /** Writes what a later {@link #read} needs. */
    void write(StateFormat form, DataOutput out) throws IOException {
        if (!form.lean()) {
            power.write(out);
        }
        people.write(out);
        out.writeLong(clock);
        if (!form.lean()) {
            power.writeTrailing(out);
        }
        form.writeCount(nextRow, out);
        form.writeCount(nextDay, out);
        emission.write(out);
        out.writeBoolean(stale);
        if (!form.lean()) {
            contribution.write(out);
        }
    }

    /** Reads what {@link #write} wrote, into a new book. */
    void read(StateFormat form, DataInput in) throws IOException {
        if (!form.lean()) {
            power.read(in);
        }
        people = PeopleAspect.read(schedule().stepMillis(), entry.turns(), in);
        clock = in.readLong();
        findNextEnd();
        if (!form.lean()) {
            power.readTrailing(in);
        }
        nextRow = form.readCount(in);
        nextDay = form.readCount(in);
        emission.read(form, clock, in);
        stale = in.readBoolean() || form.lacksSums();
        if (!form.lean()) {
            contribution.read(form, in);
        }
        emission.startAgain(this, !form.lean());
    }

    /** Takes Wh by step that were given before this was written. */
    Spread.StepConsumer restoredEnergy() {
        return emission.restoredEnergy(this);
    }

    /** Takes covered milliseconds by step that were given before this was written. */
    Spread.StepConsumer restoredCovered() {
        return emission.restoredCovered(this);
    }

    /** It has been read, and all that was given before it was written has been given again. */
    void restored(EnterpriseWindow window) {
        emission.restored(this, window);
    }
}
