package io.parkpulse.enterprise;

import io.parkpulse.energy.Apportionment;
import io.parkpulse.energy.MeterBook;
import io.parkpulse.energy.Spread;
import io.parkpulse.model.DeadLetter;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Observation;
import io.parkpulse.model.Spelling;
import io.parkpulse.model.Stream;
import io.parkpulse.model.Subject;
import io.parkpulse.roster.MeterEntry;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What becomes of the records of one group in one go: energy and coverage go to the enterprises' books, records are
 * counted, dead letters emitted.
 */
final class RecordOutcomes implements MeterBook.Verdicts, Apportionment.Parts {
    private final GroupMembers members;
    private final long stepMillis;
    private final ResultCollector results;
    private final long[] applied = new long[Stream.values().length];
    private final long[] retracted = new long[Stream.values().length];
    private final long[] duplicates = new long[Stream.values().length];
    private long unallocatedWh;
    private long unassignedWh;
    private long last = RecordTally.NEVER;
    private final Set<Long> marks = new TreeSet<>();
    /** The marks last met; records come meter by meter, so the same few come again and again. */
    private final long[] metMarks = new long[64];

    private MeterEntry meter;
    /** Whether this group is the one that counts what is counted once for each meter. */
    private boolean isFirstGroup;

    /** −1 while verdicts are retracted, 0 while they are restored. */
    private int sign = 1;
    /** The enterprise whose past is wanted; null for all. */
    private EnterpriseBook recalled;

    private long recalledFrom = Long.MIN_VALUE;
    private long recalledTo = Long.MAX_VALUE;
    private Spread.StepConsumer recalledEnergy;
    private Spread.StepConsumer recalledCovered;

    /** Readings that were applied in the verdicts retracted, and are not yet again. */
    private final Set<Key> appliedBefore = new HashSet<>();
    /** Readings that were dead in the verdicts retracted. */
    private final Set<Key> deadBefore = new HashSet<>();

    /** Fates of readings that are read in two segments, as far as they are known. */
    private final Map<Key, Fate> fates = new LinkedHashMap<>();

    /** What became of a reading that is read in two segments. */
    private static final class Fate {
        private Observation reading;
        private boolean applied;
        private boolean duplicate;
        /** The first of the reasons for which it is; null if it is dead in neither. */
        private DeadReason dead;
    }

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

    /** What became of records before a state was written, as far as it goes to the books that were read. Emits nothing. */
    static RecordOutcomes restoring(GroupMembers members, long stepMillis) {
        RecordOutcomes restoring = new RecordOutcomes(members, stepMillis, null);
        restoring.sign = 0;
        return restoring;
    }

    /** What they said of one enterprise and the steps between two instants. Emits nothing. */
    static RecordOutcomes recalling(
            GroupMembers members,
            long stepMillis,
            EnterpriseBook book,
            long from,
            long to,
            Spread.StepConsumer energy,
            Spread.StepConsumer covered) {
        RecordOutcomes recalling = restoring(members, stepMillis);
        recalling.recalled = book;
        recalling.recalledFrom = from;
        recalling.recalledTo = to;
        recalling.recalledEnergy = energy;
        recalling.recalledCovered = covered;
        return recalling;
    }

    /** The verdicts that follow are of this meter. */
    void of(MeterEntry meterOfReadings) {
        if (meter != null && meter.number() != meterOfReadings.number()) {
            settleFates();
        }
        meter = meterOfReadings;
        isFirstGroup = meter.groups().length > 0 && meter.groups()[0] == members.group();
    }

    /** Judges the next reading of the meter; the book that it went to, as {@link MeterEntry#take} says. */
    MeterBook take(Observation reading, MeterBook book) {
        return meter.take(reading, book, this);
    }

    /** Takes it without a verdict, where that is what {@link MeterEntry#passOver} does. */
    boolean passOver(long at, long wh, MeterBook book) {
        return meter.passOver(at, wh, book);
    }

