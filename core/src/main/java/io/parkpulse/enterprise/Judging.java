package io.parkpulse.enterprise;

import io.parkpulse.energy.MeterBook;
import io.parkpulse.energy.Spread;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Observation;
import io.parkpulse.model.ObservationCodec;
import io.parkpulse.model.Subject;
import io.parkpulse.roster.MeterEntry;
import io.parkpulse.roster.Roster;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the records of a group are judged: they wait until time has passed them, and are then taken in order, whatever order
 * they came in. {@link EmissionPolicy} says which of the two kinds it is.
 */
abstract sealed class Judging permits JudgeInOrder, JudgeAnew {
    final GroupMembers members;
    final WindowSchedule schedule;
    /** Books of the meters that were heard of, by number: of the segment that their readings have come to. */
    final Map<Integer, MeterBook> meters = new HashMap<>();
    /** The records that wait. */
    final Arrivals arrivals;
    /** All records before this are judged; {@link Long#MIN_VALUE} before the first time. */
    long judgedUpTo = Long.MIN_VALUE;
    /** Up to where records were judged when there last were any; {@link Long#MIN_VALUE} if there were none. */
    long lastJudged = Long.MIN_VALUE;

    Judging(GroupMembers members, WindowSchedule schedule) {
        this.members = members;
        this.schedule = schedule;
        this.arrivals = new Arrivals(schedule.policy().strideMillis());
    }

    /** Takes a record that waits until time has passed it. */
    final void add(Observation record) {
        if (!record.joins()) {
            arrivals.add(record);
            return;
        }
        MeterEntry meter = members.roster().meter(record.subject());
        MeterEntry.Segment ending = meter.segmentAt(record.at());
        MeterEntry.Segment opening = meter.joinedAt(record.at());
        if (opening == null) {
            // Decoded by a registry that held until a moment ago.
            arrivals.add(record.readAs(record.value(), Observation.NOTHING_MORE, record.period(), false));
            return;
        }
        arrivals.add(record.readAs(record.value(), record.also(), periodIn(ending, record), false));
        arrivals.add(record.readAs(record.also(), record.value(), periodIn(opening, record), true));
    }

    private static long periodIn(MeterEntry.Segment segment, Observation reading) {
        return reading.period() > 0 || segment.terms().kind() == MeterKind.CUMULATIVE
                ? reading.period()
                : segment.terms().everyMillis();
    }

    static MeterBook readBook(MeterEntry meter, DataInput in) throws IOException {
        return MeterBook.read(
                from -> {
                    MeterEntry.Segment segment = meter.segmentFrom(from);
                    StateFormat.requireSameRegistry(segment != null);
                    return segment.terms();
                },
                in);
    }

    /** The first end of a stride after an instant. */
    final long strideAfter(long instant) {
        long stride = schedule.policy().strideMillis();
        return (Math.floorDiv(instant, stride) + 1) * stride;
    }

    /** Judges the records that wait of the time before {@code now}, of which there is one at least. */
    final void judgeDue(long now, RecordOutcomes outcomes) {
        List<Observation> due = arrivals.takeBefore(now);
        ArrivalOrder.INSTANCE.sort(due);
        judge(due, now, outcomes);
        lastJudged = Math.max(lastJudged, now == Long.MAX_VALUE ? schedule.last() : now);
    }

    /** Judges records in their {@link ArrivalOrder}, all before {@code now}. */
    abstract void judge(List<Observation> inOrder, long now, RecordOutcomes outcomes);

    /** When {@link GroupBook#advance} should be called next; {@link Long#MAX_VALUE} if only at the end. */
    abstract long nextDue();

    /** Whether records have come of a time that is judged already. */
    abstract boolean hasLate();

    /** What the readings of an enterprise's meters showed, as {@link PastPower} says. */
    abstract void recall(
            EnterpriseBook book, long from, long to, Spread.StepConsumer energy, Spread.StepConsumer covered);

    /** Up to where the figures of an enterprise are known, as far as its readings go. */
    abstract long decidedUpTo(int place);

    /** The members go by another roster now; judges again what the registry says something else of. */
    abstract void updateRegistry(Roster before, RecordOutcomes outcomes);

    /** Nothing more will come. */
    abstract void close(GroupBook group, ResultCollector results);

    /** Writes what is needed to go on. */
    final void write(DataOutput out) throws IOException {
        writeBooks(out);
        List<Observation> waiting = new ArrayList<>(arrivals.size());
        arrivals.forEach(waiting::add);
        out.writeInt(waiting.size());
        for (Observation arrival : waiting) {
            ObservationCodec.write(arrival, out);
        }
        out.writeLong(judgedUpTo);
        out.writeLong(lastJudged);
        writePast(out);
    }

    /** Writes the books of the meters, as far as {@link #writePast} does not say what is in them. */
    abstract void writeBooks(DataOutput out) throws IOException;

    /** Writes which meter it is. */
    final void writeMeter(int number, DataOutput out) throws IOException {
        ObservationCodec.writeText(members.roster().meter(number).id(), out);
        out.writeInt(number);
    }

    /** Reads what {@link #writeMeter} wrote. */
    final MeterEntry readMeter(DataInput in) throws IOException {
        Roster roster = members.roster();
        String id = ObservationCodec.readText(in);
        int number = in.readInt();
        StateFormat.requireSameRegistry(number < roster.count(Subject.METER)
                && roster.meter(number).id().equals(id));
        return roster.meter(number);
    }

    /** Writes what is kept of records that are judged. */
    abstract void writePast(DataOutput out) throws IOException;

    /** Reads what {@link #write} wrote, into a new one. */
    final void read(StateFormat form, DataInput in) throws IOException {
        if (!form.lean()) {
            readBooks(in);
        }
        for (int left = in.readInt(); left > 0; left--) {
            arrivals.add(ObservationCodec.read(in));
        }
        judgedUpTo = in.readLong();
        lastJudged = in.readLong();
        readPast(form, in);
    }

    private void readBooks(DataInput in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            MeterEntry meter = readMeter(in);
            meters.put(meter.number(), readBook(meter, in));
        }
    }

    /** Reads what {@link #writePast} wrote; the meters' books are there. */
    abstract void readPast(StateFormat form, DataInput in) throws IOException;
}
