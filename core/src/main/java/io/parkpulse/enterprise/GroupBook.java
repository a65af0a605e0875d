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
 * <p>Of a recording a figure is told when it is settled: as long after its window's end as a reading may still show
 * energy inside the window; and not while a meter of the enterprise has readings in doubt that may still come to count. A
 * live system tells it when its window ends, and again when what comes later changes it; see {@link Pace}. What comes out
 * of order is judged as if it had come in order: a meter's readings, or an enterprise's events, of the last two days are
 * taken back and given anew.
 */
public final class GroupBook {
    /** After the last record of a recording's group, time in which its figures still change. */
    private static final long ECHO_MILLIS = MeterBook.LONGEST_MILLIS + 2 * Agenda.TRAILING_MILLIS;

    /** So far back from the clock do people's events show in what is told again. */
    private static final long PEOPLE_PAST_MILLIS = Pace.LIVE_LATENESS_MILLIS + PeopleBook.KEPT_MILLIS;

    private Roster roster;
    private final Agenda agenda;
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
    private final Past past;
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
    public GroupBook(Roster roster, Agenda agenda, int group) {
        this.roster = roster;
        this.agenda = agenda;
        this.group = group;
        this.arrivals = new Arrivals(agenda.pace().strideMillis());
        this.past = agenda.pace().revises() ? new Past() : null;
        this.enterprises = roster.group(group);
        this.books = new EnterpriseBook[enterprises.length];
        this.undecidedFrom = new long[enterprises.length];
        Arrays.fill(undecidedFrom, Long.MAX_VALUE);
        int[] scopes = scopesOf(roster, enterprises);
        this.sortedScopes = scopes.length;
        this.table = new ScopeTable(scopes, roster.zoneOf(group), agenda.everyMillis());
        this.days = agenda.calendar(roster.zones().get(roster.zoneOf(group)));
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
        return new EnterpriseBook(enterprise, rows, tableScopes(rows), roster.metersOf(enterprise), agenda, days);
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
     * Goes on by another roster, which succeeds the one it has; of a live system only. What can still change is told anew
     * by what the registry says now.
     */
    public void succeed(Roster next, Findings findings) {
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
        long clock = before.length == 0 ? Math.max(judgedUpTo, agenda.first()) : books[0].clock();
        for (int place = before.length; place < books.length; place++) {
            books[place] = newBook(place);
            books[place].beginAt(clock);
        }
        judgeByTheRegistry(last, findings);
        table.cover(clock - agenda.pace().openMillis() - agenda.everyMillis(), clock);
        for (int place = 0; place < before.length; place++) {
            Roster.Row[] rows = next.rows(enterprises[place]);
            int ofMeters = next.metersOf(enterprises[place]);
            if (!books[place].isOf(rows, ofMeters)) {
                books[place].succeed(rows, tableScopes(rows), ofMeters, window, table, findings);
            } else if (books[place].hasToTellAgain()) {
                books[place].tellAgain(window, table, findings);
            }
        }
        table.drainTo(findings);
    }

    /**
     * The readings that are kept of a meter which the registry says something else of are taken back as they were judged
     * and judged anew. Those that cannot be, for they were read by a row that is no longer there, are dead letters: they
     * may be sent again. That is so of a meter whose enterprises are others, too: they may be kept in another group,
     * which has none of its readings, and a figure must not depend on that.
     */
    private void judgeByTheRegistry(Roster before, Findings findings) {
        Judgement judgement = judgement(findings);
        for (int number : past.meters()) {
            Roster.MeterEntry old = before.meter(number);
            Roster.MeterEntry now = roster.meter(number);
            if (now.meter().equals(old.meter())) {
                continue;
            }
            List<Observation> known =
                    past.ofMeter(number, old.terms()).readings().all();
            takeBack(known, past.ofMeter(number, old.terms()), old, judgement);
            if (now.reads(old)) {
                giveAnew(known, past.judgeBy(number, now.terms()), now, judgement);
            } else {
                judgement.of(now);
                judgement.withdraw(known);
                past.forget(number);
                meters.remove(number);
            }
        }
        for (Observation waiting : arrivals.takeAll(record -> record.kind() == Observation.Kind.POWER
                && !roster.meter(record.subject()).reads(before.meter(record.subject())))) {
            judgement.of(roster.meter(waiting.subject()));
            judgement.cannotBeRead(waiting);
        }
        judgement.tell();
    }

    private static void takeBack(
            List<Observation> known, Past.OfMeter ofMeter, Roster.MeterEntry entry, Judgement judgement) {
        judgement.of(entry);
        judgement.takeBack();
        MeterBook asBefore = ofMeter.before();
        known.forEach(reading -> judgement.take(reading, asBefore));
    }

    private void giveAnew(
            List<Observation> standing, Past.OfMeter ofMeter, Roster.MeterEntry entry, Judgement judgement) {
        judgement.of(entry);
        judgement.giveAnew();
        MeterBook anew = ofMeter.before();
        standing.forEach(reading -> judgement.take(reading, anew));
        judgement.given();
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
        long stride = agenda.pace().strideMillis();
        if (past != null) {
            // The live index goes on whether anything is heard or not.
            return judgedUpTo == Long.MIN_VALUE ? strideAfter(agenda.first()) : judgedUpTo + stride;
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
        return nextMultiple(agenda.pace().strideMillis(), instant);
    }

    private static long nextMultiple(long millis, long instant) {
        return (Math.floorDiv(instant, millis) + 1) * millis;
    }

    /**
     * Time has come to {@code now}: all records before it are here, but for those that come late.
     *
     * @param now as {@link #nextDue} said
     */
    public void advance(long now, Findings findings) {
        judge(now, findings);
        if (past != null) {
            tellAgain(findings);
        }
        settle(now - agenda.pace().settleMillis(), findings);
    }

    /** Whether records have come of a time that is judged already. */
    public boolean hasLate() {
        return arrivals.earliest() < judgedUpTo;
    }

    /** Judges records that came late, and tells again what they change, without waiting for the next step. */
    public void takeLate(Findings findings) {
        judge(judgedUpTo, findings);
        tellAgain(findings);
    }

    /** Nothing more will come: whatever is left is judged and settled; of a live system, up to the last record. */
    public void close(Findings findings) {
        if (past != null) {
            while (arrivals.earliest() != Long.MAX_VALUE) {
                advance(nextDue(), findings);
            }
            return;
        }
        judge(Long.MAX_VALUE, findings);
        Judgement judgement = judgement(findings);
        for (int meter : new TreeSet<>(doubtful)) {
            judgement.of(roster.meter(meter));
            meters.get(meter).close(judgement);
        }
        judgement.tell();
        doubtful.clear();
        Arrays.fill(undecidedFrom, Long.MAX_VALUE);
        settle(Long.MAX_VALUE, findings);
    }

    private Judgement judgement(Findings findings) {
        return new Judgement(
                enterprise -> {
                    int place = placeOf(enterprise);
                    return place < 0 ? null : books[place];
                },
                agenda.stepMillis(),
                findings);
    }

    /** The place of an enterprise in this group, negative if it is of another. */
    private int placeOf(int enterprise) {
        return roster.groupOf(enterprise) == group ? roster.placeOf(enterprise) : -1;
    }

    private void judge(long now, Findings findings) {
        if (arrivals.earliest() < now) {
            // First let quiet time pass, so that no stretch without any record is walked step by step.
            settle(arrivals.earliest() - agenda.pace().settleMillis(), findings);
            List<Observation> due = arrivals.takeBefore(now);
            due.sort(ArrivalOrder.INSTANCE);
            Judgement judgement = judgement(findings);
            if (past == null) {
                judgeInOrder(due, judgement);
            } else {
                judgeLate(due, now, judgement);
            }
            judgement.tell();
            lastJudged = Math.max(lastJudged, now == Long.MAX_VALUE ? agenda.last() : now);
            updateUndecided();
        }
        judgedUpTo = now;
    }

    private void judgeInOrder(List<Observation> inOrder, Judgement judgement) {
        meterAtHand = -1;
        Observation standing = null;
        for (Observation record : inOrder) {
            if (standing != null && ArrivalOrder.sameIdentity(standing, record)) {
                // The first of one identity is the one that stands.
                judgement.duplicate(record);
                continue;
            }
            standing = record;
            if (record.kind() == Observation.Kind.POWER) {
                takeReading(record, judgement);
            } else {
                judgement.applied(record);
                books[placeOf(record.subject())].addPeople(record.withoutRaw());
            }
        }
    }

    private void takeReading(Observation reading, Judgement judgement) {
        int number = reading.subject();
        if (number != meterAtHand) {
            // Readings come meter by meter.
            meterAtHand = number;
            entryAtHand = roster.meter(number);
            bookAtHand = meters.computeIfAbsent(number, key -> new MeterBook(entryAtHand.terms()));
            judgement.of(entryAtHand);
        }
        judgement.take(reading, bookAtHand);
        if (bookAtHand.undecidedFrom() != Long.MAX_VALUE) {
            doubtful.add(number);
        } else if (!doubtful.isEmpty()) {
            doubtful.remove(number);
        }
    }

    /** Judges records of which some may come before others that are judged already. */
    private void judgeLate(List<Observation> inOrder, long now, Judgement judgement) {
        long allowedFrom = judgedUpTo == Long.MIN_VALUE
                ? Long.MIN_VALUE
                : judgedUpTo - agenda.pace().latenessMillis();
        List<Observation> run = new ArrayList<>();
        for (Observation record : inOrder) {
            if (record.at() < allowedFrom) {
                judgement.tooLate(record, allowedFrom);
                continue;
            }
            if (!run.isEmpty() && !isOfSameBook(run.get(0), record)) {
                judgeRun(run, now, judgement);
                run.clear();
            }
            run.add(record);
        }
        if (!run.isEmpty()) {
            judgeRun(run, now, judgement);
        }
    }

    private static boolean isOfSameBook(Observation a, Observation b) {
        return a.subject() == b.subject()
                && (a.kind() == Observation.Kind.POWER) == (b.kind() == Observation.Kind.POWER);
    }

    private void judgeRun(List<Observation> run, long now, Judgement judgement) {
        if (run.get(0).kind() == Observation.Kind.POWER) {
            judgeReadings(run, now, judgement);
        } else {
            int place = placeOf(run.get(0).subject());
            judgePeople(run, place, judgement);
            past.ofPeople(place).takeBefore(now - PEOPLE_PAST_MILLIS);
        }
    }

    private void judgeReadings(List<Observation> run, long now, Judgement judgement) {
        int number = run.get(0).subject();
        entryAtHand = roster.meter(number);
        judgement.of(entryAtHand);
        // Decoded by a registry that held until a moment ago.
        run.stream().filter(reading -> !isReadable(reading)).forEach(judgement::cannotBeRead);
        List<Observation> readable = run.stream().filter(this::isReadable).toList();
        if (readable.isEmpty()) {
            return;
        }
        Past.OfMeter ofMeter = past.ofMeter(number, entryAtHand.terms());
        RecordLog log = ofMeter.readings();
        boolean inOrder = readable.get(0).at() > log.lastAt();
        List<Observation> known = inOrder ? List.of() : log.all();
        List<Observation> standing = settleIdentities(known, readable, ofMeter::dead, judgement);
        if (inOrder) {
            MeterBook book = meters.computeIfAbsent(number, key -> new MeterBook(entryAtHand.terms()));
            for (Observation reading : standing) {
                judgement.take(reading, book);
                log.add(reading);
            }
        } else if (standing.size() > known.size() || !standing.equals(known)) {
            takeBack(known, ofMeter, entryAtHand, judgement);
            giveAnew(standing, ofMeter, entryAtHand, judgement);
            log.replaceBy(standing);
        }
        ofMeter.forgetBefore(now - agenda.pace().latenessMillis());
    }

    /** Whether the registry has what a reading was read by: its meter, of this group and of its kind. */
    private boolean isReadable(Observation reading) {
        boolean interval = entryAtHand.terms().kind() == MeterKind.INTERVAL;
        return interval == reading.period() > 0
                && Arrays.stream(entryAtHand.groups()).anyMatch(of -> of == group);
    }

    private void judgePeople(List<Observation> run, int place, Judgement judgement) {
        EnterpriseBook book = books[place];
        RecordLog log = past.ofPeople(place);
        boolean inOrder = run.get(0).at() >= book.clock();
        List<Observation> known = inOrder ? List.of() : log.all();
        List<Observation> standing = settleIdentities(known, run, all -> Set.of(), judgement);
        if (!inOrder && standing.equals(known)) {
            return;
        }
        Set<Observation> before = Collections.newSetFromMap(new IdentityHashMap<>());
        before.addAll(known);
        for (Observation event : standing) {
            if (!before.contains(event)) {
                judgement.applied(event);
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
            book.relivePeople(
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
            Judgement judgement) {
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
            judgement.duplicate(record);
            if (before.contains(record) && record.kind() != Observation.Kind.POWER) {
                judgement.superseded(record);
            }
        }
        return standing;
    }

    private void updateUndecided() {
        if (past != null) {
            // A live figure does not wait for a doubt to be settled; it is told again then.
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

    private void settle(long until, Findings findings) {
        if (agenda.isEmpty() || until < agenda.first()) {
            // No window ends before the first record.
            return;
        }
        long limit = stepEnd(Math.min(until, agenda.lastStepEnd()));
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
                    Math.min(limit, nextMultiple(agenda.pace().chunkMillis(), Math.max(lowest, agenda.first())));
            table.cover(lowest, chunkEnd);
            for (int place = 0; place < books.length; place++) {
                long settled = Math.min(limit, stepEnd(undecidedFrom[place]));
                books[place].advance(Math.min(chunkEnd, settled), settled, window, table, findings);
            }
            table.drainTo(findings);
        }
    }

    /** Tells again what has changed of what was told; before time moves on and windows are open no more. */
    private void tellAgain(Findings findings) {
        long clock = books.length == 0 ? 0 : books[0].clock();
        table.cover(clock - agenda.pace().openMillis() - agenda.everyMillis(), clock);
        for (EnterpriseBook book : books) {
            if (book.hasToTellAgain()) {
                book.tellAgain(window, table, findings);
            }
        }
        table.drainTo(findings);
    }

    private long stepEnd(long instant) {
        return instant == Long.MAX_VALUE ? instant : Math.floorDiv(instant, agenda.stepMillis()) * agenda.stepMillis();
    }

    /** Writes what a later {@link #read} needs. */
    public void write(DataOutput out) throws IOException {
        StateForm.write(agenda, out);
        out.writeLong(agenda.first());
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
        if (past != null) {
            past.write(out);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if it was written with another registry or another length of a step, or by a later release;
     *     says what to do
     */
    public static GroupBook read(Roster roster, Agenda agenda, int group, DataInput in) throws IOException {
        StateForm form = StateForm.read(agenda, in);
        // A live system that is started again goes on from where it once began.
        long first = in.readLong();
        GroupBook book = new GroupBook(roster, agenda.pace().revises() ? agenda.startingAt(first) : agenda, group);
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
        if (book.past != null) {
            book.past.read(meter -> roster.meter(meter).terms(), in);
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
