package io.parkpulse.enterprise;

import io.parkpulse.model.VarInt;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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

    private final WindowSchedule schedule;
    private final Calendar calendar;

    // Open windows, by the number of their end modulo how many may be open.
    private final long[] windowWh;
    private final long[] windowMs;
    private final int[] windowRows;
    private final PeopleSeen[] windowPeople;
    /** What was emitted of those that cannot be measured again; null if that is none. */
    private Contribution[] given;
    /** The end of the latest window; the others end before it at equal distances. */
    private long latestEnd;

    private int open;

    /** In order of time. */
    private final List<EmittedDay> days = new ArrayList<>(0);
    /** Number of the first day that may still change. */
    private int firstKept;
    /** The day last added to; energy comes step by step. */
    private EmittedDay lastDay;

    private long changedFrom = Long.MAX_VALUE;

    /** A local day. */
    static final class EmittedDay {
        final int index;
        long energyWh;
        long coveredMs;
        /** Whether it has ended; the rest is meaningful only then. */
        boolean emitted;

        int row = EnterpriseEntry.NO_ROW;
        PeopleSeen people = PeopleSeen.NOBODY;
        /** What was emitted, if it cannot be measured again; else null. */
        Contribution given;
        /** Otherwise that is to be measured with this energy. */
        long emittedWh;

        long emittedMs;
        /** Whether it may differ from what was emitted. */
        boolean changed;

        private EmittedDay(int index) {
            this.index = index;
        }
    }

    EmittedResults(WindowSchedule schedule, Calendar calendar) {
        this.schedule = schedule;
        this.calendar = calendar;
        int windows = (int) (schedule.policy().openMillis() / schedule.stepMillis());
        this.windowWh = new long[windows];
        this.windowMs = new long[windows];
        this.windowRows = new int[windows];
        this.windowPeople = new PeopleSeen[windows];
    }

    private int place(long end) {
        return (int) Math.floorMod(end / schedule.stepMillis(), (long) windowRows.length);
    }

    /** Whether the window that ends there is still open. */
    boolean isOpen(long end) {
        return open > 0 && end <= latestEnd && end > latestEnd - open * schedule.everyMillis();
    }

    /** The window that ends there was emitted; the one before all others is final. */
    void open(long end, int row, long energyWh, long coveredMs, PeopleSeen people) {
        int place = place(end);
        windowRows[place] = row;
        windowWh[place] = energyWh;
        windowMs[place] = coveredMs;
        windowPeople[place] = people;
        if (given != null) {
            given[place] = null;
        }
        latestEnd = end;
        open = Math.min(windowRows.length, open + 1);
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
        return windowRows[place(end)];
    }

    /** Wh that an open window was emitted with. */
    long energyWh(long end) {
        return windowWh[place(end)];
    }

    /** Covered milliseconds of all meters that an open window was emitted with. */
    long coveredMs(long end) {
        return windowMs[place(end)];
    }

    PeopleSeen people(long end) {
        return windowPeople[place(end)];
    }

    /** What was emitted of an open window, if it cannot be measured again; else null. */
    Contribution given(long end) {
        return given == null ? null : given[place(end)];
    }

    /** What was emitted of an open window is this from now on, and cannot be measured; its row is that which counts it. */
    void give(long end, Contribution contribution, PeopleSeen people) {
        if (given == null) {
            given = new Contribution[windowRows.length];
        }
        int place = place(end);
        given[place] = contribution;
        windowRows[place] = contribution.row;
        windowPeople[place] = people;
    }

    /** An open window was emitted with this. */
    void set(long end, long energyWh, long coveredMs) {
        int place = place(end);
        windowWh[place] = energyWh;
        windowMs[place] = coveredMs;
        if (given != null) {
            given[place] = null;
        }
    }

    /** The day an instant lies in; null before the first day that may still change. */
    EmittedDay day(long instant) {
        if (lastDay != null && contains(lastDay.index, instant)) {
            return lastDay;
        }
        int index = days.isEmpty() ? firstKept : Math.max(firstKept, days.get(days.size() - 1).index);
        while (calendar.get(index).to() <= instant) {
            index++;
        }
        while (index > firstKept && instant < calendar.get(index).from()) {
            index--;
        }
        if (!contains(index, instant)) {
            return null;
        }
        lastDay = day(index);
        return lastDay;
    }

    private boolean contains(int index, long instant) {
        WindowSchedule.Day day = calendar.get(index);
        return day.from() <= instant && instant < day.to();
    }

    /** A day by its number. */
    EmittedDay day(int index) {
        int place = days.size();
        while (place > 0 && days.get(place - 1).index > index) {
            place--;
        }
        if (place > 0 && days.get(place - 1).index == index) {
            return days.get(place - 1);
        }
        EmittedDay day = new EmittedDay(index);
        days.add(place, day);
        return day;
    }

    /** When a day is. */
    WindowSchedule.Day timeOf(EmittedDay day) {
        return calendar.get(day.index);
    }

    /** The days that may still change, in order of time. */
    List<EmittedDay> days() {
        return days;
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
        given = null;
    }

    /** Forgets the days that can no longer change. */
    void forgetDays(long clock) {
        while (calendar.get(firstKept).to() <= clock - REVISABLE_MILLIS) {
            firstKept++;
        }
        if (!days.isEmpty() && days.get(0).index < firstKept) {
            days.removeIf(day -> day.index < firstKept);
            lastDay = null;
        }
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
        out.writeBoolean(given != null);
        if (given != null) {
            for (Contribution contribution : given) {
                writeGiven(contribution, out);
            }
        }
        VarInt.write(days.size(), out);
        for (EmittedDay day : days) {
            write(day, out);
        }
    }

    private long length(EmittedDay day) {
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

    private void write(EmittedDay day, DataOutput out) throws IOException {
        VarInt.write(day.index, out);
        VarInt.writeSigned(day.energyWh, out);
        // Mostly all of it is covered.
        VarInt.writeSigned(day.coveredMs - length(day), out);
        out.writeByte((day.emitted ? EMITTED : 0) | (day.changed ? CHANGED : 0) | (day.given != null ? GIVEN : 0));
        if (day.emitted) {
            VarInt.writeSigned(day.row, out);
            day.people.write(out);
            if (day.changed) {
                VarInt.writeSigned(day.emittedWh, out);
                VarInt.writeSigned(day.emittedMs, out);
            }
            if (day.given != null) {
                day.given.write(out);
            }
        }
    }

    /** Reads what {@link #write} wrote. */
    void read(StateFormat form, DataInput in) throws IOException {
        open = (int) VarInt.read(in);
        latestEnd = open > 0 ? VarInt.read(in) * schedule.stepMillis() : 0;
        for (int read = 0; read < open; ) {
            int alike = (int) VarInt.read(in);
            int row = (int) VarInt.readSigned(in);
            PeopleSeen people = PeopleSeen.read(in);
            for (int left = alike; left > 0; left--, read++) {
                int place = place(latestEnd - read * schedule.everyMillis());
                windowRows[place] = row;
                windowPeople[place] = people;
            }
        }
        if (in.readBoolean()) {
            given = new Contribution[windowRows.length];
            for (int i = 0; i < given.length; i++) {
                given[i] = readGiven(form, in);
            }
            markChangedFrom(Long.MIN_VALUE);
        }
        for (int left = (int) VarInt.read(in); left > 0; left--) {
            readDay(form, in);
        }
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
        EmittedDay day = day((int) VarInt.read(in));
        day.energyWh = VarInt.readSigned(in);
        day.coveredMs = VarInt.readSigned(in) + length(day);
        int flags = in.readByte();
        day.emitted = (flags & EMITTED) != 0;
        day.changed = (flags & CHANGED) != 0;
        if (day.emitted) {
            day.row = (int) VarInt.readSigned(in);
            day.people = PeopleSeen.read(in);
            day.emittedWh = day.changed ? VarInt.readSigned(in) : day.energyWh;
            day.emittedMs = day.changed ? VarInt.readSigned(in) : day.coveredMs;
            if ((flags & GIVEN) != 0) {
                day.given = new Contribution();
                day.given.read(form, in);
            }
        }
    }

    /** Reads what earlier releases wrote, which kept what windows and days contributed. */
    void readWithContributions(StateFormat form, DataInput in) throws IOException {
        int windows = in.readInt();
        if (form.stepMillis() == 0) {
            // As many as lie in the time for which windows are open.
            schedule.requireStep(schedule.policy().openMillis() / windows);
        }
        given = new Contribution[windowRows.length];
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
            EmittedDay day = day(in.readInt());
            day.energyWh = in.readLong();
            day.coveredMs = in.readLong();
            day.emitted = in.readBoolean();
            day.row = in.readInt();
            day.people = PeopleSeen.read(in);
            day.emittedWh = day.energyWh;
            day.emittedMs = day.coveredMs;
            day.given = new Contribution();
            day.given.row = day.row;
            day.given.readSums(form, in);
            if (!day.emitted) {
                day.given = null;
            }
        }
    }
}
