package io.parkpulse.enterprise;

import io.parkpulse.model.VarInt;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What a live system has emitted of one enterprise's recent past: the trailing windows still open, and the local days that
 * late records may lie in. Of each it is kept what was measured, and by which row; what that came to is measured again when
 * something changes.
 */
final class EmittedResults {
    /**
     * How long after its end a day may still change, a week: a record may come 48 hours late and show energy of the 48
     * hours before it, and readings in doubt may turn out to be valid later still.
     */
    private static final long REVISABLE_MILLIS = 7 * 24L * 3_600_000;

    // Flags of a day in a state.
    private static final int EMITTED = 1;
    private static final int CHANGED = 2;
    private static final int GIVEN = 4;

    /** More days than may still change; of which they are, their lowest bits say. */
    private static final int DAYS = 16;

    private final WindowSchedule schedule;
    private final Calendar calendar;

    /** The end of the latest window; the others end before it at equal distances. */
    private long latestEnd;

    private int open;

    /** Of each day {@linkplain #placeOfWh Wh} and {@linkplain #placeOfMs covered milliseconds} of all meters. */
    private final StepRun days = new StepRun();
    /** Number of the first day that may still change. */
    private int firstKept;
    /** The number after that of the last day there is. */
    private int endOfDays;
    /** Which days have ended and were emitted. */
    private short emittedDays;
    /** Which of them may differ from what was emitted. */
    private short changedDays;

    /** Place of the row that counts all windows and days, unless {@link #apart} says it of each. */
    private int row = EnterpriseEntry.NO_ROW;
    /** Null while all are counted by the same row, show nobody's people, and can be measured again. */
    private Apart apart;

    private long changedFrom = Long.MAX_VALUE;
    /** By how much the energy is another than when windows and days were emitted; null if by nothing. */
    private Pending pending;

    /** What is another for each open window and each day. */
    private static final class Apart {
        // Open windows, by the number of their end modulo how many may be open.
        private final int[] windowRows;
        private final PeopleSeen[] windowPeople;
        /** What was emitted of those that cannot be measured again; null if that is none. */
        private Contribution[] windowGiven;

        private final int[] dayRows = new int[DAYS];
        private final PeopleSeen[] dayPeople = new PeopleSeen[DAYS];
        /** What was emitted of those that cannot be measured again; null if that is none. */
        private Contribution[] dayGiven;

        private Apart(int windows, int row) {
            windowRows = new int[windows];
            windowPeople = new PeopleSeen[windows];
            Arrays.fill(windowRows, row);
            Arrays.fill(windowPeople, PeopleSeen.NOBODY);
            Arrays.fill(dayRows, row);
            Arrays.fill(dayPeople, PeopleSeen.NOBODY);
        }
    }

    /** What was added since. */
    private static final class Pending {
        /** Of the latest window, and then by how much more it is of each window before it; and once more for the end. */
        private final long[] windowWh;

        private final long[] windowMs;
        /** Of each day, as {@link EmittedResults#days}. */
        private final StepRun days = new StepRun();

        private Pending(int windows) {
            windowWh = new long[windows + 1];
            windowMs = new long[windows + 1];
        }
    }

    EmittedResults(WindowSchedule schedule, Calendar calendar) {
        this.schedule = schedule;
        this.calendar = calendar;
    }

    WindowSchedule schedule() {
        return schedule;
    }

    private int windows() {
        return (int) (schedule.policy().openMillis() / schedule.stepMillis());
    }

    private int place(long end) {
        return (int) Math.floorMod(end / schedule.stepMillis(), (long) windows());
    }

    private static int place(int day) {
        return day & DAYS - 1;
    }

    private Apart apart() {
        if (apart == null) {
            apart = new Apart(windows(), row);
        }
        return apart;
    }

    private Pending pending() {
        if (pending == null) {
            pending = new Pending(windows());
        }
        return pending;
    }

