package io.parkpulse.enterprise;

import io.parkpulse.energy.MeterBook;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Observation;
import io.parkpulse.model.ObservationCodec;
import io.parkpulse.model.VarInt;
import io.parkpulse.roster.MeterEntry;
import io.parkpulse.roster.Roster;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The records of a group that a live system may have to judge again, because one before them may still come: the
 * readings of 48 hours with the book of each meter before them, and the enterprises' events of as long and of the longest window.
 */
final class RejudgeableRecords {
    /** Says nothing. */
    static final MeterBook.Verdicts SILENT = new Silent();

    /** Room for so many meters more than there are, at least. */
    private static final int SPARE = 8;

    /** Numbers of the meters of which readings were kept, ascending; a map takes five times as much. */
    private int[] numbers = {};
    /** Each one's past at the same place. */
    private OfMeter[] pasts = {};

    private int size;
    private final Map<Integer, RecordLog> enterprises = new HashMap<>();

    /** Readings of a meter are forgotten by so much time at once, for what is expected of those behind them is unpacked then. */
    private static final long FORGOTTEN_AT_ONCE_MILLIS = 30 * 60_000;

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
        /** Null if it is the {@link #usualBefore}: that is so of nearly every meter. */
        private MeterBook before;
        /** After the readings that are kept; null while nothing was heard of the meter. */
        private MeterBook book;

        private final ReadingLog readings;

        private OfMeter(MeterBook before, ReadingLog readings) {
            this.before = before;
            this.readings = readings;
        }

        /** The meter's book after the readings that are kept; null while nothing was heard of it. */
        MeterBook book() {
            return book;
        }

        /** From now on that is its book after the readings that are kept. */
        void goOn(MeterBook after) {
            if (book != null && book.terms() == after.terms()) {
                book = after;
                return;
            }
            MeterBook known = before();
            book = after;
            setBefore(known);
        }

        /** The book as it was before the readings that are kept; the caller's own. */
        MeterBook before() {
            return before == null ? usualBefore() : before.copy();
        }

        private void setBefore(MeterBook known) {
            before = known.goesOnAs(usualBefore()) ? null : known;
        }

        /** What it was if the last reading before those was valid, in the segment that the meter is in. */
        private MeterBook usualBefore() {
            ReadingLog.Forgotten last = readings.lastForgotten();
            return last == null ? new MeterBook(book.terms()) : MeterBook.after(book.terms(), last.at(), last.value());
        }

        /** The readings that are kept, those that stand for their identity. */
        ReadingLog readings() {
            return readings;
        }

        /** All of them; those that are held have their original bytes. */
        List<Observation> known() {
            return withBytes(readings.all(), book.held());
        }

        /**
         * The readings that are kept from an instant on; those that are held have their original bytes.
         *
         * @param earlier takes those before it, in order of time
         */
        ReadingLog.Rest from(long instant, Consumer<Observation> earlier) {
            List<Observation> held = book.held();
            ReadingLog.Rest rest = readings.from(
                    instant, reading -> earlier.accept(held.isEmpty() ? reading : withBytes(reading, held)));
            return rest.with(withBytes(rest.readings(), held));
        }

        /** Judges the readings that are kept again, as far as they say what was between two instants. */
        void judgeBetween(long from, long to, RecordOutcomes outcomes) {
            readings.giveTo(new Judge(from, to, outcomes, before()));
        }

        /** Passes over what shows nothing of the time from an instant on; ends where nothing that follows shows any before another. */
        private static final class Judge implements ReadingLog.Taker {
            private final long from;
            private final long to;
            private final RecordOutcomes outcomes;
            private MeterBook book;

            Judge(long from, long to, RecordOutcomes outcomes, MeterBook book) {
                this.from = from;
                this.to = to;
                this.outcomes = outcomes;
                this.book = book;
            }

            @Override
            public boolean passOver(long at, long value) {
                return at <= from && outcomes.passOver(at, value, book);
            }

            @Override
            public boolean take(Observation reading) {
                book = outcomes.take(reading, book);
                return reading.period() > 0
                        || book.lastAt() < to
                        || !book.held().isEmpty();
            }
        }

        /**
         * Which of some readings cannot be true, as far as they tell.
         *
         * @param all the readings, in order of time; it is these objects that are returned
         * @param before the meter's book before them, which takes them
         */
        static Set<Observation> dead(List<Observation> all, MeterBook before, MeterEntry meter) {
            Set<Observation> dead = Collections.newSetFromMap(new IdentityHashMap<>());
            MeterBook.Verdicts verdicts = new Silent() {
                @Override
                public void dead(Observation reading, DeadReason reason) {
                    dead.add(reading);
                }
            };
            MeterBook book = before;
            for (Observation reading : all) {
                book = meter.take(reading, book, verdicts);
            }
            return dead;
        }

