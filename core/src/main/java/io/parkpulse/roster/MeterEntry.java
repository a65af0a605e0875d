package io.parkpulse.roster;

import io.parkpulse.energy.Apportionment;
import io.parkpulse.energy.MeterBook;
import io.parkpulse.energy.Rating;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Observation;
import io.parkpulse.model.Register;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A meter of a roster with what follows from its rows. It is a view, made anew for whoever asks: {@link MeterTable} has what it shows. */
public final class MeterEntry {
    private final MeterTable table;
    private final int number;
    private final Form form;

    /**
     * A time for which a meter's readings are to be understood in one way, with what follows from it.
     *
     * @param register how its readings are to be understood
     * @param terms what its book judges by
     * @param from epoch milliseconds, inclusive
     * @param to epoch milliseconds, exclusive; a reading at it is still read here
     * @param joined whether it begins where the one before it ends, and the device is the same: a reading at that instant is
     *     read in both
     */
    public record Segment(Register register, MeterBook.Terms terms, long from, long to, boolean joined) {
        /** Whether what was read in another segment can be judged in this one: readings mean the same. */
        public boolean reads(Segment other) {
            return register.kind() == other.register.kind()
                    && register.whPerUnit().equals(other.register.whPerUnit())
                    && (register.kind() == MeterKind.CUMULATIVE
                            || register.everyMillis() == other.register.everyMillis());
        }
    }

    /**
     * What meters have in common whose rows differ in their enterprises alone: nearly all of a park.
     *
     * @param rows of no enterprise
     * @param segments in order of time; none of a meter that is gone
     * @param energy whose its energy is
     */
    record Form(List<Meter.Row> rows, Segment[] segments, Apportionment energy) {
        static Form of(Meter meter) {
            return new Form(
                    meter.rows(),
                    MeterEntry.segments(meter.segments()).toArray(Segment[]::new),
                    Apportionment.of(meter.rows()));
        }
    }

    MeterEntry(MeterTable table, int number, Form form) {
        this.table = table;
        this.number = number;
        this.form = form;
    }

    private static List<Segment> segments(List<Meter.Segment> ofMeter) {
        List<Segment> segments = new ArrayList<>(1);
        for (Meter.Segment segment : ofMeter) {
            Register register = segment.register();
            Segment last = segments.isEmpty() ? null : segments.get(segments.size() - 1);
            segments.add(new Segment(
                    register,
                    new MeterBook.Terms(
                            register.kind(),
                            register.signed(),
                            register.modulusWh(),
                            Rating.of(register.ratedKva()),
                            register.everyMillis(),
                            segment.from(),
                            last == null ? Long.MIN_VALUE : last.to),
                    segment.from(),
                    segment.to(),
                    last != null && last.to == segment.from() && last.register.isOfSameDevice(register)));
        }
        return segments;
    }

    /** The number of the meter. */
    public int number() {
        return number;
    }

    /** The id of the meter. */
    public String id() {
        return table.id(number);
    }

    /** The meter as the registry has it, made anew. */
    public Meter meter() {
        return new Meter(
                id(), IntStream.range(0, rowCount()).mapToObj(this::row).toList());
    }

    /** How many rows it has, in the order of the file; 0 of a meter that is gone. */
    public int rowCount() {
        return form.rows.size();
    }

    /** One of its rows as the registry has it, made anew. */
    public Meter.Row row(int row) {
        return form.rows.get(row).of(table.enterpriseId(owner(row)));
    }

    /** When a row begins to hold, epoch milliseconds, inclusive; {@link Long#MIN_VALUE} for always. */
    public long validFrom(int row) {
        return form.rows.get(row).validFrom();
    }

    /** When a row ends, epoch milliseconds, exclusive; {@link Long#MAX_VALUE} for always. */
    public long validTo(int row) {
        return form.rows.get(row).validTo();
    }

    /** Whether a row never begins and never ends. */
    public boolean holdsAlways(int row) {
        return form.rows.get(row).holdsAlways();
    }

    /** The number of the enterprise of a row. */
    public int owner(int row) {
        return table.owner(number, row);
    }

    /** The numbers of the enterprises, in the order of the rows. */
    public IntStream owners() {
        return IntStream.range(0, rowCount()).map(this::owner);
    }

    /** Distinct groups of its owners; the first one counts its records. Not to be changed. */
    public int[] groups() {
        return table.groups(number);
    }

    /** Whose its energy is. */
    public Apportionment energy() {
        return form.energy;
    }

    /** In order of time; none of a meter that is gone. Meters that are alike have the same. Not to be changed. */
    public Segment[] segments() {
        return form.segments;
    }

    /**
     * The segment that reads what a meter shows at an instant: where one ends and the next begins, the one that ends.
     *
     * @return null if the instant is in none
     */
    public Segment segmentAt(long instant) {
        for (Segment segment : form.segments) {
            if (instant <= segment.to) {
                return segment.from <= instant ? segment : null;
            }
        }
        return null;
    }

    /** The segment that begins at an instant and reads it together with the one that ends there; null if none does. */
    public Segment joinedAt(long instant) {
        Segment[] segments = form.segments;
        for (int i = 1; i < segments.length && segments[i].from <= instant; i++) {
            if (segments[i].joined && segments[i].from == instant) {
                return segments[i];
            }
        }
        return null;
    }

    /** The segment that a reading is read in; null if there is no such segment. */
    public Segment segmentOf(Observation reading) {
        return reading.opens() ? joinedAt(reading.at()) : segmentAt(reading.at());
    }

    /**
     * Takes the next reading in order of time.
     *
     * @param book of the reading before it; null if there is none
     * @return the book that it went to: a new one where its segment is the next. What is still held then stays so
     */
    public MeterBook take(Observation reading, MeterBook book, MeterBook.Verdicts verdicts) {
        MeterBook.Terms terms = segmentOf(reading).terms;
        MeterBook taking = book;
        if (book == null || book.terms().from() != terms.from()) {
            if (book != null) {
                book.close(verdicts);
            }
            taking = new MeterBook(terms);
        }
        taking.add(reading, verdicts);
        return taking;
    }

    /**
     * Takes the next reading in order of time, which is no reset, where nobody asks what it shows.
     *
     * @param book of the reading before it, which goes on
     * @return false if {@link #take} has to judge it: it is not valid beyond doubt by the one before it, or may be of another
     *     segment; then nothing was done
     */
    public boolean passOver(long at, long wh, MeterBook book) {
        return form.segments.length == 1
                && form.segments[0].terms.from() == book.terms().from()
                && book.passOver(at, wh);
    }

    /** The segment that begins at an instant; null if none does. */
    public Segment segmentFrom(long from) {
        for (Segment segment : form.segments) {
            if (segment.from == from) {
                return segment;
            }
        }
        return null;
    }

    /** Whether a row holds at an instant or ends at it: a reading then is of somebody. */
    public boolean isHeldAt(long instant) {
        for (int row = 0; row < rowCount(); row++) {
            if (isHeldAt(instant, row)) {
                return true;
            }
        }
        return false;
    }

    /** The same of one row. */
    public boolean isHeldAt(long instant, int row) {
        return form.rows.get(row).holdsOrEndsAt(instant);
    }

    /** Whether it may run backwards, at some time. */
    public boolean isEverSigned() {
        return form.rows.stream().anyMatch(row -> row.register().signed());
    }
}
