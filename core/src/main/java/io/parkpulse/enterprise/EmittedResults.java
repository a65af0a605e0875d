package io.parkpulse.enterprise;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a live system has emitted of one enterprise's recent past, and what it was measured with, so that what comes late
 * changes it: the trailing windows still open, and the local days that late records may lie in.
 */
final class EmittedResults {
    /**
     * How long after its end a day may still change, a week: a record may come 48 hours late and show energy of the 48
     * hours before it, and readings in doubt may turn out to be valid later still.
     */
    private static final long REVISABLE_MILLIS = 7 * 24L * 3_600_000;

    private final WindowSchedule schedule;
    private final Calendar calendar;
    private final Ring ring;
    private final TreeMap<Integer, EmittedDay> days = new TreeMap<>();
    /** Number of the first day that may still change. */
    private int firstKept;
    /** The day last added to; energy comes step by step. */
    private EmittedDay lastDay;

    private long changedFrom = Long.MAX_VALUE;

    /** The trailing window that ends at {@link #end}. */
    static final class EmittedWindow {
        long end = Long.MIN_VALUE;
        final Contribution contribution = new Contribution();
        PeopleSeen people = PeopleSeen.NOBODY;

        private EmittedWindow() {}
    }

    /** A local day. */
    static final class EmittedDay {
        final WindowSchedule.Day day;
        long energyWh;
        long coveredMs;
        /** Whether it has ended; the rest is meaningful only then. */
        boolean emitted;

        final Contribution contribution = new Contribution();
        PeopleSeen people = PeopleSeen.NOBODY;
        /** Whether it may differ from what was emitted. */
        boolean changed;

        private EmittedDay(WindowSchedule.Day day) {
            this.day = day;
        }
    }

    /** Open windows by the number of their end. */
    private static final class Ring {
        private final long stepMillis;
        private final EmittedWindow[] windows;

        Ring(long stepMillis, long openMillis) {
            this.stepMillis = stepMillis;
            this.windows = new EmittedWindow[(int) (openMillis / stepMillis)];
            Arrays.setAll(windows, index -> new EmittedWindow());
        }

        EmittedWindow at(long end) {
            return windows[(int) Math.floorMod(end / stepMillis, (long) windows.length)];
        }
    }

    EmittedResults(WindowSchedule schedule, Calendar calendar) {
        this.schedule = schedule;
        this.calendar = calendar;
        this.ring = new Ring(schedule.stepMillis(), schedule.policy().openMillis());
    }

    /** The window that ends there, if it is still open; null otherwise. */
    EmittedWindow window(long end) {
        EmittedWindow window = ring.at(end);
        return window.end == end ? window : null;
    }

    /** The window that ends there was emitted; the one that falls out of the ring is final. */
    void open(long end, Contribution contribution, PeopleSeen people) {
        EmittedWindow window = ring.at(end);
        window.end = end;
        window.contribution.copyFrom(contribution);
        window.people = people;
    }

    /** The windows that are still open, in no order. */
    List<EmittedWindow> windows() {
        return Arrays.stream(ring.windows)
                .filter(window -> window.end != Long.MIN_VALUE)
                .toList();
    }

    /** The day an instant lies in; null before the first day that may still change. */
    EmittedDay day(long instant) {
        if (lastDay != null && contains(lastDay, instant)) {
            return lastDay;
        }
        for (EmittedDay day : days.descendingMap().values()) {
            if (contains(day, instant)) {
                lastDay = day;
                return day;
            }
        }
        int index = firstKept;
        if (instant < calendar.get(index).from()) {
            return null;
        }
        while (calendar.get(index).to() <= instant) {
            index++;
        }
        return day(index);
    }

    private static boolean contains(EmittedDay day, long instant) {
        return day.day.from() <= instant && instant < day.day.to();
    }

    /** A day by its number. */
    EmittedDay day(int index) {
        return days.computeIfAbsent(index, key -> new EmittedDay(calendar.get(key)));
    }

    /** The days that may still change, in order of time. */
    Collection<EmittedDay> days() {
        return days.values();
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
    }

    /** Forgets the days that can no longer change. */
    void forgetDays(long clock) {
        while (calendar.get(firstKept).to() <= clock - REVISABLE_MILLIS) {
            firstKept++;
        }
        if (!days.isEmpty() && days.firstKey() < firstKept) {
            days.headMap(firstKept).clear();
            lastDay = null;
        }
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(ring.windows.length);
        for (EmittedWindow window : ring.windows) {
            out.writeLong(window.end);
            out.writeInt(window.contribution.row);
            window.people.write(out);
            StateFormat.writeSums(window.contribution.sums, out);
        }
        out.writeInt(days.size());
        for (Map.Entry<Integer, EmittedDay> entry : days.entrySet()) {
            EmittedDay day = entry.getValue();
            out.writeInt(entry.getKey());
            out.writeLong(day.energyWh);
            out.writeLong(day.coveredMs);
            out.writeBoolean(day.emitted);
            out.writeInt(day.contribution.row);
            day.people.write(out);
            StateFormat.writeSums(day.contribution.sums, out);
        }
    }

    void read(StateFormat form, DataInput in) throws IOException {
        int windows = in.readInt();
        if (form.stepMillis() == 0) {
            // As many as lie in the time for which windows are open.
            schedule.requireStep(schedule.policy().openMillis() / windows);
        }
        for (int left = windows; left > 0; left--) {
            long end = in.readLong();
            // A shorter ring keeps the latest.
            EmittedWindow place = ring.at(end);
            EmittedWindow window = place.end <= end ? place : new EmittedWindow();
            window.end = end;
            window.contribution.row = in.readInt();
            window.people = PeopleSeen.read(in);
            form.readSums(window.contribution.sums, in);
        }
        for (int left = in.readInt(); left > 0; left--) {
            EmittedDay day = day(in.readInt());
            day.energyWh = in.readLong();
            day.coveredMs = in.readLong();
            day.emitted = in.readBoolean();
            day.contribution.row = in.readInt();
            day.people = PeopleSeen.read(in);
            form.readSums(day.contribution.sums, in);
        }
    }
}
