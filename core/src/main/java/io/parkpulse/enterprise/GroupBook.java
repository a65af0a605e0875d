package io.parkpulse.enterprise;

import io.parkpulse.index.EnterpriseWindow;
import io.parkpulse.index.Sum;
import io.parkpulse.model.Observation;
import io.parkpulse.roster.Roster;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A group of enterprises in event time. Records wait until time has passed them, are then taken in order, whatever order
 * they came in, and judged; what they show moves the figures of the enterprises, and those the sums of the scopes.
 *
 * <p>Of a recording a figure is emitted when it is settled: as long after its window's end as a reading may still show
 * energy inside the window; and not while a meter of the enterprise has readings in doubt that may still come to count. A
 * live system emits it when its window ends, and again when what comes later changes it. What differs between the two, its
 * {@link EmissionPolicy} makes: how records are judged, and how figures are emitted.
 */
public final class GroupBook {
    private final WindowSchedule schedule;
    private final GroupMembers members;
    private final Judging judging;
    private final EnterpriseWindow window = new EnterpriseWindow();
    private final long[] sums = new long[Sum.COUNT];

    /** An empty book of a group. */
    public GroupBook(Roster roster, WindowSchedule schedule, int group) {
        this.schedule = schedule;
        this.members = new GroupMembers(roster, schedule, group);
        this.judging = schedule.policy().judging(members, schedule);
    }

    /** Whether it goes by this roster. */
    public boolean isOf(Roster other) {
        return members.roster() == other;
    }

    /**
     * Goes on by another roster, which succeeds the one it has; of a live system only. What can still change is emitted again
     * by what the registry says now.
     */
    public void updateRegistry(Roster next, ResultCollector results) {
        Roster before = members.roster();
        long clock = clock();
        members.updateRegistry(next, clock);
        RecordOutcomes outcomes = outcomes(results);
        judging.updateRegistry(before, outcomes);
        outcomes.emit();
        updateBooks(clock, results);
    }

    private void updateBooks(long clock, ResultCollector results) {
        coverOpenWindows(clock);
        members.updateBooks(emitter(results));
        members.table().drainTo(results);
    }

    /** Up to where figures are computed; of a live system all go along. */
    private long clock() {
        EnterpriseBook[] books = members.books();
        return books.length == 0 ? Math.max(judging.judgedUpTo, schedule.first()) : books[0].clock();
    }

    /** Takes a record of this group; it takes effect when time has passed it. */
    public void add(Observation observation) {
        if (observation.kind() == Observation.Kind.ROLL_CALL) {
            return;
        }
        judging.add(observation);
    }

    /** When {@link #advance} should be called next; {@link Long#MAX_VALUE} if only at the end. */
    public long nextDue() {
        return judging.nextDue();
    }

    /**
     * Time has come to {@code now}: all records before it are here, but for those that come late.
     *
     * @param now as {@link #nextDue} said
     */
    public void advance(long now, ResultCollector results) {
        judge(now, results);
        reemit(results);
        settle(now - schedule.policy().settleMillis(), results);
    }

    /** Whether records have come of a time that is judged already; of a recording none does. */
    public boolean hasLate() {
        return judging.hasLate();
    }

    /** Judges records that came late, and emits again what they change, without waiting for the next step. */
    public void takeLate(ResultCollector results) {
        judge(judging.judgedUpTo, results);
        reemit(results);
    }

    /** Nothing more will come: whatever is left is judged and settled; of a live system, up to the last record. */
    public void close(ResultCollector results) {
        judging.close(this, results);
    }

    private Emitter emitter(ResultCollector results) {
        return new Emitter(window, members.table(), results, sums, judging::recall);
    }

    private RecordOutcomes outcomes(ResultCollector results) {
        return new RecordOutcomes(members, schedule.stepMillis(), results);
    }

    /** Judges the records before {@code now}. */
    void judge(long now, ResultCollector results) {
        if (members.lackScopes()) {
            updateBooks(clock(), results);
        }
        long earliest = judging.arrivals.earliest();
        if (earliest < now) {
            // First let quiet time pass, so that no stretch without any record is walked step by step.
            settle(earliest - schedule.policy().settleMillis(), results);
            RecordOutcomes outcomes = outcomes(results);
            judging.judgeDue(now, outcomes);
            outcomes.emit();
        }
        judging.judgedUpTo = now;
    }

    /** Emits the figures of the time before an instant for the first time, as far as they are decided. */
    void settle(long until, ResultCollector results) {
        if (schedule.isEmpty() || until < schedule.first()) {
            // No window ends before the first record.
            return;
        }
        EnterpriseBook[] books = members.books();
        Emitter emitter = emitter(results);
        long limit = schedule.stepEndBefore(Math.min(until, schedule.lastStepEnd()));
        while (true) {
            long lowest = Long.MAX_VALUE;
            for (int place = 0; place < books.length; place++) {
                // Most are as far as they can be, which is seen without asking up to where they are settled.
                if (books[place].clock() < limit && books[place].clock() < settledUpTo(place, limit)) {
                    lowest = Math.min(lowest, books[place].clock());
                }
            }
            if (lowest == Long.MAX_VALUE) {
                return;
            }
            long chunk = schedule.policy().chunkMillis();
            long chunkEnd = (Math.floorDiv(Math.max(lowest, schedule.first()), chunk) + 1) * chunk;
            long chunkLimit = Math.min(limit, chunkEnd);
            members.table().cover(lowest, chunkLimit);
            for (int place = 0; place < books.length; place++) {
                long settled = settledUpTo(place, limit);
                books[place].advance(Math.min(chunkLimit, settled), settled, emitter);
            }
            members.table().drainTo(results);
        }
    }

    private long settledUpTo(int place, long limit) {
        return Math.min(limit, schedule.stepEndBefore(judging.decidedUpTo(place)));
    }

    /** Emits again what has changed of what was emitted; before time moves on and windows are open no more. */
    private void reemit(ResultCollector results) {
        coverOpenWindows(clock());
        Emitter emitter = emitter(results);
        for (EnterpriseBook book : members.books()) {
            if (book.hasChanges()) {
                book.reemit(emitter);
            }
        }
        members.table().drainTo(results);
    }

    private void coverOpenWindows(long clock) {
        members.table().cover(clock - schedule.policy().openMillis() - schedule.everyMillis(), clock);
    }

    /** Writes what a later {@link #read} needs. */
    public void write(DataOutput out) throws IOException {
        StateFormat form = StateFormat.of(schedule);
        form.write(out);
        out.writeLong(schedule.first());
        members.write(form, out);
        judging.write(out);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if it was written with another registry or another length of a step, or by a later release;
     *     says what to do
     */
    public static GroupBook read(Roster roster, WindowSchedule schedule, int group, DataInput in) throws IOException {
        StateFormat form = StateFormat.read(schedule, in);
        // A live system that is started again goes on from where it once began.
        long first = in.readLong();
        GroupBook book = new GroupBook(roster, schedule.startingAt(first), group);
        book.members.read(form, in);
        book.judging.read(form, in);
        book.members.restored(book.window);
        return book;
    }
}
