package io.parkpulse.enterprise;

import io.parkpulse.energy.MeterBook;
import io.parkpulse.energy.Spread;
import io.parkpulse.model.DeadLetter;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Observation;
import io.parkpulse.model.Stream;
import io.parkpulse.roster.Roster;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What becomes of the records of one group in one go: energy and coverage go to the enterprises' books, records are
 * counted, dead letters told.
 */
final class Judgement implements MeterBook.Verdicts {
    /** The enterprises of the group. */
    interface Books {
        /** The book of an enterprise; null if it is of another group. */
        EnterpriseBook of(int enterprise);
    }

    private final Books books;
    private final long stepMillis;
    private final Findings findings;
    private final long[] applied = new long[Stream.values().length];
    private final long[] duplicates = new long[Stream.values().length];
    private long unallocatedWh;
    private final Set<Long> marks = new TreeSet<>();
    /** The marks last met; records come meter by meter, so the same few come again and again. */
    private final long[] metMarks = new long[64];

    private Roster.MeterEntry meter;
    /** −1 while verdicts are taken back. */
    private int sign = 1;
    /** Readings that were dead in the verdicts taken back, by their number. */
    private final Set<Long> deadBefore = new HashSet<>();

    Judgement(Books books, long stepMillis, Findings findings) {
        this.books = books;
        this.stepMillis = stepMillis;
        this.findings = findings;
        Arrays.fill(metMarks, Long.MIN_VALUE);
    }

    /** The verdicts that follow are of this meter. */
    void of(Roster.MeterEntry meterOfReadings) {
        meter = meterOfReadings;
    }

    /** Judges a reading by its meter's book. */
    void take(Observation reading, MeterBook book) {
        book.add(meter.terms().kind() == MeterKind.INTERVAL ? reading.withoutRaw() : reading, this);
    }

    /** The verdicts that follow were given before and are taken back. */
    void takeBack() {
        sign = -1;
        deadBefore.clear();
    }

    /** The verdicts that follow are given in place of those taken back. */
    void giveAnew() {
        sign = 1;
    }

    /** All verdicts taken back have been given anew or not. */
    void given() {
        deadBefore.clear();
    }

    @Override
    public void energy(long from, long to, long energyWh) {
        for (int i = 0; i < meter.owners().length; i++) {
            EnterpriseBook book = books.of(meter.owners()[i]);
            if (book == null) {
                continue;
            }
            long part = Spread.part(energyWh, meter.before()[i], meter.shares()[i]);
            if (to - from > MeterBook.LONGEST_MILLIS) {
                unallocatedWh += sign * part;
            } else {
                Spread.energy(from, to, part, stepMillis, signed(book.energy()));
            }
        }
    }

    @Override
    public void covered(long from, long to) {
        for (int owner : meter.owners()) {
            EnterpriseBook book = books.of(owner);
            if (book != null) {
                Spread.time(from, to, stepMillis, signed(book.covered()));
            }
        }
    }

    private Spread.StepConsumer signed(Spread.StepConsumer steps) {
        return sign > 0 ? steps : (step, amount) -> steps.accept(step, -amount);
    }

    @Override
    public void applied(Observation record) {
        if (record.primary()) {
            applied[record.stream().ordinal()] += sign;
            long mark = Account.mark(record.at(), stepMillis);
            int slot = (int) (mark & (metMarks.length - 1));
            if (metMarks[slot] != mark) {
                metMarks[slot] = mark;
                marks.add(mark);
            }
        }
    }

    /** A record was applied, and another now stands for its identity. */
    void superseded(Observation record) {
        if (record.primary()) {
            applied[record.stream().ordinal()]--;
        }
    }

    /** A record's identity stands already. */
    void duplicate(Observation record) {
        if (record.primary()) {
            duplicates[record.stream().ordinal()]++;
        }
    }

    @Override
    public void dead(Observation reading, DeadReason reason) {
        if (sign < 0) {
            deadBefore.add(reading.number());
        } else if (!deadBefore.contains(reading.number())) {
            tellDead(reading, reason, "meter " + meter.meter().id());
        }
    }

    /** A record came after the allowed lateness. */
    void tooLate(Observation record, long allowedFrom) {
        tellDead(record, DeadReason.TOO_LATE, "older than " + java.time.Instant.ofEpochMilli(allowedFrom));
    }

    private void tellDead(Observation record, DeadReason reason, String detail) {
        if (record.primary()) {
            findings.deadLetter(new DeadLetter(record.stream(), record.number(), reason, detail, record.raw(), 0, 0));
        }
    }

    /** Tells what was counted. */
    void tell() {
        if (unallocatedWh != 0 || !marks.isEmpty() || Arrays.stream(duplicates).anyMatch(count -> count > 0)) {
            long[] sortedMarks = marks.stream().mapToLong(Long::longValue).toArray();
            findings.account(new Account(applied, duplicates, unallocatedWh, sortedMarks));
        }
    }
}
