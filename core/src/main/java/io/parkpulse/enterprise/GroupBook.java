package io.parkpulse.enterprise;

import io.parkpulse.energy.MeterBook;
import io.parkpulse.index.EnterpriseWindow;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Observation;
import io.parkpulse.model.ObservationCodec;
import io.parkpulse.people.PeopleBook;
import io.parkpulse.roster.Roster;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A group of enterprises in event time. Records wait until time has passed them, are then taken in order, whatever order
 * they came in, and judged; what they show moves the figures of the enterprises, and those the sums of the scopes.
 *
 * <p>Of a recording a figure is emitted when it is settled: as long after its window's end as a reading may still show
 * energy inside the window; and not while a meter of the enterprise has readings in doubt that may still come to count. A
 * live system emits it when its window ends, and again when what comes later changes it; see {@link EmissionPolicy}. What comes out
 * of order is judged as if it had come in order: a meter's readings, or an enterprise's events, of the last two days are
 * retracted and given anew.
 */
public final class GroupBook {
    /** After the last record of a recording's group, time in which its figures still change. */
    private static final long ECHO_MILLIS = MeterBook.LONGEST_MILLIS + 2 * WindowSchedule.TRAILING_MILLIS;

    /** So far back from the clock do people's events show in what is emitted again. */
    private static final long PEOPLE_PAST_MILLIS = EmissionPolicy.LIVE_LATENESS_MILLIS + PeopleBook.KEPT_MILLIS;

    private Roster roster;
    private final WindowSchedule schedule;
    private final int group;
    private int[] enterprises;
    private EnterpriseBook[] books;
    private final ScopeTable table;
    private final Calendar days;
    /** How many of the table's scopes are in order; those that came later are behind them. */
    private final int sortedScopes;

    private final EnterpriseWindow window = new EnterpriseWindow();

    private final Arrivals arrivals;
    private final Map<Integer, MeterBook> meters = new HashMap<>();
    /** Meters with readings in doubt. */
    private final Set<Integer> doubtful = new HashSet<>();
    /** What may have to be judged again; null for a recording, whose records come in order. */
    private final RejudgeableRecords rejudgeable;
    /** Where time in doubt begins, by place of the enterprise. */
    private long[] undecidedFrom;
    /** All records before this are judged. */
    private long judgedUpTo = Long.MIN_VALUE;

    private long lastJudged = Long.MIN_VALUE;

    /** The meter whose readings are being judged, with its entry and its book. */
    private int meterAtHand = -1;

    private Roster.MeterEntry entryAtHand;
    private MeterBook bookAtHand;

    /** An empty book of a group. */
    public GroupBook(Roster roster, WindowSchedule schedule, int group) {
        this.roster = roster;
        this.schedule = schedule;
        this.group = group;
        this.arrivals = new Arrivals(schedule.policy().strideMillis());
        this.rejudgeable = schedule.policy().revises() ? new RejudgeableRecords() : null;
        this.enterprises = roster.group(group);
        this.books = new EnterpriseBook[enterprises.length];
        this.undecidedFrom = new long[enterprises.length];
        Arrays.fill(undecidedFrom, Long.MAX_VALUE);
        int[] scopes = scopesOf(roster, enterprises);
        this.sortedScopes = scopes.length;
        this.table = new ScopeTable(scopes, roster.zoneOf(group), schedule.everyMillis());
        this.days = schedule.calendar(roster.zones().get(roster.zoneOf(group)));
        for (int place = 0; place < enterprises.length; place++) {
            books[place] = newBook(place);
        }
    }

    private static int[] scopesOf(Roster roster, int[] enterprises) {
        return Arrays.stream(enterprises)
                .mapToObj(roster::rows)
                .flatMap(Arrays::stream)
                .flatMapToInt(row -> Arrays.stream(row.scopes()))
                .distinct()
                .sorted()
                .toArray();
    }