        /** Readings before this can no longer be preceded by others: they are forgotten now, or soon. */
        void forgetBefore(long instant, MeterEntry meter) {
            if (readings.firstAt() >= instant - FORGOTTEN_AT_ONCE_MILLIS) {
                return;
            }
            MeterBook known = before();
            for (Observation reading : withBytes(readings.takeBefore(instant), book.held())) {
                known = meter.take(reading, known, SILENT);
            }
            setBefore(known);
        }
    }

    /** Readings, of which those among the ones held are those. */
    private static List<Observation> withBytes(List<Observation> readings, List<Observation> held) {
        if (held.isEmpty() || readings.isEmpty()) {
            return readings;
        }
        List<Observation> result = new ArrayList<>(readings);
        result.replaceAll(reading -> withBytes(reading, held));
        return result;
    }

    private static Observation withBytes(Observation reading, List<Observation> held) {
        for (Observation one : held) {
            if (reading.at() == one.at() && reading.number() == one.number()) {
                return one;
            }
        }
        return reading;
    }

    /** Of how many meters readings were kept. */
    int size() {
        return size;
    }

    /** The meters of which readings were kept, ascending. */
    List<Integer> meters() {
        return Arrays.stream(numbers, 0, size).boxed().toList();
    }

    /** From now on these readings are kept of a meter, and that is its book before them. */
    OfMeter keep(int meter, MeterBook before, List<Observation> readings) {
        OfMeter ofMeter = new OfMeter(before, new ReadingLog());
        readings.forEach(ofMeter.readings::add);
        put(meter, ofMeter);
        return ofMeter;
    }

    /** Nothing of a meter is kept any more. */
    void forget(int meter) {
        int place = find(meter);
        if (place >= 0) {
            System.arraycopy(numbers, place + 1, numbers, place, size - place - 1);
            System.arraycopy(pasts, place + 1, pasts, place, size - place - 1);
            size--;
            pasts[size] = null;
        }
    }

    /** The place of a meter; negative as {@link Arrays#binarySearch} says if nothing was kept of it. */
    private int find(int meter) {
        return Arrays.binarySearch(numbers, 0, size, meter);
    }

    private void put(int meter, OfMeter past) {
        int found = find(meter);
        if (found >= 0) {
            pasts[found] = past;
            return;
        }
        int place = -found - 1;
        if (size == numbers.length) {
            int room = size + (size >> 3) + SPARE;
            numbers = Arrays.copyOf(numbers, room);
            pasts = Arrays.copyOf(pasts, room);
        }
        System.arraycopy(numbers, place, numbers, place + 1, size - place);
        System.arraycopy(pasts, place, pasts, place + 1, size - place);
        numbers[place] = meter;
        pasts[place] = past;
        size++;
    }

    /** A meter's past. */
    OfMeter ofMeter(MeterEntry meter) {
        int place = find(meter.number());
        if (place >= 0) {
            return pasts[place];
        }
        OfMeter past = new OfMeter(emptyBook(meter), new ReadingLog());
        put(meter.number(), past);
        return past;
    }

    /** The book of a meter that nothing was heard of. */
    static MeterBook emptyBook(MeterEntry meter) {
        return new MeterBook(meter.segments()[0].terms());
    }

    /** The events of an enterprise, by its place in the group. */
    RecordLog ofEnterprise(int place) {
        return enterprises.computeIfAbsent(place, key -> new RecordLog());
    }

    /** Writes a meter's past. */
    void write(int meter, DataOutput out) throws IOException {
        OfMeter ofMeter = pasts[find(meter)];
        ofMeter.before().write(out);
        ofMeter.readings.write(out);
        VarInt.write(ofMeter.book.held().size(), out);
        for (Observation held : ofMeter.book.held()) {
            ObservationCodec.write(held, out);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @return the readings that are kept; those that are held have their original bytes
     */
    List<Observation> read(StateFormat form, MeterEntry meter, DataInput in) throws IOException {
        OfMeter ofMeter = new OfMeter(Judging.readBook(meter, in), ReadingLog.read(form, in));
        put(meter.number(), ofMeter);
        List<Observation> held = new ArrayList<>(0);
        for (int left = (int) VarInt.read(in); left > 0; left--) {
            held.add(ObservationCodec.read(in));
        }
        return withBytes(ofMeter.readings.all(), held);
    }

    void writeEvents(DataOutput out) throws IOException {
        out.writeInt(enterprises.size());
        for (Map.Entry<Integer, RecordLog> entry : new TreeMap<>(enterprises).entrySet()) {
            out.writeInt(entry.getKey());
            entry.getValue().write(out);
        }
    }

    void readEvents(DataInput in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            enterprises.put(in.readInt(), RecordLog.read(in));
        }
    }

    /** Reads what earlier releases wrote, which kept the readings' original bytes. */
    void readWithBytes(Roster roster, DataInput in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            int meter = in.readInt();
            MeterBook before = Judging.readBook(roster.meter(meter), in);
            ReadingLog readings = new ReadingLog();
            RecordLog.read(in).all().forEach(readings::add);
            put(meter, new OfMeter(before, readings));
        }
        readEvents(in);
    }
}