    /** Judges the next readings of the meter; the book after them. */
    MeterBook take(List<Observation> readings, MeterBook before) {
        MeterBook book = before;
        for (Observation reading : readings) {
            book = take(reading, book);
        }
        return book;
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
        settleFates();
        appliedBefore.forEach(key -> retracted[key.stream.ordinal()]++);
        appliedBefore.clear();
        deadBefore.clear();
    }

    /** These readings are not judged anew: the registry has no longer what they were read by. */
    void withdraw(Iterable<Observation> readings) {
        for (Observation reading : readings) {
            if (!wasDead(reading)) {
                cannotBeRead(reading);
            }
        }
    }

    /** The registry has no longer what a reading was read by. */
    void cannotBeRead(Observation reading) {
        String id = '"' + Spelling.printable(meter.id()) + '"';
        if (meter.rowCount() == 0) {
            emitDead(reading, DeadReason.UNKNOWN_METER, "meter " + id + " is no longer in the registry");
        } else if (!members.roster().isOwnedAt(meter, reading.at())) {
            emitDead(
                    reading,
                    DeadReason.OUTSIDE_VALIDITY,
                    "at that time no row of meter " + id + " holds any more together with one of its enterprise");
        } else {
            emitDead(
                    reading,
                    DeadReason.OUTSIDE_VALIDITY,
                    "at that time meter " + id
                            + " has other enterprises, another kind, wh_per_unit or every since: send this again to"
                            + " have it read by the new row");
        }
    }

    @Override
    public void energy(long from, long to, long energyWh) {
        if (isUnwanted(from, to)) {
            return;
        }
        if (to - from <= MeterBook.LONGEST_MILLIS) {
            meter.energy().divide(from, to, energyWh, this);
        } else if (isFirstGroup) {
            unallocatedWh += sign * energyWh;
        }
    }

    @Override
    public void part(int row, long from, long to, long energyWh) {
        EnterpriseBook book = wantedBook(meter.owner(row));
        if (book != null && !isUnwanted(from, to)) {
            Spread.energy(from, to, energyWh, stepMillis, energyOf(book, row));
        }
    }

    @Override
    public void unassigned(long energyWh) {
        if (isFirstGroup) {
            unassignedWh += sign * energyWh;
        }
    }

    @Override
    public void covered(long from, long to) {
        for (int row = 0; row < meter.rowCount(); row++) {
            long begin = Math.max(from, meter.validFrom(row));
            long end = Math.min(to, meter.validTo(row));
            EnterpriseBook book = begin < end && !isUnwanted(begin, end) ? wantedBook(meter.owner(row)) : null;
            if (book != null) {
                Spread.time(begin, end, stepMillis, coveredOf(book, row));
            }
        }
    }

    private Spread.StepConsumer energyOf(EnterpriseBook book, int row) {
        if (sign != 0) {
            return signed(book.energy(), book, row);
        }
        return recalled == null ? book.restoredEnergy() : recalledEnergy;
    }

    private Spread.StepConsumer coveredOf(EnterpriseBook book, int row) {
        if (sign != 0) {
            return signed(book.covered(), book, row);
        }
        return recalled == null ? book.restoredCovered() : recalledCovered;
    }

    /** Whether what is said of that time, or of that enterprise, is not wanted. */
    private boolean isUnwanted(long from, long to) {
        return to <= recalledFrom || from >= recalledTo;
    }

    private EnterpriseBook wantedBook(int enterprise) {
        EnterpriseBook book = members.bookOf(enterprise);
        return recalled == null || recalled == book ? book : null;
    }

    private Spread.StepConsumer signed(Spread.StepConsumer steps, EnterpriseBook book, int row) {
        return sign > 0
                ? steps
                : (step, amount) -> {
                    steps.accept(step, -amount);
                    if (book.isBelowZero(step)) {
                        throw new IllegalStateException(
                                ("meter %s, step %s: more is taken back from enterprise %s than it was given, so the"
                                                + " state is not sound: start without a savepoint to begin anew")
                                        .formatted(
                                                meter.id(),
                                                Instant.ofEpochMilli(step * stepMillis),
                                                meter.row(row).enterprise()));
                    }
                };
    }