    private EnterpriseBook newBook(int place) {
        int enterprise = enterprises[place];
        Roster.Row[] rows = roster.rows(enterprise);
        return new EnterpriseBook(enterprise, rows, tableScopes(rows), roster.metersOf(enterprise), schedule, days);
    }

    private int[][] tableScopes(Roster.Row[] rows) {
        int[] scopes = table.scopes();
        Map<Integer, Integer> places = new HashMap<>();
        if (scopes.length > sortedScopes) {
            for (int place = 0; place < scopes.length; place++) {
                places.put(scopes[place], place);
            }
        }
        return Arrays.stream(rows)
                .map(row -> Arrays.stream(row.scopes())
                        .map(scope -> places.isEmpty() ? Arrays.binarySearch(scopes, scope) : places.get(scope))
                        .toArray())
                .toArray(int[][]::new);
    }

    /** Whether it goes by this roster. */
    public boolean isOf(Roster other) {
        return roster == other;
    }

    /**
     * Goes on by another roster, which succeeds the one it has; of a live system only. What can still change is emitted again
     * by what the registry says now.
     */
    public void updateRegistry(Roster next, ResultCollector results) {
        Roster last = roster;
        roster = next;
        int[] before = enterprises;
        enterprises = next.group(group);
        Set<Integer> known = new HashSet<>();
        Arrays.stream(table.scopes()).forEach(known::add);
        table.extend(Arrays.stream(scopesOf(next, enterprises))
                .filter(scope -> !known.contains(scope))
                .toArray());
        undecidedFrom = Arrays.copyOf(undecidedFrom, enterprises.length);
        Arrays.fill(undecidedFrom, Long.MAX_VALUE);
        books = Arrays.copyOf(books, enterprises.length);
        long clock = before.length == 0 ? Math.max(judgedUpTo, schedule.first()) : books[0].clock();
        for (int place = before.length; place < books.length; place++) {
            books[place] = newBook(place);
            books[place].beginAt(clock);
        }
        judgeByTheRegistry(last, results);
        table.cover(clock - schedule.policy().openMillis() - schedule.everyMillis(), clock);
        for (int place = 0; place < before.length; place++) {
            Roster.Row[] rows = next.rows(enterprises[place]);
            int ofMeters = next.metersOf(enterprises[place]);
            if (!books[place].isOf(rows, ofMeters)) {
                books[place].updateRegistry(rows, tableScopes(rows), ofMeters, window, table, results);
            } else if (books[place].hasChanges()) {
                books[place].reemit(window, table, results);
            }
        }
        table.drainTo(results);
    }

    /**
     * The readings that are kept of a meter which the registry says something else of are retracted as they were judged
     * and judged anew. Those that cannot be, for they were read by a row that is no longer there, are dead letters: they
     * may be sent again. That is so of a meter whose enterprises are others, too: they may be kept in another group,
     * which has none of its readings, and a figure must not depend on that.
     */
    private void judgeByTheRegistry(Roster before, ResultCollector results) {
        RecordOutcomes outcomes = outcomes(results);
        for (int number : rejudgeable.meters()) {
            Roster.MeterEntry old = before.meter(number);
            Roster.MeterEntry now = roster.meter(number);
            if (now.meter().equals(old.meter())) {
                continue;
            }
            List<Observation> known =
                    rejudgeable.ofMeter(number, old.terms()).readings().all();
            retract(known, rejudgeable.ofMeter(number, old.terms()), old, outcomes);
            if (now.reads(old)) {
                reapply(known, rejudgeable.judgeBy(number, now.terms()), now, outcomes);
            } else {
                outcomes.of(now);
                outcomes.withdraw(known);
                rejudgeable.forget(number);
                meters.remove(number);
            }
        }
        for (Observation waiting : arrivals.takeAll(record -> record.kind() == Observation.Kind.POWER
                && !roster.meter(record.subject()).reads(before.meter(record.subject())))) {
            outcomes.of(roster.meter(waiting.subject()));
            outcomes.cannotBeRead(waiting);
        }
        outcomes.emit();
    }