    /** Keeps one row for all open windows again, where none of them differs. */
    void join() {
        if (apart == null) {
            return;
        }
        int common = open > 0 ? row(latestEnd) : row;
        for (long end : openEnds()) {
            if (row(end) != common || people(end) != PeopleSeen.NOBODY || given(end) != null) {
                return;
            }
        }
        for (int day = firstKept; day < endOfDays; day++) {
            if (isEmitted(day)
                    && (rowOfDay(day) != common || peopleOfDay(day) != PeopleSeen.NOBODY || givenOfDay(day) != null)) {
                return;
            }
        }
        row = common;
        apart = null;
    }

    /** Whether that is the row of all, or is so from now on. */
    private boolean isRowOfAll(int of) {
        if (apart == null && open == 0 && emittedDays == 0) {
            row = of;
        }
        return apart == null && of == row;
    }

    // Windows.

    /** Whether the window that ends there is still open. */
    boolean isOpen(long end) {
        return open > 0 && end <= latestEnd && end > latestEnd - open * schedule.everyMillis();
    }

    /** The window that ends there was emitted; the one before all others is final. */
    void open(long end, int rowOfWindow, PeopleSeen people) {
        setWindow(end, rowOfWindow, people);
        if (apart != null && apart.windowGiven != null) {
            apart.windowGiven[place(end)] = null;
        }
        latestEnd = end;
        open = Math.min(windows(), open + 1);
    }

    private void setWindow(long end, int rowOfWindow, PeopleSeen people) {
        if (!isRowOfAll(rowOfWindow) || people != PeopleSeen.NOBODY) {
            int place = place(end);
            apart().windowRows[place] = rowOfWindow;
            apart().windowPeople[place] = people;
        }
    }

    /** The ends of the windows that are still open, the latest first. */
    long[] openEnds() {
        long[] ends = new long[open];
        for (int i = 0; i < open; i++) {
            ends[i] = latestEnd - i * schedule.everyMillis();
        }
        return ends;
    }

    /** Place of the row that counts an open window; {@link EnterpriseEntry#NO_ROW} if none does. */
    int row(long end) {
        return apart == null ? row : apart.windowRows[place(end)];
    }

    PeopleSeen people(long end) {
        return apart == null ? PeopleSeen.NOBODY : apart.windowPeople[place(end)];
    }

    /** What was emitted of an open window, if it cannot be measured again; else null. */
    Contribution given(long end) {
        return apart == null || apart.windowGiven == null ? null : apart.windowGiven[place(end)];
    }

    /** What was emitted of an open window is this from now on, and cannot be measured; its row is that which counts it. */
    void give(long end, Contribution contribution, PeopleSeen people) {
        if (apart().windowGiven == null) {
            apart.windowGiven = new Contribution[windows()];
        }
        int place = place(end);
        apart.windowGiven[place] = contribution;
        apart.windowRows[place] = contribution.row;
        apart.windowPeople[place] = people;
    }

    /** What was emitted of an open window can be measured. */
    void measureAgain(long end) {
        apart.windowGiven[place(end)] = null;
    }

    /** The energy of a step has changed, before the latest window's end; open windows that have the step show it. */
    void addWh(long step, long amount) {
        int from = firstWith(step);
        int to = firstBefore(step);
        if (from < to) {
            pending().windowWh[from] += amount;
            pending.windowWh[to] -= amount;
        }
    }

    /** The same of covered milliseconds. */
    void addMs(long step, long amount) {
        int from = firstWith(step);
        int to = firstBefore(step);
        if (from < to) {
            pending().windowMs[from] += amount;
            pending.windowMs[to] -= amount;
        }
    }

    /** How many open windows, the latest first, begin after a step. */
    private int firstWith(long step) {
        long windowSteps = WindowSchedule.TRAILING_MILLIS / schedule.stepMillis();
        return (int) Math.max(0, latestEnd / schedule.stepMillis() - windowSteps - step);
    }

    /** How many open windows, the latest first, end after the beginning of a step. */
    private int firstBefore(long step) {
        return (int) Math.min(open, latestEnd / schedule.stepMillis() - step);
    }

    /**
     * How much more energy was added, since it was emitted, to an open window than to the one after it; to the latest window,
     * how much.
     *
     * @param windowsBefore which, so many before the latest
     */
    long pendingWh(int windowsBefore) {
        return pending == null ? 0 : pending.windowWh[windowsBefore];
    }

