package io.parkpulse.enterprise;

import io.parkpulse.energy.MeterBook;
import io.parkpulse.energy.Spread;
import io.parkpulse.index.EnterpriseWindow;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Observation;
import io.parkpulse.model.Subject;
import io.parkpulse.people.PeopleBook;
import io.parkpulse.people.Turns;
import io.parkpulse.roster.MeterEntry;
import io.parkpulse.roster.Roster;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Judges what comes out of order as if it had come in order: a live system. A meter's readings, or an enterprise's events,
 * of the last two days are retracted and given anew, when one comes late and when the registry says something else of them.
 */
final class JudgeAnew extends Judging {
    private static final long LATENESS_MILLIS = EmissionPolicy.LIVE_LATENESS_MILLIS;

    /** So far back from the clock do an enterprise's events show in what is emitted again. */
    private static final long EVENTS_PAST_MILLIS = LATENESS_MILLIS + PeopleBook.KEPT_MILLIS;

    private final RejudgeableRecords rejudgeable = new RejudgeableRecords();
    private final EnterpriseWindow window = new EnterpriseWindow();

    /** The meters heard of, by the enterprises that they count for, one enterprise after the other; null if not yet. */
    private int[] metersByOwner;
    /** Where those of each place in the group begin, and once more where all end. */
    private int[] firstByOwner;

    private int metersGrouped;
    private Roster groupedBy;

    JudgeAnew(GroupMembers members, WindowSchedule schedule) {
        super(members, schedule);
    }

    /** The live index goes on whether anything is heard or not. */
    @Override
    long nextDue() {
        return judgedUpTo == Long.MIN_VALUE
                ? strideAfter(schedule.first())
                : judgedUpTo + schedule.policy().strideMillis();
    }

    @Override
    boolean hasLate() {
        return arrivals.earliest() < judgedUpTo;
    }

    /** The readings that are kept are judged again, as far as they tell of that time. */
    @Override
    void recall(EnterpriseBook book, long from, long to, Spread.StepConsumer energy, Spread.StepConsumer covered) {
        RecordOutcomes recalling =
                RecordOutcomes.recalling(members, schedule.stepMillis(), book, from, to, energy, covered);
        groupByOwner();
        int place = members.placeOf(book.number());
        for (int i = firstByOwner[place]; i < firstByOwner[place + 1]; i++) {
            MeterEntry meter = groupedBy.meter(metersByOwner[i]);
            recalling.of(meter);
            rejudgeable.ofMeter(meter).judgeBetween(from, to, recalling);
        }
    }

    private void groupByOwner() {
        if (metersByOwner != null && rejudgeable.size() == metersGrouped && members.roster() == groupedBy) {
            return;
        }
        metersGrouped = rejudgeable.size();
        groupedBy = members.roster();
        List<Integer> numbers = rejudgeable.meters();
        firstByOwner = new int[members.books().length + 1];
        for (int number : numbers) {
            placesOf(number).forEach(place -> firstByOwner[place + 1]++);
        }
        Arrays.parallelPrefix(firstByOwner, Integer::sum);
        metersByOwner = new int[firstByOwner[firstByOwner.length - 1]];
        int[] next = firstByOwner.clone();
        for (int number : numbers) {
            placesOf(number).forEach(place -> metersByOwner[next[place]++] = number);
        }
    }

    /** The places in the group of the enterprises that a meter counts for. */
    private IntStream placesOf(int meter) {
        return groupedBy.meter(meter).owners().distinct().map(members::placeOf).filter(place -> place >= 0);
    }

    /** A live figure does not wait for a doubt to be settled; it is emitted again then. */
    @Override
    long decidedUpTo(int place) {
        return Long.MAX_VALUE;
    }

    @Override
    void judge(List<Observation> inOrder, long now, RecordOutcomes outcomes) {
        long allowedFrom = judgedUpTo == Long.MIN_VALUE ? Long.MIN_VALUE : judgedUpTo - LATENESS_MILLIS;
        List<Observation> run = new ArrayList<>();
        for (Observation record : inOrder) {
            if (record.at() < allowedFrom) {
                outcomes.tooLate(record, allowedFrom);
                continue;
            }
            if (!run.isEmpty() && !isOfSameBook(run.get(0), record)) {
                judgeRun(run, now, outcomes);
                run.clear();
            }
            run.add(record);
        }
        if (!run.isEmpty()) {
            judgeRun(run, now, outcomes);
        }
    }

    private static boolean isOfSameBook(Observation a, Observation b) {
        return a.subject() == b.subject() && a.about() == b.about();
    }

    private void judgeRun(List<Observation> run, long now, RecordOutcomes outcomes) {
        switch (run.get(0).about()) {
            case METER -> judgeReadings(run, now, outcomes);
            case ENTERPRISE -> {
                int place = members.placeOf(run.get(0).subject());
                RecordLog log = rejudgeable.ofEnterprise(place);
                judgeEvents(run, members.books()[place], log, outcomes);
                log.takeBefore(now - EVENTS_PAST_MILLIS);
            }
        }
    }