    private static void retract(
            List<Observation> known,
            RejudgeableRecords.OfMeter ofMeter,
            Roster.MeterEntry entry,
            RecordOutcomes outcomes) {
        outcomes.of(entry);
        outcomes.retract();
        MeterBook asBefore = ofMeter.before();
        known.forEach(reading -> outcomes.take(reading, asBefore));
    }

    private void reapply(
            List<Observation> standing,
            RejudgeableRecords.OfMeter ofMeter,
            Roster.MeterEntry entry,
            RecordOutcomes outcomes) {
        outcomes.of(entry);
        outcomes.reapply();
        MeterBook anew = ofMeter.before();
        standing.forEach(reading -> outcomes.take(reading, anew));
        outcomes.given();
        meters.put(entry.number(), anew);
    }

    /** Takes a record of this group; it takes effect when time has passed it. */
    public void add(Observation observation) {
        if (observation.kind() == Observation.Kind.ROLL_CALL) {
            return;
        }
        arrivals.add(observation);
    }

    /** When {@link #advance} should be called next; {@link Long#MAX_VALUE} if only at the end. */
    public long nextDue() {
        long stride = schedule.policy().strideMillis();
        if (rejudgeable != null) {
            // The live index goes on whether anything is heard or not.
            return judgedUpTo == Long.MIN_VALUE ? strideAfter(schedule.first()) : judgedUpTo + stride;
        }
        long due = Long.MAX_VALUE;
        if (arrivals.earliest() != Long.MAX_VALUE) {
            due = strideAfter(arrivals.earliest());
        }
        if (judgedUpTo != Long.MIN_VALUE && judgedUpTo < lastJudged + ECHO_MILLIS) {
            due = Math.min(due, judgedUpTo + stride);
        }
        return due;
    }

    private long strideAfter(long instant) {
        return nextMultiple(schedule.policy().strideMillis(), instant);
    }

    private static long nextMultiple(long millis, long instant) {
        return (Math.floorDiv(instant, millis) + 1) * millis;
    }

    /**
     * Time has come to {@code now}: all records before it are here, but for those that come late.
     *
     * @param now as {@link #nextDue} said
     */
    public void advance(long now, ResultCollector results) {
        judge(now, results);
        if (rejudgeable != null) {
            reemit(results);
        }
        settle(now - schedule.policy().settleMillis(), results);
    }

    /** Whether records have come of a time that is judged already. */
    public boolean hasLate() {
        return arrivals.earliest() < judgedUpTo;
    }

    /** Judges records that came late, and emits again what they change, without waiting for the next step. */
    public void takeLate(ResultCollector results) {
        judge(judgedUpTo, results);
        reemit(results);
    }

    /** Nothing more will come: whatever is left is judged and settled; of a live system, up to the last record. */
    public void close(ResultCollector results) {
        if (rejudgeable != null) {
            while (arrivals.earliest() != Long.MAX_VALUE) {
                advance(nextDue(), results);
            }
            return;
        }
        judge(Long.MAX_VALUE, results);
        RecordOutcomes outcomes = outcomes(results);
        for (int meter : new TreeSet<>(doubtful)) {
            outcomes.of(roster.meter(meter));
            meters.get(meter).close(outcomes);
        }
        outcomes.emit();
        doubtful.clear();
        Arrays.fill(undecidedFrom, Long.MAX_VALUE);
        settle(Long.MAX_VALUE, results);
    }

    private RecordOutcomes outcomes(ResultCollector results) {
        return new RecordOutcomes(
                enterprise -> {
                    int place = placeOf(enterprise);
                    return place < 0 ? null : books[place];
                },
                schedule.stepMillis(),
                results);
    }

    /** The place of an enterprise in this group, negative if it is of another. */
    private int placeOf(int enterprise) {
        return roster.groupOf(enterprise) == group ? roster.placeOf(enterprise) : -1;
    }