    @Override
    public void applied(Observation record) {
        if (record.primary() && sign != 0) {
            if (sign < 0) {
                appliedBefore.add(Key.of(record));
                return;
            }
            if (record.joins()) {
                fateOf(record).applied = true;
                return;
            }
            countApplied(record);
        }
    }

    private void countApplied(Observation record) {
        if (appliedBefore.isEmpty() || !appliedBefore.remove(Key.of(record))) {
            applied[record.stream().ordinal()]++;
        }
        last = Math.max(last, record.at());
        long mark = RecordTally.mark(record.at(), stepMillis);
        int slot = (int) (mark & (metMarks.length - 1));
        if (metMarks[slot] != mark) {
            metMarks[slot] = mark;
            marks.add(mark);
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
            if (record.joins()) {
                fateOf(record).duplicate = true;
            } else {
                duplicates[record.stream().ordinal()]++;
            }
        }
    }

    @Override
    public void dead(Observation reading, DeadReason reason) {
        if (sign < 0) {
            deadBefore.add(Key.of(reading));
        } else if (sign == 0) {
            return;
        } else if (reading.joins()) {
            Fate fate = fateOf(reading);
            fate.dead = fate.dead == null || reason.compareTo(fate.dead) < 0 ? reason : fate.dead;
        } else {
            tellDead(reading, reading.firstReason(reason));
        }
    }

    private void tellDead(Observation reading, DeadReason reason) {
        if (!wasDead(reading)) {
            emitDead(reading, reason, "meter " + meter.id());
        }
    }

    /** Whether a reading was dead in the verdicts retracted, in each segment that reads it. */
    private boolean wasDead(Observation reading) {
        Key key = Key.of(reading);
        return deadBefore.contains(key) && !appliedBefore.contains(key);
    }

    private Fate fateOf(Observation reading) {
        Fate fate = fates.computeIfAbsent(Key.of(reading), key -> new Fate());
        fate.reading = reading;
        return fate;
    }

    /** A reading that is read in two segments is applied if it is in either, else a duplicate if it is in either, else dead. */
    private void settleFates() {
        for (Fate fate : fates.values()) {
            if (fate.applied) {
                countApplied(fate.reading);
            } else if (fate.duplicate) {
                duplicates[fate.reading.stream().ordinal()]++;
            } else if (fate.dead != null) {
                tellDead(fate.reading, fate.dead);
            }
        }
        fates.clear();
    }

    /** A record came after the allowed lateness. */
    void tooLate(Observation record, long allowedFrom) {
        emitDead(record, DeadReason.TOO_LATE, "older than " + Instant.ofEpochMilli(allowedFrom));
    }

    private void emitDead(Observation record, DeadReason reason, String detail) {
        if (record.primary()) {
            boolean rebuilt = record.about() == Subject.METER && record.raw().length == 0;
            byte[] raw = rebuilt ? ReadingText.of(record, meter.id()) : record.raw();
            results.deadLetter(new DeadLetter(record.stream(), record.number(), 0, reason, detail, raw, rebuilt, 0, 0));
        }
    }

    /** Tells what was counted. */
    void emit() {
        settleFates();
        if (unallocatedWh != 0 || unassignedWh != 0 || !marks.isEmpty() || isAny(retracted) || isAny(duplicates)) {
            long[] sortedMarks = marks.stream().mapToLong(Long::longValue).toArray();
            results.account(
                    new RecordTally(applied, retracted, duplicates, unallocatedWh, unassignedWh, last, sortedMarks));
        }
    }

    private static boolean isAny(long[] counts) {
        return Arrays.stream(counts).anyMatch(count -> count > 0);
    }
}
