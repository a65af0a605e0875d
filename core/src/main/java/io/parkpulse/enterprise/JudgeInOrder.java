package io.parkpulse.enterprise;

import io.parkpulse.energy.MeterBook;
import io.parkpulse.energy.Spread;
import io.parkpulse.model.Observation;
import io.parkpulse.roster.MeterEntry;
import io.parkpulse.roster.Roster;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Judges each record once, when all before it are there: a recording. The figures of an enterprise wait while one of its
 * meters has readings in doubt that may still come to count.
 */
final class JudgeInOrder extends Judging {
    /** After the last record of a recording's group, time in which its figures still change. */
    private static final long ECHO_MILLIS = MeterBook.LONGEST_MILLIS + 2 * WindowSchedule.TRAILING_MILLIS;

    /** Meters with readings in doubt. */
    private final Set<Integer> doubtful = new HashSet<>();
    /** Where time in doubt begins, by place of the enterprise. */
    private final long[] undecidedFrom;

    /** The meter whose readings are being judged, with its book; null before its first reading. */
    private int meterAtHand = -1;

    private MeterBook bookAtHand;

    JudgeInOrder(GroupMembers members, WindowSchedule schedule) {
        super(members, schedule);
        this.undecidedFrom = new long[members.books().length];
        Arrays.fill(undecidedFrom, Long.MAX_VALUE);
    }

    /** Where nothing waits and nothing changes any more, nothing is due. */
    @Override
    long nextDue() {
        long due = Long.MAX_VALUE;
        if (arrivals.earliest() != Long.MAX_VALUE) {
            due = strideAfter(arrivals.earliest());
        }
        if (judgedUpTo != Long.MIN_VALUE && judgedUpTo < lastJudged + ECHO_MILLIS) {
            due = Math.min(due, judgedUpTo + schedule.policy().strideMillis());
        }
        return due;
    }

    /** What is read in order of time is never late. */
    @Override
    boolean hasLate() {
        return false;
    }

    @Override
    void recall(EnterpriseBook book, long from, long to, Spread.StepConsumer energy, Spread.StepConsumer covered) {
        throw new IllegalStateException("of a recording all steps are kept");
    }

    @Override
    long decidedUpTo(int place) {
        return undecidedFrom[place];
    }

    @Override
    void judge(List<Observation> inOrder, long now, RecordOutcomes outcomes) {
        meterAtHand = -1;
        Observation standing = null;
        for (Observation record : inOrder) {
            if (standing != null && ArrivalOrder.sameIdentity(standing, record)) {
                // The first of one identity is the one that stands.
                outcomes.duplicate(record);
                continue;
            }
            standing = record;
            switch (record.about()) {
                case METER -> takeReading(record, outcomes);
                case ENTERPRISE -> {
                    outcomes.applied(record);
                    members.bookOf(record.subject()).add(record.withoutRaw());
                }
            }
        }
        decideBefore(now, outcomes);
        updateUndecided();
    }

    private void takeReading(Observation reading, RecordOutcomes outcomes) {
        int number = reading.subject();
        if (number != meterAtHand) {
            // Readings come meter by meter.
            meterAtHand = number;
            bookAtHand = meters.get(number);
            outcomes.of(members.roster().meter(number));
        }
        MeterBook taking = outcomes.take(reading, bookAtHand);
        if (taking != bookAtHand) {
            bookAtHand = taking;
            meters.put(number, taking);
        }
        noteDoubt(number, taking);
    }

    /** What is held when its segment has ended stays so. */
    private void decideBefore(long now, RecordOutcomes outcomes) {
        if (doubtful.isEmpty()) {
            return;
        }
        for (int number : new TreeSet<>(doubtful)) {
            MeterEntry meter = members.roster().meter(number);
            MeterBook book = meters.get(number);
            if (meter.segmentFrom(book.terms().from()).to() < now) {
                outcomes.of(meter);
                book.close(outcomes);
                doubtful.remove(number);
            }
        }
    }

    private void noteDoubt(int meter, MeterBook book) {
        if (book.undecidedFrom() != Long.MAX_VALUE) {
            doubtful.add(meter);
        } else if (!doubtful.isEmpty()) {
            doubtful.remove(meter);
        }
    }

    private void updateUndecided() {
        Arrays.fill(undecidedFrom, Long.MAX_VALUE);
        for (int meter : doubtful) {
            long from = meters.get(meter).undecidedFrom();
            MeterEntry entry = members.roster().meter(meter);
            for (int row = 0; row < entry.rowCount(); row++) {
                int place = members.placeOf(entry.owner(row));
                if (place >= 0) {
                    undecidedFrom[place] = Math.min(undecidedFrom[place], from);
                }
            }
        }
    }

    @Override
    void updateRegistry(Roster before, RecordOutcomes outcomes) {
        throw new IllegalStateException("a recording goes by one registry");
    }

    /** Whatever is left is judged, decided and settled. */
    @Override
    void close(GroupBook group, ResultCollector results) {
        group.judge(Long.MAX_VALUE, results);
        RecordOutcomes outcomes = new RecordOutcomes(members, schedule.stepMillis(), results);
        for (int meter : new TreeSet<>(doubtful)) {
            outcomes.of(members.roster().meter(meter));
            meters.get(meter).close(outcomes);
        }
        outcomes.emit();
        doubtful.clear();
        updateUndecided();
        group.settle(Long.MAX_VALUE, results);
    }

    @Override
    void writeBooks(DataOutput out) throws IOException {
        out.writeInt(meters.size());
        for (Map.Entry<Integer, MeterBook> entry : meters.entrySet()) {
            writeMeter(entry.getKey(), out);
            entry.getValue().write(out);
        }
    }

    @Override
    void writePast(DataOutput out) {}

    @Override
    void readPast(StateFormat form, DataInput in) {
        meters.forEach(this::noteDoubt);
        updateUndecided();
    }
}