    /** The same of covered milliseconds. */
    long pendingMs(int windowsBefore) {
        return pending == null ? 0 : pending.windowMs[windowsBefore];
    }

    // Days, by their numbers.

    /** The day an instant lies in; −1 before the first day that may still change. */
    int dayAt(long instant) {
        // Energy is mostly of the last day there is.
        int day = Math.max(firstKept, endOfDays - 1);
        while (calendar.get(day).to() <= instant) {
            day++;
        }
        while (day > firstKept && instant < calendar.get(day).from()) {
            day--;
        }
        WindowSchedule.Day time = calendar.get(day);
        return time.from() <= instant && instant < time.to() ? day : -1;
    }

    /** When a day is. */
    WindowSchedule.Day timeOf(int day) {
        return calendar.get(day);
    }

    /** The first day that may still change. */
    int firstDay() {
        return firstKept;
    }

    /** The day after the last one there is. */
    int endOfDays() {
        return endOfDays;
    }

    /** A day has more energy. */
    void addWhToDay(int day, long amount) {
        addToDay(day, placeOfWh(day), amount);
    }

    /** The same of covered milliseconds. */
    void addMsToDay(int day, long amount) {
        addToDay(day, placeOfMs(day), amount);
    }

    private void addToDay(int day, long place, long amount) {
        days.add(place, amount);
        reach(day);
        if (isEmitted(day)) {
            pending().days.add(place, amount);
        }
    }

    // Both are in one run: there is one of these for each enterprise.

    private static long placeOfWh(int day) {
        return 2L * day;
    }

    private static long placeOfMs(int day) {
        return 2L * day + 1;
    }

    /** There is a day; there is no place for those that lie {@link #DAYS} before it. */
    private void reach(int day) {
        endOfDays = Math.max(endOfDays, day + 1);
        firstKept = Math.max(firstKept, endOfDays - DAYS);
    }

    long wh(int day) {
        return days.get(placeOfWh(day));
    }

    long ms(int day) {
        return days.get(placeOfMs(day));
    }

    /** Wh that a day was emitted with. */
    long emittedWh(int day) {
        return pending == null ? wh(day) : wh(day) - pending.days.get(placeOfWh(day));
    }

    /** Covered milliseconds of all meters that a day was emitted with. */
    long emittedMs(int day) {
        return pending == null ? ms(day) : ms(day) - pending.days.get(placeOfMs(day));
    }

    /** Whether a day has ended and was emitted. */
    boolean isEmitted(int day) {
        return (emittedDays >> place(day) & 1) != 0;
    }

    /** Whether a day that was emitted may differ from that. */
    boolean hasChanged(int day) {
        return isEmitted(day)
                && ((changedDays >> place(day) & 1) != 0 || emittedWh(day) != wh(day) || emittedMs(day) != ms(day));
    }

    /** A day that was emitted may differ from that. */
    void markChanged(int day) {
        changedDays |= (short) (1 << place(day));
    }

    /** A day was emitted. */
    void emitDay(int day, int rowOfDay, PeopleSeen people) {
        setDay(day, rowOfDay, people);
        emittedDays |= (short) (1 << place(day));
        reach(day);
    }

    private void setDay(int day, int rowOfDay, PeopleSeen people) {
        if (!isRowOfAll(rowOfDay) || people != PeopleSeen.NOBODY) {
            apart().dayRows[place(day)] = rowOfDay;
            apart().dayPeople[place(day)] = people;
        }
    }

    /** Place of the row that counts a day that was emitted; {@link EnterpriseEntry#NO_ROW} if none does. */
    int rowOfDay(int day) {
        return apart == null ? row : apart.dayRows[place(day)];
    }

    PeopleSeen peopleOfDay(int day) {
        return apart == null ? PeopleSeen.NOBODY : apart.dayPeople[place(day)];
    }

    /** What was emitted of a day, if it cannot be measured again; else null. */
    Contribution givenOfDay(int day) {
        return apart == null || apart.dayGiven == null ? null : apart.dayGiven[place(day)];
    }

