package io.parkpulse.enterprise;

import io.parkpulse.energy.MeterBook;
import io.parkpulse.energy.Spread;
import io.parkpulse.index.EnterpriseWindow;
import io.parkpulse.model.DeadLetter;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Observation;
import io.parkpulse.model.ObservationCodec;
import io.parkpulse.model.Stream;
import io.parkpulse.roster.Roster;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A group of enterprises in event time. Records wait until time has passed them, are then taken in order, whatever order
 * they came in, and judged; what they show moves the figures of the enterprises, and those the sums of the scopes.
 *
 * <p>A figure is computed when it is settled: {@link #SETTLED_MILLIS} after its window's end, because until then a
 * reading may still show energy inside the window; and not while a meter of the enterprise has readings in doubt that may
 * still come to count.
 */
public final class GroupBook {
    /** The longest that a valid reading can look back. */
    public static final long SETTLED_MILLIS = MeterBook.LONGEST_MILLIS;

    /**
     * How much event time is worked off at once. What an enterprise keeps of an hour lies side by side in memory, so an
     * hour of it is worked through before turning to the next enterprise; records wait in memory that long.
     */
    public static final long STRIDE_MILLIS = 3_600_000;

    /** After the last record of a group, time in which its figures still change. */
    private static final long ECHO_MILLIS = SETTLED_MILLIS + 2 * Agenda.TRAILING_MILLIS;

    private static final int FORMAT = 1;

    private final Roster roster;
    private final Agenda agenda;
    private final int group;
    private final int[] enterprises;
    private final EnterpriseBook[] books;
    private final ScopeTable table;
    private final EnterpriseWindow window = new EnterpriseWindow();

    private List<Observation> arrivals = new ArrayList<>();
    private long earliestArrival = Long.MAX_VALUE;
    private final Map<Integer, MeterBook> meters = new HashMap<>();
    /** Meters with readings in doubt. */
    private final Set<Integer> doubtful = new HashSet<>();
    /** Where time in doubt begins, by place of the enterprise. */
    private final long[] undecidedFrom;
    /** All records before this are judged. */
    private long judgedUpTo = Long.MIN_VALUE;

    private long lastJudged = Long.MIN_VALUE;

    /** An empty book of a group. */
    public GroupBook(Roster roster, Agenda agenda, int group) {
        this.roster = roster;
        this.agenda = agenda;
        this.group = group;
        this.enterprises = roster.group(group);
        this.books = new EnterpriseBook[enterprises.length];
        this.undecidedFrom = new long[enterprises.length];
        Arrays.fill(undecidedFrom, Long.MAX_VALUE);
        int[] scopes = Arrays.stream(enterprises)
                .mapToObj(roster::rows)
                .flatMap(Arrays::stream)
                .flatMapToInt(row -> Arrays.stream(row.scopes()))
                .distinct()
                .sorted()
                .toArray();
        int zone = roster.zoneOf(group);
        this.table = new ScopeTable(scopes, zone, agenda.everyMillis());
        List<Agenda.Day> days = agenda.days(roster.zones().get(zone));
        for (int place = 0; place < enterprises.length; place++) {
            Roster.Row[] rows = roster.rows(enterprises[place]);
            int[][] tableScopes = Arrays.stream(rows)
                    .map(row -> Arrays.stream(row.scopes())
                            .map(scope -> Arrays.binarySearch(scopes, scope))
                            .toArray())
                    .toArray(int[][]::new);
            books[place] = new EnterpriseBook(
                    enterprises[place], rows, tableScopes, roster.metersOf(enterprises[place]), agenda, days);
        }
    }

    /** Takes a record of this group; it takes effect when time has passed it. */
    public void add(Observation observation) {
        if (observation.kind() == Observation.Kind.ROLL_CALL) {
            return;
        }
        arrivals.add(observation);
        earliestArrival = Math.min(earliestArrival, observation.at());
    }

    /** When {@link #advance} should be called next; {@link Long#MAX_VALUE} if only at the end. */
    public long nextDue() {
        long due = Long.MAX_VALUE;
        if (earliestArrival != Long.MAX_VALUE) {
            due = strideAfter(earliestArrival);
        }
        if (judgedUpTo != Long.MIN_VALUE && judgedUpTo < lastJudged + ECHO_MILLIS) {
            due = Math.min(due, judgedUpTo + STRIDE_MILLIS);
        }
        return due;
    }

    private static long strideAfter(long instant) {
        return (Math.floorDiv(instant, STRIDE_MILLIS) + 1) * STRIDE_MILLIS;
    }

    /**
     * Time has come to {@code now}: all records before it are here.
     *
     * @param now as {@link #nextDue} said
     */
    public void advance(long now, Findings findings) {
        judge(now, findings);
        settle(now - SETTLED_MILLIS, findings);
    }

    /** Nothing more will come: whatever is left is judged and settled. */
    public void close(Findings findings) {
        judge(Long.MAX_VALUE, findings);
        Judgement judgement = new Judgement(findings);
        for (int meter : new TreeSet<>(doubtful)) {
            judgement.open(meter);
            judgement.book.close(judgement);
        }
        judgement.tell();
        doubtful.clear();
        Arrays.fill(undecidedFrom, Long.MAX_VALUE);
        settle(Long.MAX_VALUE, findings);
    }

    /** The place of an enterprise in this group, negative if it is of another. */
    private int placeOf(int enterprise) {
        return roster.groupOf(enterprise) == group ? roster.placeOf(enterprise) : -1;
    }

    private void judge(long now, Findings findings) {
        if (earliestArrival < now) {
            // First let quiet time pass, so that no stretch without any record is walked step by step.
            settle(earliestArrival - SETTLED_MILLIS, findings);
            List<Observation> due = takeArrivalsBefore(now);
            due.sort(ArrivalOrder.INSTANCE);
            Judgement judgement = new Judgement(findings);
            judgement.judge(due);
            judgement.tell();
            lastJudged = Math.max(lastJudged, now == Long.MAX_VALUE ? agenda.last() : now);
            updateUndecided();
        }
        judgedUpTo = now;
    }

    private List<Observation> takeArrivalsBefore(long now) {
        List<Observation> all = arrivals;
        arrivals = new ArrayList<>(all.size());
        earliestArrival = Long.MAX_VALUE;
        List<Observation> due = new ArrayList<>(all.size());
        for (Observation arrival : all) {
            if (arrival.at() < now) {
                due.add(arrival);
            } else {
                add(arrival);
            }
        }
        return due;
    }

    private void updateUndecided() {
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
        if (agenda.isEmpty()) {
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
            long chunkEnd = Math.min(limit, strideAfter(lowest));
            table.cover(lowest, chunkEnd);
            for (int place = 0; place < books.length; place++) {
                long settled = Math.min(limit, stepEnd(undecidedFrom[place]));
                books[place].advance(Math.min(chunkEnd, settled), settled, window, table, findings);
            }
            table.drainTo(findings);
        }
    }

    private long stepEnd(long instant) {
        return instant == Long.MAX_VALUE ? instant : Math.floorDiv(instant, agenda.stepMillis()) * agenda.stepMillis();
    }

    /** Takes records in order and settles what becomes of each. */
    private final class Judgement implements MeterBook.Verdicts {
        private final Findings findings;
        private final long[] applied = new long[Stream.values().length];
        private final long[] duplicates = new long[Stream.values().length];
        private long unallocatedWh;
        private final Set<Long> marks = new TreeSet<>();
        /** The marks last met; records come meter by meter, so the same few come again and again. */
        private final long[] metMarks = new long[64];

        private int meterNumber = -1;
        private Roster.MeterEntry meter;
        private MeterBook book;

        Judgement(Findings findings) {
            this.findings = findings;
            Arrays.fill(metMarks, Long.MIN_VALUE);
        }

        void judge(List<Observation> inOrder) {
            Observation standing = null;
            for (Observation observation : inOrder) {
                if (standing != null && ArrivalOrder.sameIdentity(standing, observation)) {
                    // The first of one identity is the one that stands.
                    if (observation.primary()) {
                        duplicates[observation.stream().ordinal()]++;
                    }
                    continue;
                }
                standing = observation;
                take(observation);
            }
        }

        private void take(Observation observation) {
            if (observation.kind() == Observation.Kind.POWER) {
                open(observation.subject());
                book.add(meter.terms().kind() == MeterKind.INTERVAL ? observation.withoutRaw() : observation, this);
                boolean inDoubt = book.undecidedFrom() != Long.MAX_VALUE;
                if (inDoubt) {
                    doubtful.add(meterNumber);
                } else if (!doubtful.isEmpty()) {
                    doubtful.remove(meterNumber);
                }
            } else {
                applied(observation);
                books[placeOf(observation.subject())].addPeople(observation.withoutRaw());
            }
        }

        /** Turns to the book of a meter; readings come meter by meter. */
        private void open(int number) {
            if (number != meterNumber) {
                meterNumber = number;
                meter = roster.meter(number);
                book = meters.computeIfAbsent(number, key -> new MeterBook(meter.terms()));
            }
        }

        @Override
        public void energy(long from, long to, long energyWh) {
            for (int i = 0; i < meter.owners().length; i++) {
                int place = placeOf(meter.owners()[i]);
                if (place < 0) {
                    continue;
                }
                int share = meter.meter().shares().get(i).basisPoints();
                long part = Spread.part(energyWh, meter.before()[i], share);
                if (to - from > MeterBook.LONGEST_MILLIS) {
                    unallocatedWh += part;
                } else {
                    Spread.energy(from, to, part, agenda.stepMillis(), books[place].energy());
                }
            }
        }

        @Override
        public void covered(long from, long to) {
            for (int owner : meter.owners()) {
                int place = placeOf(owner);
                if (place >= 0) {
                    Spread.time(from, to, agenda.stepMillis(), books[place].covered());
                }
            }
        }

        @Override
        public void applied(Observation observation) {
            if (observation.primary()) {
                applied[observation.stream().ordinal()]++;
                long mark = Account.mark(observation.at(), agenda.stepMillis());
                int slot = (int) (mark & (metMarks.length - 1));
                if (metMarks[slot] != mark) {
                    metMarks[slot] = mark;
                    marks.add(mark);
                }
            }
        }

        @Override
        public void dead(Observation reading, DeadReason reason) {
            if (reading.primary()) {
                findings.deadLetter(new DeadLetter(
                        reading.stream(),
                        reading.number(),
                        reason,
                        "meter " + meter.meter().id(),
                        reading.raw(),
                        0,
                        0));
            }
        }

        void tell() {
            long counted =
                    unallocatedWh + marks.size() + Arrays.stream(duplicates).sum();
            if (counted > 0) {
                long[] sortedMarks = marks.stream().mapToLong(Long::longValue).toArray();
                findings.account(new Account(applied, duplicates, unallocatedWh, sortedMarks));
            }
        }
    }

    /** Writes what a later {@link #read} needs. */
    public void write(DataOutput out) throws IOException {
        out.writeInt(FORMAT);
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
        out.writeInt(arrivals.size());
        for (Observation arrival : arrivals) {
            ObservationCodec.write(arrival, out);
        }
        out.writeLong(judgedUpTo);
        out.writeLong(lastJudged);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if it was written with another registry
     */
    public static GroupBook read(Roster roster, Agenda agenda, int group, DataInput in) throws IOException {
        int format = in.readInt();
        if (format != FORMAT) {
            throw new IOException("group state of format " + format + ", expected " + FORMAT);
        }
        GroupBook book = new GroupBook(roster, agenda, group);
        check(in.readInt() == book.enterprises.length);
        for (int place = 0; place < book.enterprises.length; place++) {
            check(ObservationCodec.readText(in).equals(roster.enterpriseId(book.enterprises[place])));
            book.books[place].read(in);
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
        book.updateUndecided();
        return book;
    }

    private static void check(boolean sameRegistry) throws IOException {
        if (!sameRegistry) {
            throw new IOException("this state was written with another registry; start from the same one");
        }
    }
}