    private void judgeReadings(List<Observation> run, long now, RecordOutcomes outcomes) {
        MeterEntry meter = members.roster().meter(run.get(0).subject());
        outcomes.of(meter);
        List<Observation> readable = readable(run, meter, outcomes);
        if (readable.isEmpty()) {
            return;
        }
        RejudgeableRecords.OfMeter ofMeter = rejudgeable.ofMeter(meter);
        ReadingLog log = ofMeter.readings();
        if (readable.get(0).at() > log.lastAt()) {
            MeterBook book = ofMeter.book();
            for (Observation reading : StandingRecords.settle(List.of(), readable, all -> Set.of(), outcomes)) {
                book = outcomes.take(reading, book);
                log.add(reading);
            }
            ofMeter.goOn(book);
        } else {
            judgeLate(readable, ofMeter, meter, outcomes);
        }
        ofMeter.forgetBefore(now - LATENESS_MILLIS, meter);
    }

    /** The readings whose segment the registry still has; the others are dead letters. */
    private List<Observation> readable(List<Observation> run, MeterEntry meter, RecordOutcomes outcomes) {
        boolean all = true;
        for (Observation reading : run) {
            all &= isReadable(reading, meter);
        }
        if (all) {
            return run;
        }
        // Decoded by a registry that held until a moment ago.
        run.stream()
                .filter(reading -> !isReadable(reading, meter) && !(reading.joins() && reading.opens()))
                .forEach(outcomes::cannotBeRead);
        return run.stream().filter(reading -> isReadable(reading, meter)).toList();
    }

    /**
     * Whether the registry has what a reading was read by: a segment of its meter, of this group and of its kind, and
     * somebody whose it is.
     */
    private boolean isReadable(Observation reading, MeterEntry meter) {
        MeterEntry.Segment segment = meter.segmentOf(reading);
        return segment != null
                && (segment.terms().kind() == MeterKind.INTERVAL) == reading.period() > 0
                && members.roster().isOwnedAt(meter, reading.at())
                && isOfThisGroup(meter);
    }

    private boolean isOfThisGroup(MeterEntry meter) {
        for (int group : meter.groups()) {
            if (group == members.group()) {
                return true;
            }
        }
        return false;
    }

    /** Judges readings of which the first, at least, is not behind all those known. */
    private static void judgeLate(
            List<Observation> run, RejudgeableRecords.OfMeter ofMeter, MeterEntry meter, RecordOutcomes outcomes) {
        EarlierReadings earlier = new EarlierReadings(meter, ofMeter.before());
        ReadingLog.Rest rest = ofMeter.from(run.get(0).at(), earlier);
        if (earlier.joinAny()) {
            // What becomes of such a one may be known only by what follows.
            earlier = new EarlierReadings(meter, ofMeter.before());
            rest = ofMeter.from(Long.MIN_VALUE, earlier);
        }
        MeterBook before = earlier.book();
        List<Observation> known = rest.readings();
        List<Observation> standing = StandingRecords.settle(
                known, run, all -> RejudgeableRecords.OfMeter.dead(all, before.copy(), meter), outcomes);
        if (standing.size() > known.size() || !standing.equals(known)) {
            MeterBook after = new ReviseVerdicts(known, standing, meter, outcomes).from(before);
            if (after != null) {
                ofMeter.goOn(after);
            }
            ofMeter.readings().replace(rest, standing);
        }
    }

    /** Judges the readings before a late one, of which nothing is said. */
    private static final class EarlierReadings implements Consumer<Observation> {
        private final MeterEntry meter;
        private MeterBook book;
        private boolean joinAny;

        EarlierReadings(MeterEntry meter, MeterBook before) {
            this.meter = meter;
            this.book = before;
        }

        @Override
        public void accept(Observation reading) {
            joinAny |= reading.joins();
            book = meter.take(reading, book, RejudgeableRecords.SILENT);
        }

        /** The book after them. */
        MeterBook book() {
            return book;
        }

        /** Whether any of them is read in two segments. */
        boolean joinAny() {
            return joinAny;
        }
    }

    private static void retract(
            List<Observation> known, RejudgeableRecords.OfMeter ofMeter, MeterEntry entry, RecordOutcomes outcomes) {
        outcomes.of(entry);
        outcomes.retract();
        outcomes.take(known, ofMeter.before());
    }

    private static void reapply(
            List<Observation> standing, RejudgeableRecords.OfMeter ofMeter, MeterEntry entry, RecordOutcomes outcomes) {
        outcomes.of(entry);
        outcomes.reapply();
        MeterBook anew = outcomes.take(standing, ofMeter.before());
        outcomes.given();
        ofMeter.goOn(anew);
    }