    /** What was emitted of a day is this from now on, and cannot be measured; its row is that which counts it. */
    void giveDay(int day, Contribution contribution, PeopleSeen people) {
        if (apart().dayGiven == null) {
            apart.dayGiven = new Contribution[DAYS];
        }
        int place = place(day);
        apart.dayGiven[place] = contribution;
        apart.dayRows[place] = contribution.row;
        apart.dayPeople[place] = people;
        markChanged(day);
    }

    /** A day that has ended was emitted without this enterprise, which a row counts. */
    void giveDay(int day, int rowOfDay) {
        Contribution nothing = new Contribution();
        nothing.row = rowOfDay;
        emitDay(day, rowOfDay, PeopleSeen.NOBODY);
        giveDay(day, nothing, PeopleSeen.NOBODY);
    }

    /** What was emitted of a day can be measured. */
    void measureDayAgain(int day) {
        apart.dayGiven[place(day)] = null;
        changedDays &= (short) ~(1 << place(day));
    }

    /** Windows that end after this instant may differ from what was emitted. */
    void markChangedFrom(long instant) {
        changedFrom = Math.min(changedFrom, instant);
    }

    /** Windows that end after this may differ from what was emitted; {@link Long#MAX_VALUE} if none does. */
    long changedFrom() {
        return changedFrom;
    }

    /** What differed has been emitted. */
    void reemitted() {
        changedFrom = Long.MAX_VALUE;
        changedDays = 0;
        pending = null;
        if (apart != null) {
            apart.windowGiven = null;
            apart.dayGiven = null;
        }
    }

    /** Forgets the days that can no longer change. */
    void forgetDays(long clock) {
        while (calendar.get(firstKept).to() <= clock - REVISABLE_MILLIS) {
            emittedDays &= (short) ~(1 << place(firstKept));
            firstKept++;
        }
        days.dropBefore(placeOfWh(firstKept));
        days.trim();
    }

    /** Writes all but the energy of the windows, which the steps say. */
    void write(DataOutput out) throws IOException {
        VarInt.write(open, out);
        if (open > 0) {
            VarInt.write(latestEnd / schedule.stepMillis(), out);
        }
        int written = 0;
        while (written < open) {
            int alike = 1;
            while (written + alike < open && isAsNext(written + alike)) {
                alike++;
            }
            long end = latestEnd - written * schedule.everyMillis();
            VarInt.write(alike, out);
            VarInt.writeSigned(row(end), out);
            people(end).write(out);
            written += alike;
        }
        boolean isGiven = apart != null && apart.windowGiven != null;
        out.writeBoolean(isGiven);
        if (isGiven) {
            for (Contribution contribution : apart.windowGiven) {
                writeGiven(contribution, out);
            }
        }
        int there = 0;
        for (int day = firstKept; day < endOfDays; day++) {
            there += isThere(day) ? 1 : 0;
        }
        VarInt.write(there, out);
        for (int day = firstKept; day < endOfDays; day++) {
            if (isThere(day)) {
                write(day, out);
            }
        }
    }

    private boolean isThere(int day) {
        return isEmitted(day) || wh(day) != 0 || ms(day) != 0;
    }

    private long length(int day) {
        WindowSchedule.Day time = timeOf(day);
        return time.to() - time.from();
    }

    /** Whether the window so many ends before the latest is as the one after it. */
    private boolean isAsNext(int before) {
        long end = latestEnd - before * schedule.everyMillis();
        long next = end + schedule.everyMillis();
        return row(end) == row(next) && people(end).equals(people(next));
    }

    private static void writeGiven(Contribution contribution, DataOutput out) throws IOException {
        out.writeBoolean(contribution != null);
        if (contribution != null) {
            contribution.write(out);
        }
    }