    private void judge(long now, ResultCollector results) {
        if (arrivals.earliest() < now) {
            // First let quiet time pass, so that no stretch without any record is walked step by step.
            settle(arrivals.earliest() - schedule.policy().settleMillis(), results);
            List<Observation> due = arrivals.takeBefore(now);
            due.sort(ArrivalOrder.INSTANCE);
            RecordOutcomes outcomes = outcomes(results);
            if (rejudgeable == null) {
                judgeInOrder(due, outcomes);
            } else {
                judgeLate(due, now, outcomes);
            }
            outcomes.emit();
            lastJudged = Math.max(lastJudged, now == Long.MAX_VALUE ? schedule.last() : now);
            updateUndecided();
        }
        judgedUpTo = now;
    }

    private void judgeInOrder(List<Observation> inOrder, RecordOutcomes outcomes) {
        meterAtHand = -1;
        Observation standing = null;
        for (Observation record : inOrder) {
            if (standing != null && ArrivalOrder.sameIdentity(standing, record)) {
                // The first of one identity is the one that stands.
                outcomes.duplicate(record);
                continue;
            }
            standing = record;
            if (record.kind() == Observation.Kind.POWER) {
                takeReading(record, outcomes);
            } else {
                outcomes.applied(record);
                books[placeOf(record.subject())].addPeople(record.withoutRaw());
            }
        }
    }

    private void takeReading(Observation reading, RecordOutcomes outcomes) {
        int number = reading.subject();
        if (number != meterAtHand) {
            // Readings come meter by meter.
            meterAtHand = number;
            entryAtHand = roster.meter(number);
            bookAtHand = meters.computeIfAbsent(number, key -> new MeterBook(entryAtHand.terms()));
            outcomes.of(entryAtHand);
        }
        outcomes.take(reading, bookAtHand);
        if (bookAtHand.undecidedFrom() != Long.MAX_VALUE) {
            doubtful.add(number);
        } else if (!doubtful.isEmpty()) {
            doubtful.remove(number);
        }
    }

    /** Judges records of which some may come before others that are judged already. */
    private void judgeLate(List<Observation> inOrder, long now, RecordOutcomes outcomes) {
        long allowedFrom = judgedUpTo == Long.MIN_VALUE
                ? Long.MIN_VALUE
                : judgedUpTo - schedule.policy().latenessMillis();
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
        return a.subject() == b.subject()
                && (a.kind() == Observation.Kind.POWER) == (b.kind() == Observation.Kind.POWER);
    }

    private void judgeRun(List<Observation> run, long now, RecordOutcomes outcomes) {
        if (run.get(0).kind() == Observation.Kind.POWER) {
            judgeReadings(run, now, outcomes);
        } else {
            int place = placeOf(run.get(0).subject());
            judgePeople(run, place, outcomes);
            rejudgeable.ofPeople(place).takeBefore(now - PEOPLE_PAST_MILLIS);
        }
    }

    private void judgeReadings(List<Observation> run, long now, RecordOutcomes outcomes) {
        int number = run.get(0).subject();
        entryAtHand = roster.meter(number);
        outcomes.of(entryAtHand);
        // Decoded by a registry that held until a moment ago.
        run.stream().filter(reading -> !isReadable(reading)).forEach(outcomes::cannotBeRead);
        List<Observation> readable = run.stream().filter(this::isReadable).toList();
        if (readable.isEmpty()) {
            return;
        }
        RejudgeableRecords.OfMeter ofMeter = rejudgeable.ofMeter(number, entryAtHand.terms());
        RecordLog log = ofMeter.readings();
        boolean inOrder = readable.get(0).at() > log.lastAt();
        List<Observation> known = inOrder ? List.of() : log.all();
        List<Observation> standing = settleIdentities(known, readable, ofMeter::dead, outcomes);
        if (inOrder) {
            MeterBook book = meters.computeIfAbsent(number, key -> new MeterBook(entryAtHand.terms()));
            for (Observation reading : standing) {
                outcomes.take(reading, book);
                log.add(reading);
            }
        } else if (standing.size() > known.size() || !standing.equals(known)) {
            retract(known, ofMeter, entryAtHand, outcomes);
            reapply(standing, ofMeter, entryAtHand, outcomes);
            log.replaceBy(standing);
        }
        ofMeter.forgetBefore(now - schedule.policy().latenessMillis());
    }

