package io.parkpulse.enterprise;

import io.parkpulse.index.Sum;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a live system has told of one enterprise's recent past, and what it was measured with, so that what comes late
 * changes it: the trailing windows still open, and the local days that late records may lie in.
 */
final class Recent {
    /**
     * How long after its end a day may still change, a week: a record may come 48 hours late and show energy of the 48
     * hours before it, and readings in doubt may turn out to be valid later still.
     */
    private static final long REVISABLE_MILLIS = 7 * 24L * 3_600_000;

    private final Agenda agenda;
    private final Calendar calendar;
    private final Ring ring;
    private final TreeMap<Integer, DayTold> days = new TreeMap<>();
    /** Number of the first day that may still change. */
    private int firstKept;
    /** The day last added to; energy comes step by step. */
    private DayTold lastDay;

    private long touchedFrom = Long.MAX_VALUE;

    /** The trailing window that ends at {@link #end}. */
    static final class WindowTold {
        long end = Long.MIN_VALUE;
        /** Place of the row that counted it; {@link EnterpriseBook#NO_ROW} if none did. */
        int row = EnterpriseBook.NO_ROW;

        PeopleSeen people = PeopleSeen.NOBODY;
        final long[] sums = new long[Sum.COUNT];

        private WindowTold() {}
    }

    /** A local day. */
    static final class DayTold {
        final Agenda.Day day;
        long energyWh;
        long coveredMs;
        /** Whether it has ended; the rest is meaningful only then. */
        boolean told;

        int row = EnterpriseBook.NO_ROW;
        PeopleSeen people = PeopleSeen.NOBODY;
        final long[] sums = new long[Sum.COUNT];
        /** Whether it may differ from what was told. */
        boolean touched;

        private DayTold(Agenda.Day day) {
            this.day = day;
        }
    }

    /** Open windows by the number of their end. */
    private static final class Ring {
        private final long stepMillis;
        private final WindowTold[] windows;

        Ring(long stepMillis, long openMillis) {
            this.stepMillis = stepMillis;
            this.windows = new WindowTold[(int) (openMillis / stepMillis)];
            Arrays.setAll(windows, index -> new WindowTold());
        }

        WindowTold at(long end) {
            return windows[(int) Math.floorMod(end / stepMillis, (long) windows.length)];
        }
    }

    Recent(Agenda agenda, Calendar calendar) {
        this.agenda = agenda;
        this.calendar = calendar;
        this.ring = new Ring(agenda.stepMillis(), agenda.pace().openMillis());
    }

    /** The window that ends there, if it is still open; null otherwise. */
    WindowTold window(long end) {
        WindowTold window = ring.at(end);
        return window.end == end ? window : null;
    }

    /** Where the window that ends there is to be noted; the one that falls out of the ring is final. */
    WindowTold open(long end) {
        WindowTold window = ring.at(end);
        window.end = end;
        return window;
    }

    /** The windows that are still open, in no order. */
    List<WindowTold> windows() {
        return Arrays.stream(ring.windows)
                .filter(window -> window.end != Long.MIN_VALUE)
                .toList();
    }

    /** The day an instant lies in; null before the first day that may still change. */
    DayTold day(long instant) {
        if (lastDay != null && contains(lastDay, instant)) {
            return lastDay;
        }
        for (DayTold day : days.descendingMap().values()) {
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

    private static boolean contains(DayTold day, long instant) {
        return day.day.from() <= instant && instant < day.day.to();
    }

    /** A day by its number. */
    DayTold day(int index) {
        return days.computeIfAbsent(index, key -> new DayTold(calendar.get(key)));
    }

    /** The days that may still change, in order of time. */
    Collection<DayTold> days() {
        return days.values();
    }

    /** Windows that end after this instant may differ from what was told. */
    void touch(long instant) {
        touchedFrom = Math.min(touchedFrom, instant);
    }

    /** Windows that end after this may differ from what was told; {@link Long#MAX_VALUE} if none does. */
    long touchedFrom() {
        return touchedFrom;
    }

    /** What differed has been told. */
    void toldAgain() {
        touchedFrom = Long.MAX_VALUE;
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
        for (WindowTold window : ring.windows) {
            out.writeLong(window.end);
            out.writeInt(window.row);
            window.people.write(out);
            StateForm.writeSums(window.sums, out);
        }
        out.writeInt(days.size());
        for (Map.Entry<Integer, DayTold> entry : days.entrySet()) {
            DayTold day = entry.getValue();
            out.writeInt(entry.getKey());
            out.writeLong(day.energyWh);
            out.writeLong(day.coveredMs);
            out.writeBoolean(day.told);
            out.writeInt(day.row);
            day.people.write(out);
            StateForm.writeSums(day.sums, out);
        }
    }

    void read(StateForm form, DataInput in) throws IOException {
        int windows = in.readInt();
        if (form.stepMillis() == 0) {
            // As many as lie in the time for which windows are open.
            agenda.requireStep(agenda.pace().openMillis() / windows);
        }
        for (int left = windows; left > 0; left--) {
            long end = in.readLong();
            // A shorter ring keeps the latest.
            WindowTold place = ring.at(end);
            WindowTold window = place.end <= end ? place : new WindowTold();
            window.end = end;
            window.row = in.readInt();
            window.people = PeopleSeen.read(in);
            form.readSums(window.sums, in);
        }
        for (int left = in.readInt(); left > 0; left--) {
            DayTold day = day(in.readInt());
            day.energyWh = in.readLong();
            day.coveredMs = in.readLong();
            day.told = in.readBoolean();
            day.row = in.readInt();
            day.people = PeopleSeen.read(in);
            form.readSums(day.sums, in);
        }
    }
}
