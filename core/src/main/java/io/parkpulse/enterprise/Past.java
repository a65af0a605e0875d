package io.parkpulse.enterprise;

import io.parkpulse.energy.MeterBook;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Observation;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * The records of a group that a live system may have to judge again, because one before them may still come: the
 * readings of 48 hours with each meter's book before them, and the people's events of as long and of the longest window.
 */
final class Past {
    private static final MeterBook.Verdicts SILENT = new MeterBook.Verdicts() {
        @Override
        public void energy(long from, long to, long energyWh) {}

        @Override
        public void covered(long from, long to) {}

        @Override
        public void applied(Observation reading) {}

        @Override
        public void dead(Observation reading, DeadReason reason) {}
    };

    private final Map<Integer, OfMeter> meters = new HashMap<>();
    private final Map<Integer, RecordLog> people = new HashMap<>();

    /** One meter's past. */
    static final class OfMeter {
        private final MeterBook before;
        private final RecordLog readings;

        private OfMeter(MeterBook before, RecordLog readings) {
            this.before = before;
            this.readings = readings;
        }

        /** The book as it was before the readings that are kept; the caller's own. */
        MeterBook before() {
            return before.copy();
        }

        /** The readings that are kept, those that stand for their identity. */
        RecordLog readings() {
            return readings;
        }

        /** Readings before this can no longer be preceded by others. */
        void forgetBefore(long instant) {
            for (Observation reading : readings.takeBefore(instant)) {
                before.add(reading, SILENT);
            }
        }
    }

    /** From now on meters are judged by these terms. */
    void judgeBy(IntFunction<MeterBook.Terms> terms) {
        meters.replaceAll((meter, past) -> new OfMeter(past.before.with(terms.apply(meter)), past.readings));
    }

    /** A meter's past. */
    OfMeter ofMeter(int meter, MeterBook.Terms terms) {
        return meters.computeIfAbsent(meter, key -> new OfMeter(new MeterBook(terms), new RecordLog()));
    }

    /** The people's events of an enterprise, by its place in the group. */
    RecordLog ofPeople(int place) {
        return people.computeIfAbsent(place, key -> new RecordLog());
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(meters.size());
        for (Map.Entry<Integer, OfMeter> entry : new TreeMap<>(meters).entrySet()) {
            out.writeInt(entry.getKey());
            entry.getValue().before.write(out);
            entry.getValue().readings.write(out);
        }
        out.writeInt(people.size());
        for (Map.Entry<Integer, RecordLog> entry : new TreeMap<>(people).entrySet()) {
            out.writeInt(entry.getKey());
            entry.getValue().write(out);
        }
    }

    void read(IntFunction<MeterBook.Terms> terms, DataInput in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            int meter = in.readInt();
            MeterBook before = MeterBook.read(terms.apply(meter), in);
            meters.put(meter, new OfMeter(before, RecordLog.read(in)));
        }
        for (int left = in.readInt(); left > 0; left--) {
            people.put(in.readInt(), RecordLog.read(in));
        }
    }
}