    /** Whether the registry has what a reading was read by: its meter, of this group and of its kind. */
    private boolean isReadable(Observation reading) {
        boolean interval = entryAtHand.terms().kind() == MeterKind.INTERVAL;
        return interval == reading.period() > 0
                && Arrays.stream(entryAtHand.groups()).anyMatch(of -> of == group);
    }

    private void judgePeople(List<Observation> run, int place, RecordOutcomes outcomes) {
        EnterpriseBook book = books[place];
        RecordLog log = rejudgeable.ofPeople(place);
        boolean inOrder = run.get(0).at() >= book.clock();
        List<Observation> known = inOrder ? List.of() : log.all();
        List<Observation> standing = settleIdentities(known, run, all -> Set.of(), outcomes);
        if (!inOrder && standing.equals(known)) {
            return;
        }
        Set<Observation> before = Collections.newSetFromMap(new IdentityHashMap<>());
        before.addAll(known);
        for (Observation event : standing) {
            if (!before.contains(event)) {
                outcomes.applied(event);
            }
        }
        List<Observation> kept = standing.stream().map(Observation::withoutRaw).toList();
        if (inOrder) {
            kept.forEach(event -> {
                book.addPeople(event);
                log.add(event);
            });
        } else {
            log.replaceBy(kept);
            long from = stepEnd(book.clock() - PEOPLE_PAST_MILLIS);
            book.replayPeople(
                    kept.stream().filter(event -> event.at() >= from).toList(),
                    from,
                    run.get(0).at(),
                    window);
        }
    }

    /**
     * Who stands, of records known and new ones; the others are counted as duplicates. A known one that is dead does not
     * stand in the way of one that says the same: it was sent again to be judged again.
     *
     * @param dead of the known ones, those that are dead
     */
    private static List<Observation> settleIdentities(
            List<Observation> known,
            List<Observation> run,
            Function<List<Observation>, Set<Observation>> dead,
            RecordOutcomes outcomes) {
        List<Observation> all = run;
        Set<Observation> before = Set.of();
        if (!known.isEmpty()) {
            all = new ArrayList<>(known);
            all.addAll(run);
            all.sort(ArrivalOrder.INSTANCE);
            before = Collections.newSetFromMap(new IdentityHashMap<>());
            before.addAll(known);
        }
        List<Observation> standing = new ArrayList<>(all.size());
        Set<Observation> deadBefore = null;
        Observation last = null;
        for (Observation record : all) {
            if (last == null || !ArrivalOrder.sameIdentity(last, record)) {
                last = record;
                standing.add(record);
                continue;
            }
            if (before.contains(last) != before.contains(record) && ArrivalOrder.sameClaim(last, record)) {
                deadBefore = deadBefore == null ? dead.apply(known) : deadBefore;
                if (deadBefore.contains(last)) {
                    last = record;
                    standing.set(standing.size() - 1, record);
                    continue;
                }
                if (deadBefore.contains(record)) {
                    continue;
                }
            }
            outcomes.duplicate(record);
            if (before.contains(record) && record.kind() != Observation.Kind.POWER) {
                outcomes.superseded(record);
            }
        }
        return standing;
    }

    private void updateUndecided() {
        if (rejudgeable != null) {
            // A live figure does not wait for a doubt to be settled; it is emitted again then.
            return;
        }
        Arrays.fill(undecidedFrom, Long.MAX_VALUE);
        for (int meter : doubtful) {
            long from = meters.get(meter).undecidedFrom();
            for (int owner : roster.meter(meter).owners()) {
                int place = placeOf(owner);
                if (place >= 0) {
                    undecidedFrom[place] = Math.min(undecidedFrom[place], from);
                }
            }
        }
    }

