package io.parkpulse.people;

import io.parkpulse.energy.StepSeries;
import io.parkpulse.model.Observation;
import io.parkpulse.model.ObservationCodec;
import io.parkpulse.model.Turn;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The people of one enterprise, step by step: who returned, who is present, who works online, what its gates counted.
 *
 * <p>Events wait in order until the clock passes them. Kept: a person until nothing of theirs can count any more (at
 * most {@link #KEPT_MILLIS} after the last sign of them), a count of a gate and the passages of a step as long.
 */
public final class PeopleBook {
    /** How long after an IN, or a count, somebody is taken to be still there. */
    public static final long PRESENT_MILLIS = 16L * 3_600_000;

    /** Longer than any local day since 2000, clock changes included. */
    public static final long KEPT_MILLIS = 28L * 3_600_000;

    private static final long NEVER = Persons.NEVER;

    private final long stepMillis;
    private final long windowSteps;
    private final long presentSteps;
    private final Turns turns;

    /** Not yet passed by the clock, in order of time. */
    private final ArrayDeque<Observation> waiting = new ArrayDeque<>();

    /** Null before the first. */
    private Persons persons;

    /** Persons by the step of their latest onsite IN. */
    private StepSeries returnedByStep = new StepSeries();
    /** Those of them who have not gone out since. */
    private StepSeries presentByStep = new StepSeries();
    /** Persons by the step of their latest online IN. */
    private StepSeries onlineByStep = new StepSeries();

    private long returned;
    private long present;
    private long online;
    private long lastOnsiteEvent = NEVER;

    private final Map<String, Gate> gates = new HashMap<>();
    private final List<Gate> gateList = new ArrayList<>();
    private final ArrayDeque<Count> counts = new ArrayDeque<>();
    /** Null if none are kept. */
    private Passages passages;

    private long lastPassage = NEVER;
    /** Of a count or a passage. */
    private long lastCount = NEVER;

    private long greatest;
    private boolean greatestKnown;
    /** The oldest that the greatest is of: while it stays in the window and nothing comes, so does the greatest. */
    private long oldestCounted;
    /** By which turn the greatest is known. */
    private Turn turnOfGreatest;

    private static final class Gate {
        final String name;
        long countedAt = NEVER;
        long persons;
        /** Scratch of a sweep over a window. */
        long sweepAt;
        /** Scratch of a sweep over a window. */
        long sweepPersons;

        Gate(String name) {
            this.name = name;
        }
    }

    private record Count(Gate gate, long at, long persons) {}

    /**
     * @param stepMillis length of a step
     * @param windowMillis length of the trailing window, a multiple of the step
     * @param turns when gates that count in and out begin anew
     */
    public PeopleBook(long stepMillis, long windowMillis, Turns turns) {
        this.turns = turns;
        this.stepMillis = stepMillis;
        this.windowSteps = windowMillis / stepMillis;
        this.presentSteps = PRESENT_MILLIS / stepMillis;
    }

    /** Takes an applied headcount or check-in, not before any earlier one in time. */
    public void add(Observation event) {
        waiting.add(event);
    }

    /** The time of the next event that the clock has not passed; {@link Long#MAX_VALUE} if there is none. */
    public long nextEvent() {
        return waiting.isEmpty() ? Long.MAX_VALUE : waiting.peek().at();
    }

    /** Whether nothing is left that could change any figure as time goes by, other than waiting events. */
    public boolean isQuiet(long clock) {
        return returned == 0
                && present == 0
                && online == 0
                && !saidSince(clock - windowSteps * stepMillis, lastOnsiteEvent)
                && !saidSince(clock - windowSteps * stepMillis, lastCount)
                && !saidSince(clock - KEPT_MILLIS, lastPassage);
    }

    /**
     * Moves the clock one step on.
     *
     * @param clock the step's end, epoch milliseconds: events before it take effect
     */
    public void advance(long clock) {
        long step = clock / stepMillis - 1;
        returned -= returnedByStep.get(step - windowSteps);
        online -= onlineByStep.get(step - windowSteps);
        present -= presentByStep.get(step - presentSteps);
        while (!waiting.isEmpty() && waiting.peek().at() < clock) {
            Observation event = waiting.poll();
            switch (event.kind()) {
                case HEADCOUNT -> countHeads(event);
                case CHECKIN -> checkIn(event, step);
                default -> throw new IllegalStateException(event.kind() + " is of no people");
            }
        }
        greatestKnown = greatestKnown && oldestCounted >= clock - windowSteps * stepMillis;
    }

    /** Jumps to a later clock over a stretch in which nothing can change. */
    public void skipTo(long clock) {
        if (persons != null || !counts.isEmpty() || passages != null) {
            forgetBefore(clock - KEPT_MILLIS);
        }
        greatestKnown = false;
    }

    private void checkIn(Observation event, long step) {
        persons = persons == null ? new Persons(step) : persons;
        int person = persons.of(event.name());
        if (event.online()) {
            if (event.in()) {
                online += 1 - leave(onlineByStep, persons.step(person, Persons.ONLINE), step - windowSteps);
                enter(onlineByStep, person, Persons.ONLINE, step);
            }
            return;
        }
        lastOnsiteEvent = event.at();
        present -= leave(presentByStep, persons.step(person, Persons.PRESENT), step - presentSteps);
        persons.set(person, Persons.PRESENT, NEVER);
        if (event.in()) {
            returned += 1 - leave(returnedByStep, persons.step(person, Persons.RETURNED), step - windowSteps);
            enter(returnedByStep, person, Persons.RETURNED, step);
            enter(presentByStep, person, Persons.PRESENT, step);
            present++;
        }
    }

    private void enter(StepSeries byStep, int person, int sign, long step) {
        byStep.add(step, 1);
        persons.set(person, sign, step);
    }

    /** Takes a person out of the step they were counted in; returns how many the running sum loses by it. */
    private static long leave(StepSeries byStep, long step, long lastExpired) {
        // A step that has expired has left the running sum, and may have been forgotten.
        if (step == NEVER || byStep.get(step) == 0) {
            return 0;
        }
        byStep.add(step, -1);
        return step > lastExpired ? 1 : 0;
    }

    private void countHeads(Observation event) {
        lastCount = event.at();
        greatestKnown = false;
        if (event.passage()) {
            lastPassage = event.at();
            passages = passages == null ? new Passages(stepMillis, turns) : passages;
            passages.add(event.at(), event.value() - event.also());
            return;
        }
        Gate gate = gate(event.name());
        gate.countedAt = event.at();
        gate.persons = event.value();
        counts.add(new Count(gate, event.at(), event.value()));
    }

    private Gate gate(String name) {
        return gates.computeIfAbsent(name, key -> {
            Gate gate = new Gate(key);
            gateList.add(gate);
            return gate;
        });
    }

    /** Distinct persons with an onsite IN in the trailing window. */
    public long returned() {
        return returned;
    }

    /** Persons whose latest onsite event is an IN at most {@link #PRESENT_MILLIS} ago. */
    public long present() {
        return present;
    }

    /** Distinct persons with an online IN in the trailing window. */
    public long online() {
        return online;
    }

    /** Distinct persons with an onsite IN in [from, clock), for a window that ends at the clock. */
    public long returnedSince(long from, long clock) {
        return returnedByStep.sum(from / stepMillis, clock / stepMillis);
    }

    /** Distinct persons with an online IN in [from, clock), for a window that ends at the clock. */
    public long onlineSince(long from, long clock) {
        return onlineByStep.sum(from / stepMillis, clock / stepMillis);
    }

    /** Whether anybody checked in or out on site since then. */
    public boolean onsiteEventSince(long from) {
        return saidSince(from, lastOnsiteEvent);
    }

    /** Whether any gate counted since then, who is inside or who passes. */
    public boolean countSince(long from) {
        return saidSince(from, lastCount);
    }

    private static boolean saidSince(long from, long last) {
        return last != NEVER && last >= from;
    }

    /**
     * The sum over the gates of their latest counts, those more than {@link #PRESENT_MILLIS} old left out, and what passed
     * since the latest turn the other gates.
     */
    public long headcount(long clock) {
        long sum = passages == null ? 0 : passages.headcount(clock, turns.ofWindow(clock));
        for (Gate gate : gateList) {
            if (gate.countedAt != NEVER && gate.countedAt >= clock - PRESENT_MILLIS) {
                sum += gate.persons;
            }
        }
        return sum;
    }

    /** {@link #greatestHeadcount} over the trailing window. */
    public long greatestHeadcount(long clock) {
        Turn turn = turns.ofWindow(clock);
        if (!greatestKnown || !turn.equals(turnOfGreatest)) {
            long from = clock - windowSteps * stepMillis;
            greatest = greatestHeadcount(from, clock);
            greatestKnown = true;
            turnOfGreatest = turn;
            oldestCounted = passages == null ? Long.MAX_VALUE : passages.nextFrom(from);
            for (Count count : counts) {
                if (count.at() >= from) {
                    oldestCounted = Math.min(oldestCounted, count.at());
                    break;
                }
            }
        }
        return greatest;
    }

    /** The greatest headcount at any step's end in (from, clock], from what was counted in [from, clock). */
    public long greatestHeadcount(long from, long clock) {
        for (Gate gate : gateList) {
            gate.sweepAt = NEVER;
        }
        if (passages != null && lastPassage >= from) {
            Iterator<Count> inOrder = counts.iterator();
            Count[] next = {nextFrom(from, inOrder)};
            return passages.greatest(from, clock, turns.ofWindow(clock), end -> {
                while (next[0] != null && next[0].at() < end) {
                    sweep(next[0]);
                    next[0] = inOrder.hasNext() ? inOrder.next() : null;
                }
                return sweptHeadcount(end);
            });
        }
        long most = 0;
        Count pending = null;
        for (Count count : counts) {
            if (count.at() < from) {
                continue;
            }
            if (pending != null) {
                long stepEnd = (pending.at() / stepMillis + 1) * stepMillis;
                // Later step ends before the next count can only have fewer: old counts expire.
                if (count.at() >= stepEnd) {
                    most = Math.max(most, sweptHeadcount(stepEnd));
                }
            }
            sweep(count);
            pending = count;
        }
        if (pending != null) {
            most = Math.max(most, sweptHeadcount((pending.at() / stepMillis + 1) * stepMillis));
        }
        return most;
    }

    private static Count nextFrom(long instant, Iterator<Count> inOrder) {
        while (inOrder.hasNext()) {
            Count count = inOrder.next();
            if (count.at() >= instant) {
                return count;
            }
        }
        return null;
    }

    private static void sweep(Count count) {
        count.gate().sweepAt = count.at();
        count.gate().sweepPersons = count.persons();
    }

    private long sweptHeadcount(long stepEnd) {
        long sum = 0;
        for (Gate gate : gateList) {
            if (gate.sweepAt != NEVER && gate.sweepAt >= stepEnd - PRESENT_MILLIS) {
                sum += gate.sweepPersons;
            }
        }
        return sum;
    }

    /** Forgets persons, counts and steps of which nothing after {@code instant} is left. */
    public void forgetBefore(long instant) {
        long step = instant / stepMillis;
        returnedByStep.dropBefore(step);
        presentByStep.dropBefore(step);
        onlineByStep.dropBefore(step);
        if (persons != null) {
            persons.forgetBefore(step);
            persons = persons.isEmpty() ? null : persons;
        }
        while (!counts.isEmpty() && counts.peek().at() < instant) {
            counts.poll();
        }
        if (passages != null) {
            passages.forgetBefore(instant);
            passages = lastPassage < instant ? null : passages;
        }
        for (Iterator<Gate> all = gateList.iterator(); all.hasNext(); ) {
            Gate gate = all.next();
            if (gate.countedAt < instant) {
                all.remove();
                gates.remove(gate.name);
            }
        }
    }

    /** Writes what a later {@link #read} needs. */
    public void write(DataOutput out) throws IOException {
        out.writeInt(waiting.size());
        for (Observation event : waiting) {
            ObservationCodec.write(event, out);
        }
        out.writeBoolean(persons != null);
        if (persons != null) {
            persons.write(out);
        }
        returnedByStep.write(out);
        presentByStep.write(out);
        onlineByStep.write(out);
        out.writeLong(returned);
        out.writeLong(present);
        out.writeLong(online);
        out.writeLong(lastOnsiteEvent);
        out.writeInt(gateList.size());
        for (Gate gate : gateList) {
            ObservationCodec.writeText(gate.name, out);
            out.writeLong(gate.countedAt);
            out.writeLong(gate.persons);
        }
        out.writeInt(counts.size());
        for (Count count : counts) {
            ObservationCodec.writeText(count.gate().name, out);
            out.writeLong(count.at());
            out.writeLong(count.persons());
        }
        out.writeLong(lastCount);
        out.writeLong(lastPassage);
        out.writeBoolean(passages != null);
        if (passages != null) {
            passages.write(out);
        }
    }

    /** Reads what {@link #write} wrote. */
    public static PeopleBook read(long stepMillis, long windowMillis, Turns turns, DataInput in) throws IOException {
        PeopleBook book = new PeopleBook(stepMillis, windowMillis, turns);
        book.readWaiting(in);
        book.persons = in.readBoolean() ? Persons.read(in) : null;
        book.readSums(in);
        book.lastPassage = in.readLong();
        book.passages = in.readBoolean() ? Passages.read(stepMillis, turns, in) : null;
        return book;
    }

    /** Reads what was written by a release without passages. */
    public static PeopleBook readWithoutPassages(long stepMillis, long windowMillis, Turns turns, DataInput in)
            throws IOException {
        PeopleBook book = new PeopleBook(stepMillis, windowMillis, turns);
        book.readWaiting(in);
        book.persons = Persons.readOneByOne(in);
        book.readSums(in);
        return book;
    }

    private void readWaiting(DataInput in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            waiting.add(ObservationCodec.read(in));
        }
    }

    private void readSums(DataInput in) throws IOException {
        returnedByStep = StepSeries.read(in);
        presentByStep = StepSeries.read(in);
        onlineByStep = StepSeries.read(in);
        returned = in.readLong();
        present = in.readLong();
        online = in.readLong();
        lastOnsiteEvent = in.readLong();
        for (int left = in.readInt(); left > 0; left--) {
            Gate gate = gate(ObservationCodec.readText(in));
            gate.countedAt = in.readLong();
            gate.persons = in.readLong();
        }
        for (int left = in.readInt(); left > 0; left--) {
            counts.add(new Count(gate(ObservationCodec.readText(in)), in.readLong(), in.readLong()));
        }
        lastCount = in.readLong();
    }
}
