package io.parkpulse.enterprise;

import io.parkpulse.energy.MeterBook;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Observation;
import io.parkpulse.roster.Roster;
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

/**
 * The records of a group that a live system may have to judge again, because one before them may still come: the
 * readings of 48 hours with the book of each meter before them, and the enterprises' events of as long and of the longest window.
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
        private MeterBook before;
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
        Set<Observation> dead(List<Observation> all, Roster.MeterEntry meter) {
            Set<Observation> dead = Collections.newSetFromMap(new IdentityHashMap<>());
            MeterBook.Verdicts verdicts = new Silent() {
                @Override
                public void dead(Observation reading, DeadReason reason) {
                    dead.add(reading);
                }
            };
            MeterBook book = before();
            for (Observation reading : all) {
                book = meter.take(reading, book, verdicts);
            }
            return dead;
        }

        /** Readings before this can no longer be preceded by others. */
        void forgetBefore(long instant, Roster.MeterEntry meter) {
            for (Observation reading : readings.takeBefore(instant)) {
                before = meter.take(reading, before, SILENT);
            }
        }
    }

    /** The meters of which readings were kept, ascending. */
    List<Integer> meters() {
        return meters.keySet().stream().sorted().toList();
    }

    /** From now on these readings are kept of a meter, and that is its book before them. */
    OfMeter keep(int meter, MeterBook before, List<Observation> readings) {
        OfMeter ofMeter = new OfMeter(before, new RecordLog());
        ofMeter.readings.replaceBy(readings);
        meters.put(meter, ofMeter);
        return ofMeter;
    }

    /** Nothing of a meter is kept any more. */
    void forget(int meter) {
        meters.remove(meter);
    }

    /** A meter's past. */
    OfMeter ofMeter(Roster.MeterEntry meter) {
        return meters.computeIfAbsent(meter.number(), key -> new OfMeter(emptyBook(meter), new RecordLog()));
    }

    /** The book of a meter that nothing was heard of. */
    static MeterBook emptyBook(Roster.MeterEntry meter) {
        return new MeterBook(meter.segments()[0].terms());
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

    void read(Roster roster, DataInput in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            int meter = in.readInt();
            MeterBook before = Judging.readBook(roster.meter(meter), in);
            meters.put(meter, new OfMeter(before, RecordLog.read(in)));
        }
        for (int left = in.readInt(); left > 0; left--) {
            enterprises.put(in.readInt(), RecordLog.read(in));
        }
    }
}
