package io.parkpulse.alerts;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which local days have ended as steps go by. Each day of a zone is closed once, and only those whose end was seen. */
final class ClosedDays {
    private static final Comparator<ZoneId> BY_ID = Comparator.comparing(ZoneId::getId);

    private final Set<ZoneId> zones = new TreeSet<>(BY_ID);
    private final long stepMillis;
    /** By zone, the number of the last day that is closed. */
    private final Map<ZoneId, Long> closed = new TreeMap<>(BY_ID);

    /**
     * A local day.
     *
     * @param number of the day, counted from 1970-01-01
     */
    record Day(ZoneId zone, long number) {
        /** The day with the last millisecond before an end. */
        static Day before(long end, ZoneId zone) {
            return new Day(
                    zone,
                    Instant.ofEpochMilli(end - 1).atZone(zone).toLocalDate().toEpochDay());
        }

        /** When it begins, epoch milliseconds. */
        long from() {
            return midnight(number);
        }

        /** When it has ended, epoch milliseconds. */
        long to() {
            return midnight(number + 1);
        }

        private long midnight(long day) {
            return LocalDate.ofEpochDay(day).atStartOfDay(zone).toInstant().toEpochMilli();
        }
    }

    /**
     * No day has ended yet.
     *
     * @param zones whose days are asked for
     * @param stepMillis distance of the steps
     */
    ClosedDays(Collection<ZoneId> zones, long stepMillis) {
        this.zones.addAll(zones);
        this.stepMillis = stepMillis;
    }

    /**
     * Closes the days that ended after the last step and before this one's end.
     *
     * @param last end of the last step; {@link Hysteresis#NONE} if this is the first
     * @return those that have the figures of the last step, as it was near; of the others nobody knows what they had
     */
    List<Day> closeBefore(long end, long last) {
        List<Day> near = new ArrayList<>();
        if (last == Hysteresis.NONE) {
            return near;
        }
        for (ZoneId zone : zones) {
            Day day = Day.before(last, zone);
            if (day.to() < end && close(day) && day.to() - last < stepMillis) {
                near.add(day);
            }
        }
        return near;
    }

    /** Closes the days that end with a step: they have its figures. */
    List<Day> closeAt(long end) {
        List<Day> ended = new ArrayList<>();
        for (ZoneId zone : zones) {
            Day day = Day.before(end, zone);
            if (day.to() == end && close(day)) {
                ended.add(day);
            }
        }
        return ended;
    }

    /** Whether it was not closed before. */
    private boolean close(Day day) {
        if (closed.getOrDefault(day.zone(), Hysteresis.NONE) >= day.number()) {
            return false;
        }
        closed.put(day.zone(), day.number());
        return true;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(closed.size());
        for (Map.Entry<ZoneId, Long> zone : closed.entrySet()) {
            out.writeUTF(zone.getKey().getId());
            out.writeLong(zone.getValue());
        }
    }

    /** Reads what {@link #write} wrote. */
    void read(DataInput in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            closed.put(ZoneId.of(in.readUTF()), in.readLong());
        }
    }
}