    private void write(int day, DataOutput out) throws IOException {
        VarInt.write(day, out);
        VarInt.writeSigned(wh(day), out);
        // Mostly all of it is covered.
        VarInt.writeSigned(ms(day) - length(day), out);
        boolean emitted = isEmitted(day);
        boolean changed = hasChanged(day);
        Contribution given = givenOfDay(day);
        out.writeByte((emitted ? EMITTED : 0) | (changed ? CHANGED : 0) | (given != null ? GIVEN : 0));
        if (emitted) {
            VarInt.writeSigned(rowOfDay(day), out);
            peopleOfDay(day).write(out);
            if (changed) {
                VarInt.writeSigned(emittedWh(day), out);
                VarInt.writeSigned(emittedMs(day), out);
            }
            if (given != null) {
                given.write(out);
            }
        }
    }

    /** Reads what {@link #write} wrote. */
    void read(StateFormat form, DataInput in) throws IOException {
        open = (int) VarInt.read(in);
        latestEnd = open > 0 ? VarInt.read(in) * schedule.stepMillis() : 0;
        for (int read = 0; read < open; ) {
            int alike = (int) VarInt.read(in);
            int rowOfWindow = (int) VarInt.readSigned(in);
            PeopleSeen people = PeopleSeen.read(in);
            for (int left = alike; left > 0; left--, read++) {
                setWindow(latestEnd - read * schedule.everyMillis(), rowOfWindow, people);
            }
        }
        if (in.readBoolean()) {
            apart().windowGiven = new Contribution[windows()];
            for (int i = 0; i < apart.windowGiven.length; i++) {
                apart.windowGiven[i] = readGiven(form, in);
            }
            markChangedFrom(Long.MIN_VALUE);
        }
        for (int left = (int) VarInt.read(in); left > 0; left--) {
            readDay(form, in);
        }
        join();
    }

    private static Contribution readGiven(StateFormat form, DataInput in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        Contribution contribution = new Contribution();
        contribution.read(form, in);
        return contribution;
    }

    private void readDay(StateFormat form, DataInput in) throws IOException {
        int day = (int) VarInt.read(in);
        long wh = VarInt.readSigned(in);
        long ms = VarInt.readSigned(in) + length(day);
        int flags = in.readByte();
        if ((flags & EMITTED) != 0) {
            emitDay(day, (int) VarInt.readSigned(in), PeopleSeen.read(in));
            boolean changed = (flags & CHANGED) != 0;
            addEmitted(day, changed ? VarInt.readSigned(in) : wh, changed ? VarInt.readSigned(in) : ms);
            if ((flags & GIVEN) != 0) {
                Contribution given = new Contribution();
                given.read(form, in);
                giveDay(day, given, peopleOfDay(day));
            } else if (changed) {
                markChanged(day);
            }
        }
        addWhToDay(day, wh - wh(day));
        addMsToDay(day, ms - ms(day));
    }

    /** A day has what it was emitted with. */
    private void addEmitted(int day, long wh, long ms) {
        days.add(placeOfWh(day), wh);
        days.add(placeOfMs(day), ms);
    }

    /** Reads what earlier releases wrote, which kept what windows and days contributed. */
    void readWithContributions(StateFormat form, DataInput in) throws IOException {
        int windows = in.readInt();
        if (form.stepMillis() == 0) {
            // As many as lie in the time for which windows are open.
            schedule.requireStep(schedule.policy().openMillis() / windows);
        }
        for (int left = windows; left > 0; left--) {
            long end = in.readLong();
            Contribution contribution = new Contribution();
            contribution.row = in.readInt();
            PeopleSeen people = PeopleSeen.read(in);
            contribution.readSums(form, in);
            if (end != Long.MIN_VALUE) {
                give(end, contribution, people);
                latestEnd = open == 0 ? end : Math.max(latestEnd, end);
                open++;
            }
        }
        for (int left = in.readInt(); left > 0; left--) {
            int day = in.readInt();
            addEmitted(day, in.readLong(), in.readLong());
            reach(day);
            boolean emitted = in.readBoolean();
            int rowOfDay = in.readInt();
            PeopleSeen people = PeopleSeen.read(in);
            Contribution given = new Contribution();
            given.row = rowOfDay;
            given.readSums(form, in);
            if (emitted) {
                emitDay(day, rowOfDay, people);
                giveDay(day, given, people);
            }
        }
    }
}