    private void judgeEvents(List<Observation> run, EnterpriseBook book, RecordLog log, RecordOutcomes outcomes) {
        boolean inOrder = run.get(0).at() >= book.clock();
        List<Observation> known = inOrder ? List.of() : log.all();
        List<Observation> standing = StandingRecords.settle(known, run, all -> Set.of(), outcomes);
        if (!inOrder && standing.equals(known)) {
            return;
        }
        Set<Observation> before = StandingRecords.sameObjects(known);
        for (Observation event : standing) {
            if (!before.contains(event)) {
                outcomes.applied(event);
            }
        }
        List<Observation> kept = standing.stream().map(Observation::withoutRaw).toList();
        if (inOrder) {
            kept.forEach(event -> {
                book.add(event);
                log.add(event);
            });
        } else {
            log.replaceBy(kept);
            long from = replayFrom(book);
            book.replay(since(from, kept), from, run.get(0).at(), window);
        }
    }

    /** So far back the events of an enterprise are lived through again. */
    private long replayFrom(EnterpriseBook book) {
        return schedule.stepEndBefore(book.clock() - EVENTS_PAST_MILLIS);
    }

    private static List<Observation> since(long from, List<Observation> events) {
        return events.stream().filter(event -> event.at() >= from).toList();
    }

    /**
     * The readings that are kept of a meter which the registry says something else of are retracted as they were judged
     * and judged anew. Those that cannot be, for they were read by a row that is no longer there, are dead letters: they
     * may be sent again, see {@link ReadAgain}.
     */
    @Override
    void updateRegistry(Roster before, RecordOutcomes outcomes) {
        Roster roster = members.roster();
        for (int number : rejudgeable.meters()) {
            if (!ReadAgain.isNeeded(number, before, roster)) {
                continue;
            }
            MeterEntry old = before.meter(number);
            MeterEntry now = roster.meter(number);
            RejudgeableRecords.OfMeter ofMeter = rejudgeable.ofMeter(old);
            List<Observation> known = ofMeter.known();
            retract(known, ofMeter, old, outcomes);
            ReadAgain again = ReadAgain.of(known, number, before, roster);
            outcomes.of(now);
            outcomes.withdraw(again.lost());
            if (now.segments().length == 0) {
                outcomes.given();
                rejudgeable.forget(number);
            } else {
                MeterBook book = ReadAgain.book(ofMeter.before(), number, before, roster);
                reapply(again.readings(), rejudgeable.keep(number, book, again.readings()), now, outcomes);
            }
        }
        Map<Integer, List<Observation>> waiting = new TreeMap<>();
        for (Observation reading : arrivals.takeAll(
                record -> record.about() == Subject.METER && ReadAgain.isNeeded(record.subject(), before, roster))) {
            waiting.computeIfAbsent(reading.subject(), key -> new ArrayList<>()).add(reading);
        }
        waiting.forEach((number, readings) -> {
            ReadAgain again = ReadAgain.of(readings, number, before, roster);
            outcomes.of(roster.meter(number));
            again.lost().forEach(outcomes::cannotBeRead);
            again.readings().forEach(arrivals::add);
        });
        updateTurns();
    }

    /** Where gates begin anew at another time since, all that can still change is lived through again. */
    private void updateTurns() {
        EnterpriseBook[] books = members.books();
        for (int place = 0; place < books.length; place++) {
            EnterpriseBook book = books[place];
            Turns turns = EnterpriseEntry.turns(members.roster().rows(book.number()));
            if (book.knowsPeople() && !turns.equals(book.entry().turns())) {
                long from = replayFrom(book);
                book.replay(since(from, rejudgeable.ofEnterprise(place).all()), from, from, turns, window);
            }
        }
    }

    /** Time goes on to the last record. */
    @Override
    void close(GroupBook group, ResultCollector results) {
        while (arrivals.earliest() != Long.MAX_VALUE) {
            group.advance(nextDue(), results);
        }
    }

    /** None: the readings that are kept say what is in them. */
    @Override
    void writeBooks(DataOutput out) {}

    @Override
    void writePast(DataOutput out) throws IOException {
        List<Integer> numbers = rejudgeable.meters();
        out.writeInt(numbers.size());
        for (int number : numbers) {
            writeMeter(number, out);
            rejudgeable.write(number, out);
        }
        rejudgeable.writeEvents(out);
    }

    @Override
    void readPast(StateFormat form, DataInput in) throws IOException {
        RecordOutcomes restoring = RecordOutcomes.restoring(members, schedule.stepMillis());
        if (!form.lean()) {
            rejudgeable.readWithBytes(members.roster(), in);
            for (int number : rejudgeable.meters()) {
                MeterEntry meter = members.roster().meter(number);
                RejudgeableRecords.OfMeter ofMeter = rejudgeable.ofMeter(meter);
                ofMeter.goOn(meters.remove(number));
                restoring.of(meter);
                ofMeter.goOn(restoring.take(ofMeter.known(), ofMeter.before()));
            }
            return;
        }
        for (int left = in.readInt(); left > 0; left--) {
            MeterEntry meter = readMeter(in);
            List<Observation> known = rejudgeable.read(form, meter, in);
            RejudgeableRecords.OfMeter ofMeter = rejudgeable.ofMeter(meter);
            restoring.of(meter);
            ofMeter.goOn(restoring.take(known, ofMeter.before()));
        }
        rejudgeable.readEvents(in);
    }
}
