package io.parkpulse.enterprise;

import io.parkpulse.energy.MeterBook;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Observation;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * The records of a group that a live system may have to judge again, because one before them may still come: the
 * readings of 48 hours with each meter's book before them, and the enterprises' events of as long and of the longest window.
 */
final class RejudgeableRecords {
    private static final MeterBook.Verdicts SILENT = new Silent();

    private final Map<Integer, OfMeter> meters = new HashMap<>();
    private final Map<Integer, RecordLog> enterprises = new HashMap<>();

    private static class Silent implements MeterBook.Verdicts {
        @Override
        public void energy(long from, long to, long energyWh) {}

        @Override
        public void covered(long from, long to) {}

        @Override
        public void applied(Observation reading) {}

        @Override
        public void dead(Observation reading, DeadReason reason) {}
    }

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

        /**
         * Which of the readings that are kept cannot be true, as far as is known.
         *
         * @param all the readings that are kept; it is these objects that are returned
         */
        Set<Observation> dead(List<Observation> all) {
            Set<Observation> dead = Collections.newSetFromMap(new IdentityHashMap<>());
            MeterBook.Verdicts verdicts = new Silent() {
                @Override
                public void dead(Observation reading, DeadReason reason) {
                    dead.add(reading);
                }
            };
            MeterBook book = before();
            all.forEach(reading -> book.add(reading, verdicts));
            return dead;
        }

        /** Readings before this can no longer be preceded by others. */
        void forgetBefore(long instant) {
            for (Observation reading : readings.takeBefore(instant)) {
                before.add(reading, SILENT);
            }
        }
    }

    /** The meters of which readings were kept, ascending. */
    List<Integer> meters() {
        return meters.keySet().stream().sorted().toList();
    }

    /** From now on a meter is judged by these terms. */
    OfMeter judgeBy(int meter, MeterBook.Terms terms) {
        return meters.computeIfPresent(
                meter, (key, rejudgeable) -> new OfMeter(rejudgeable.before.with(terms), rejudgeable.readings));
    }

    /** Nothing of a meter is kept any more. */
    void forget(int meter) {
        meters.remove(meter);
    }

    /** A meter's past. */
    OfMeter ofMeter(int meter, MeterBook.Terms terms) {
        return meters.computeIfAbsent(meter, key -> new OfMeter(new MeterBook(terms), new RecordLog()));
    }

    /** The events of an enterprise, by its place in the group. */
    RecordLog ofEnterprise(int place) {
        return enterprises.computeIfAbsent(place, key -> new RecordLog());
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(meters.size());
        for (Map.Entry<Integer, OfMeter> entry : new TreeMap<>(meters).entrySet()) {
            out.writeInt(entry.getKey());
            entry.getValue().before.write(out);
            entry.getValue().readings.write(out);
        }
        out.writeInt(enterprises.size());
        for (Map.Entry<Integer, RecordLog> entry : new TreeMap<>(enterprises).entrySet()) {
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
            enterprises.put(in.readInt(), RecordLog.read(in));
        }
    }
}
