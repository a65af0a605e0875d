package io.parkpulse.enterprise;

import io.parkpulse.energy.MeterBook;
import io.parkpulse.energy.Spread;
import io.parkpulse.model.DeadLetter;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Observation;
import io.parkpulse.model.Spelling;
import io.parkpulse.model.Stream;
import io.parkpulse.roster.Roster;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What becomes of the records of one group in one go: energy and coverage go to the enterprises' books, records are
 * counted, dead letters emitted.
 */
final class RecordOutcomes implements MeterBook.Verdicts {
    private final GroupMembers members;
    private final long stepMillis;
    private final ResultCollector results;
    private final long[] applied = new long[Stream.values().length];
    private final long[] retracted = new long[Stream.values().length];
    private final long[] duplicates = new long[Stream.values().length];
    private long unallocatedWh;
    private final Set<Long> marks = new TreeSet<>();
    /** The marks last met; records come meter by meter, so the same few come again and again. */
    private final long[] metMarks = new long[64];

    private Roster.MeterEntry meter;
    /** −1 while verdicts are retracted. */
    private int sign = 1;
    /** Readings that were applied in the verdicts retracted, and are not yet again. */
    private final Set<Key> appliedBefore = new HashSet<>();
    /** Readings that were dead in the verdicts retracted. */
    private final Set<Key> deadBefore = new HashSet<>();

    /** A reading among those of its meter; one that is sent again is another. */
    private record Key(Stream stream, long at, long number) {
        static Key of(Observation reading) {
            return new Key(reading.stream(), reading.at(), reading.number());
        }
    }

    RecordOutcomes(GroupMembers members, long stepMillis, ResultCollector results) {
        this.members = members;
        this.stepMillis = stepMillis;
        this.results = results;
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

    /** The verdicts that follow were given before and are retracted. */
    void retract() {
        sign = -1;
    }

    /** The verdicts that follow are given in place of those retracted. */
    void reapply() {
        sign = 1;
    }

    /** All verdicts retracted have been given anew or not. */
    void given() {
        sign = 1;
        appliedBefore.forEach(key -> retracted[key.stream.ordinal()]++);
        appliedBefore.clear();
        deadBefore.clear();
    }

    /** The verdicts retracted are not given anew: the registry has no longer what these readings were read by. */
    void withdraw(List<Observation> readings) {
        for (Observation reading : readings) {
            if (!deadBefore.contains(Key.of(reading))) {
                cannotBeRead(reading);
            }
        }
        given();
    }

    /** The registry has no longer what a reading was read by. */
    void cannotBeRead(Observation reading) {
        String id = '"' + Spelling.printable(meter.meter().id()) + '"';
        if (meter.owners().length == 0) {
            emitDead(reading, DeadReason.UNKNOWN_METER, "meter " + id + " is no longer in the registry");
        } else {
            emitDead(
                    reading,
                    DeadReason.OUTSIDE_VALIDITY,
                    "meter " + id
                            + " has other enterprises, another kind, wh_per_unit or every since: send this again to"
                            + " have it read by the new row");
        }
    }

    @Override
    public void energy(long from, long to, long energyWh) {
        for (int i = 0; i < meter.owners().length; i++) {
            EnterpriseBook book = members.bookOf(meter.owners()[i]);
            if (book == null) {
                continue;
            }
            long part = Spread.part(energyWh, meter.before()[i], meter.shares()[i]);
            if (to - from > MeterBook.LONGEST_MILLIS) {
                unallocatedWh += sign * part;
            } else {
                Spread.energy(from, to, part, stepMillis, signed(book.energy(), book, i));
            }
        }
    }

    @Override
    public void covered(long from, long to) {
        for (int i = 0; i < meter.owners().length; i++) {
            EnterpriseBook book = members.bookOf(meter.owners()[i]);
            if (book != null) {
                Spread.time(from, to, stepMillis, signed(book.covered(), book, i));
            }
        }
    }

    private Spread.StepConsumer signed(Spread.StepConsumer steps, EnterpriseBook book, int owner) {
        return sign > 0
                ? steps
                : (step, amount) -> {
                    steps.accept(step, -amount);
                    if (book.isBelowZero(step)) {
                        throw new IllegalStateException(
                                "meter %s, step %s: more is taken back from enterprise %s than it was given, so the state is not sound: start without a savepoint to begin anew"
                                        .formatted(
                                                meter.meter().id(),
                                                Instant.ofEpochMilli(step * stepMillis),
                                                meter.meter().rows().get(owner).enterprise()));
                    }
                };
    }

    @Override
    public void applied(Observation record) {
        if (record.primary()) {
            if (sign < 0) {
                appliedBefore.add(Key.of(record));
                return;
            }
            if (!appliedBefore.remove(Key.of(record))) {
                applied[record.stream().ordinal()]++;
            }
            long mark = RecordTally.mark(record.at(), stepMillis);
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
            retracted[record.stream().ordinal()]++;
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
            deadBefore.add(Key.of(reading));
        } else if (!deadBefore.contains(Key.of(reading))) {
            emitDead(reading, reason, "meter " + meter.meter().id());
        }
    }

    /** A record came after the allowed lateness. */
    void tooLate(Observation record, long allowedFrom) {
        emitDead(record, DeadReason.TOO_LATE, "older than " + Instant.ofEpochMilli(allowedFrom));
    }

    private void emitDead(Observation record, DeadReason reason, String detail) {
        if (record.primary()) {
            results.deadLetter(new DeadLetter(record.stream(), record.number(), reason, detail, record.raw(), 0, 0));
        }
    }

    /** Tells what was counted. */
    void emit() {
        if (unallocatedWh != 0 || !marks.isEmpty() || isAny(retracted) || isAny(duplicates)) {
            long[] sortedMarks = marks.stream().mapToLong(Long::longValue).toArray();
            results.account(new RecordTally(applied, retracted, duplicates, unallocatedWh, sortedMarks));
        }
    }

    private static boolean isAny(long[] counts) {
        return Arrays.stream(counts).anyMatch(count -> count > 0);
    }
}