    private void settle(long until, ResultCollector results) {
        if (schedule.isEmpty() || until < schedule.first()) {
            // No window ends before the first record.
            return;
        }
        long limit = stepEnd(Math.min(until, schedule.lastStepEnd()));
        while (true) {
            long lowest = Long.MAX_VALUE;
            for (int place = 0; place < books.length; place++) {
                if (books[place].clock() < Math.min(limit, stepEnd(undecidedFrom[place]))) {
                    lowest = Math.min(lowest, books[place].clock());
                }
            }
            if (lowest == Long.MAX_VALUE) {
                return;
            }
            long chunkEnd =
                    Math.min(limit, nextMultiple(schedule.policy().chunkMillis(), Math.max(lowest, schedule.first())));
            table.cover(lowest, chunkEnd);
            for (int place = 0; place < books.length; place++) {
                long settled = Math.min(limit, stepEnd(undecidedFrom[place]));
                books[place].advance(Math.min(chunkEnd, settled), settled, window, table, results);
            }
            table.drainTo(results);
        }
    }

    /** Emits again what has changed of what was emitted; before time moves on and windows are open no more. */
    private void reemit(ResultCollector results) {
        long clock = books.length == 0 ? 0 : books[0].clock();
        table.cover(clock - schedule.policy().openMillis() - schedule.everyMillis(), clock);
        for (EnterpriseBook book : books) {
            if (book.hasChanges()) {
                book.reemit(window, table, results);
            }
        }
        table.drainTo(results);
    }

    private long stepEnd(long instant) {
        return instant == Long.MAX_VALUE
                ? instant
                : Math.floorDiv(instant, schedule.stepMillis()) * schedule.stepMillis();
    }

    /** Writes what a later {@link #read} needs. */
    public void write(DataOutput out) throws IOException {
        StateFormat.write(schedule, out);
        out.writeLong(schedule.first());
        out.writeInt(enterprises.length);
        for (int place = 0; place < enterprises.length; place++) {
            ObservationCodec.writeText(roster.enterpriseId(enterprises[place]), out);
            books[place].write(out);
        }
        out.writeInt(meters.size());
        for (Map.Entry<Integer, MeterBook> entry : meters.entrySet()) {
            ObservationCodec.writeText(roster.meter(entry.getKey()).meter().id(), out);
            out.writeInt(entry.getKey());
            entry.getValue().write(out);
        }
        List<Observation> waiting = new ArrayList<>(arrivals.size());
        arrivals.forEach(waiting::add);
        out.writeInt(waiting.size());
        for (Observation arrival : waiting) {
            ObservationCodec.write(arrival, out);
        }
        out.writeLong(judgedUpTo);
        out.writeLong(lastJudged);
        if (rejudgeable != null) {
            rejudgeable.write(out);
        }
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
        GroupBook book =
                new GroupBook(roster, schedule.policy().revises() ? schedule.startingAt(first) : schedule, group);
        check(in.readInt() == book.enterprises.length);
        for (int place = 0; place < book.enterprises.length; place++) {
            check(ObservationCodec.readText(in).equals(roster.enterpriseId(book.enterprises[place])));
            book.books[place].read(form, in);
        }
        for (int left = in.readInt(); left > 0; left--) {
            String id = ObservationCodec.readText(in);
            int number = in.readInt();
            check(number < roster.meterCount()
                    && roster.meter(number).meter().id().equals(id));
            MeterBook meter = MeterBook.read(roster.meter(number).terms(), in);
            book.meters.put(number, meter);
            if (meter.undecidedFrom() != Long.MAX_VALUE) {
                book.doubtful.add(number);
            }
        }
        for (int left = in.readInt(); left > 0; left--) {
            book.add(ObservationCodec.read(in));
        }
        book.judgedUpTo = in.readLong();
        book.lastJudged = in.readLong();
        if (book.rejudgeable != null) {
            book.rejudgeable.read(meter -> roster.meter(meter).terms(), in);
        }
        book.updateUndecided();
        return book;
    }

    private static void check(boolean sameRegistry) throws IOException {
        if (!sameRegistry) {
            throw new IOException("this state was written with another registry; start from the same one");
        }
    }
}
