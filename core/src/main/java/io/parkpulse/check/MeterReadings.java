package io.parkpulse.check;

import io.parkpulse.energy.Rating;
import io.parkpulse.message.Message;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Observation;
import io.parkpulse.model.Register;
import io.parkpulse.model.Stream;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The readings of one meter in order of time, one of each identity, and what they say of energies. Near to what the
 * figures are made of, not the same: nothing is held here.
 */
final class MeterReadings {
    /** A reading is no overlap of which so many times the part that is counted already fits into its period. */
    private static final long JITTER = 10;

    private static final int MOST_SUMMED = 1_000;

    // A number of a row that says several things, in the order in which copies of a reading are to stand.
    private static final int REV_SHIFT = 60;
    private static final int MOST_REV = 3;
    private static final long VALUE_OFFSET = 1L << 54;
    private static final int VALUE_SHIFT = 2;
    /** Somebody says when it was received, which decides between copies. */
    private static final int RECEIVED = 2;

    private static final int RESET = 1;

    private final Meter meter;
    private final ZoneId zone;
    private final List<Meter.Segment> segments;
    private final long[][] rows;
    private int size;
    private List<Energy> energies;
    private final List<Integer> contradicted = new ArrayList<>();
    private final List<Overlap> overlaps = new ArrayList<>();
    /** Readings below the one before them, which neither a reset nor a rollover explains. */
    private final List<Integer> falls = new ArrayList<>();

    /**
     * An energy that counts.
     *
     * @param from epoch milliseconds
     * @param to epoch milliseconds
     * @param wh may be below 0 where the register is signed
     * @param reading whose it is
     */
    record Energy(long from, long to, long wh, int reading) {}

    /**
     * A reading of a time that is counted already.
     *
     * @param reading it
     * @param isSame whether its energy is what counts for that time already
     */
    record Overlap(int reading, boolean isSame) {}

    /** @param rows of a sample, as {@link #add} made them, in order */
    MeterReadings(Meter meter, ZoneId zone, long[][] rows) {
        this.meter = meter;
        this.zone = zone;
        this.segments = meter.segments();
        this.rows = rows;
        for (long[] row : rows) {
            boolean same = size > 0 && rows[size - 1][0] == row[0] && rows[size - 1][1] == row[1];
            if (!same) {
                size++;
            } else if (isContradicted(rows[size - 1], row)) {
                contradicted.add(size - 1);
            }
            rows[size - 1] = row; // of one identity the last: the highest revision, of those the greatest value
        }
    }

    private static boolean isContradicted(long[] one, long[] other) {
        boolean ordered = one[2] >> REV_SHIFT != other[2] >> REV_SHIFT || ((one[2] | other[2]) & RECEIVED) != 0;
        return !ordered && wh(one) != wh(other);
    }

    /** Keeps a reading. */
    static void add(Observation reading, Sample sample) {
        sample.add(
                reading.subject(),
                reading.at(),
                reading.period(),
                Math.min(reading.rev(), MOST_REV) << REV_SHIFT
                        | reading.value() + VALUE_OFFSET << VALUE_SHIFT
                        | (reading.received() == Observation.NOT_SAID ? 0 : RECEIVED)
                        | (reading.reset() ? RESET : 0),
                reading.number());
    }

    Meter meter() {
        return meter;
    }

    /** The zone of the days of the enterprise that has the first row. */
    ZoneId zone() {
        return zone;
    }

    int size() {
        return size;
    }

    /** Epoch milliseconds. */
    long at(int reading) {
        return rows[reading][0];
    }

    /** Milliseconds; 0 of a register. */
    long period(int reading) {
        return rows[reading][1];
    }

    /** The value, or what the register says. */
    long wh(int reading) {
        return wh(rows[reading]);
    }

    private static long wh(long[] row) {
        return ((row[2] & (1L << REV_SHIFT) - 1) >> VALUE_SHIFT) - VALUE_OFFSET;
    }

    private boolean isReset(int reading) {
        return (rows[reading][2] & RESET) != 0;
    }

    /** Where and of what a reading is. */
    Example example(int reading, Message says) {
        return new Example(Stream.POWER.fileName(), rows[reading][3], meter.id(), says);
    }

    List<Meter.Segment> segments() {
        return segments;
    }

    /** How readings are to be understood at the end. */
    Register register() {
        return segments.get(segments.size() - 1).register();
    }

    private Register registerOf(int reading) {
        for (Meter.Segment segment : segments) {
            if (segment.from() <= at(reading) && at(reading) <= segment.to()) {
                return segment.register();
            }
        }
        return null;
    }

    /** In order of time. */
    List<Energy> energies() {
        judge();
        return energies;
    }

    /** Readings of which there is another one with another value, and nothing says which holds. */
    List<Integer> contradicted() {
        return contradicted;
    }

    List<Overlap> overlaps() {
        judge();
        return overlaps;
    }

    List<Integer> falls() {
        judge();
        return falls;
    }

    private void judge() {
        if (energies != null) {
            return;
        }
        energies = new ArrayList<>(size);
        long end = Long.MIN_VALUE;
        Register before = null;
        Rating rating = null; // of the register before; it takes long to make
        for (int reading = 0; reading < size; reading++) {
            Register register = registerOf(reading);
            boolean same = Objects.equals(register, before);
            if (!same) {
                rating = register == null ? null : Rating.of(register.ratedKva());
            }
            if (register != null && register.kind() == MeterKind.INTERVAL) {
                end = interval(reading, end);
            } else if (register != null && same) {
                difference(reading, register, rating);
            }
            before = register;
        }
    }

    /** Gives the end of what is counted. */
    private long interval(int reading, long end) {
        long from = at(reading) - period(reading);
        boolean overlaps = end != Long.MIN_VALUE && end > from && (end - from) > period(reading) / JITTER;
        if (overlaps) {
            this.overlaps.add(new Overlap(reading, isCounted(from, reading)));
            return end;
        }
        energies.add(new Energy(from, at(reading), wh(reading), reading));
        return Math.max(end, at(reading));
    }

    private boolean isCounted(long from, int reading) {
        long sum = 0;
        int least = Math.max(0, energies.size() - MOST_SUMMED);
        for (int i = energies.size() - 1; i >= least && energies.get(i).to() > from; i--) {
            Energy energy = energies.get(i);
            long middle = energy.from() + (energy.to() - energy.from()) / 2;
            sum += from < middle && middle <= at(reading) ? energy.wh() : 0;
        }
        return wh(reading) != 0 && Math.abs(sum - wh(reading)) <= Math.abs(wh(reading)) / 100;
    }

    private void difference(int reading, Register register, Rating rating) {
        long last = wh(reading - 1);
        long next = wh(reading);
        long modulus = register.modulusWh();
        long energy;
        if (isReset(reading)) {
            energy = next;
        } else if (next >= last || register.signed()) {
            energy = next - last;
        } else if (modulus > 0 && last > modulus / 10 * 9 && last <= modulus && next < modulus / 10) {
            energy = modulus - last + next;
        } else {
            falls.add(reading);
            return;
        }
        long millis = at(reading) - at(reading - 1);
        if (rating.allows(energy, millis)) {
            energies.add(new Energy(at(reading - 1), at(reading), energy, reading));
        }
    }
}
