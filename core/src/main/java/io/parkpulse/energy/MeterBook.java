package io.parkpulse.energy;

import io.parkpulse.model.DeadReason;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Observation;
import io.parkpulse.model.ObservationCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The readings of one segment of a meter, judged in order of time: what energy they show, for which time, and which of
 * them cannot be true.
 *
 * <p>A reading of a cumulative register that is below the last valid one, or more above it than the meter can have
 * measured, is held until later readings show whether it was wrong (a glitch) or the register starts anew (a reset, a
 * rollover, another meter). State: the last valid reading and the held ones.
 */
public final class MeterBook {
    /** Energy of a longer interval goes to no step. */
    public static final long LONGEST_MILLIS = 48L * 3_600_000;

    /** Held readings that stand for a register which starts anew. */
    private static final int ENOUGH = 3;

    /** Of the period of a reading that another one precedes, as much as may be clock jitter: one part of these. */
    private static final int JITTER = 10;

    /** Intervals up to this many times the meter's own are covered. */
    private static final int COVERED_INTERVALS = 4;

    /** In the first byte of a state: there was a valid reading. */
    private static final int OPENED = 1;

    /** In the first byte of a state: where the segment begins follows. States of earlier releases know of no segments. */
    private static final int BEGINS = 2;

    private final Terms terms;
    /** Of the last valid reading; {@link Long#MIN_VALUE} if there is none. */
    private long lastAt = Long.MIN_VALUE;
    /** Of the last valid reading of a CUMULATIVE meter. */
    private long lastWh;

    private List<Observation> held = List.of();
    private Coverage coverage;

    /**
     * What the registry says of a segment of a meter.
     *
     * @param signed whether the register may run backwards
     * @param modulusWh 0 for none
     * @param everyMillis time between two readings
     * @param from where the segment begins, which it is known by; {@link Long#MIN_VALUE} for always
     * @param before where the segment before it ends; {@link Long#MIN_VALUE} if there is none
     */
    public record Terms(
            MeterKind kind, boolean signed, long modulusWh, Rating rating, long everyMillis, long from, long before) {

        /** Of a meter that is one segment, whose register never runs backwards. */
        public Terms(MeterKind kind, long modulusWh, Rating rating, long everyMillis) {
            this(kind, false, modulusWh, rating, everyMillis, Long.MIN_VALUE, Long.MIN_VALUE);
        }
    }

    /** Finds the terms of a segment. */
    @FunctionalInterface
    public interface TermsFrom {
        /**
         * @param from where the segment begins
         * @throws IOException if there is no such segment
         */
        Terms terms(long from) throws IOException;
    }

    /** What becomes of readings. */
    public interface Verdicts {
        /** An energy of (from, to], which may be longer than {@link #LONGEST_MILLIS}. */
        void energy(long from, long to, long energyWh);

        /** The meter is known over (from, to]; never reported twice for the same time. */
        void covered(long from, long to);

        /** The reading is valid. */
        void applied(Observation reading);

        /** The reading cannot be true. */
        void dead(Observation reading, DeadReason reason);
    }

    public MeterBook(Terms terms) {
        this.terms = terms;
    }

    /** A book that goes on after a valid reading and holds none. */
    public static MeterBook after(Terms terms, long at, long wh) {
        MeterBook book = new MeterBook(terms);
        book.lastAt = at;
        book.lastWh = wh;
        return book;
    }

    /** What it judges by. */
    public Terms terms() {
        return terms;
    }

    /** The time of the last valid reading; {@link Long#MIN_VALUE} if there is none. */
    public long lastAt() {
        return lastAt;
    }

    private boolean isOpened() {
        return lastAt != Long.MIN_VALUE;
    }

    /** A book of its own that goes on from here. */
    public MeterBook copy() {
        return with(terms);
    }

    /** A book of its own that goes on from here by other terms. */
    public MeterBook with(Terms others) {
        MeterBook copy = new MeterBook(others);
        copy.lastAt = lastAt;
        copy.lastWh = lastWh;
        copy.held = held.isEmpty() ? List.of() : new ArrayList<>(held);
        copy.coverage = coverage == null ? null : coverage.copy();
        return copy;
    }

    /** Whether all that follows is judged as by another book, which holds the very same readings. */
    public boolean goesOnAs(MeterBook other) {
        return terms.equals(other.terms)
                && lastAt == other.lastAt
                && lastWh == other.lastWh
                && holdsSame(other)
                && (coverage == null ? other.coverage == null : coverage.equalsCoverage(other.coverage));
    }

    private boolean holdsSame(MeterBook other) {
        boolean same = held.size() == other.held.size();
        for (int i = 0; same && i < held.size(); i++) {
            same = held.get(i) == other.held.get(i);
        }
        return same;
    }

    /** Judges the next reading in order of time. */
    public void add(Observation reading, Verdicts verdicts) {
        if (terms.kind() == MeterKind.INTERVAL) {
            addInterval(reading, verdicts);
        } else if (reading.reset()) {
            discardHeld(verdicts);
            if (isOpened()) {
                count(lastAt, reading.at(), reading.value(), verdicts);
            }
            accept(reading, verdicts);
        } else if (!isOpened()) {
            accept(reading, verdicts);
        } else if (fits(lastAt, lastWh, reading.at(), reading.value())) {
            discardHeld(verdicts);
            count(lastAt, reading.at(), reading.value() - lastWh, verdicts);
            accept(reading, verdicts);
        } else {
            hold(reading, verdicts);
        }
    }

    /**
     * Takes the next reading in order of time, which is no reset, where nobody asks what it shows.
     *
     * @return false if it is not valid beyond doubt by the one before it; then nothing was done, and {@link #add} judges it
     */
    public boolean passOver(long at, long wh) {
        boolean passes =
                terms.kind() == MeterKind.CUMULATIVE && isOpened() && held.isEmpty() && fits(lastAt, lastWh, at, wh);
        if (passes) {
            lastAt = at;
            lastWh = wh;
        }
        return passes;
    }

    /** Readings still held when nothing more comes count as applied and contribute nothing. */
    public void close(Verdicts verdicts) {
        held.forEach(verdicts::applied);
        held = List.of();
    }

    /** The readings that are held, in order of time. */
    public List<Observation> held() {
        return Collections.unmodifiableList(held);
    }

    /**
     * The instant from which on later readings may still change what is known: energy and coverage up to here are
     * settled however long the held readings stay undecided. {@link Long#MAX_VALUE} if none is held.
     */
    public long undecidedFrom() {
        if (held.isEmpty()) {
            return Long.MAX_VALUE;
        }
        long firstHeld = held.get(0).at();
        return firstHeld - lastAt <= LONGEST_MILLIS ? lastAt : firstHeld;
    }

    private void addInterval(Observation reading, Verdicts verdicts) {
        if (!terms.rating().allows(reading.value(), reading.period())) {
            verdicts.dead(reading, DeadReason.IMPLAUSIBLE);
            return;
        }
        long from = reading.at() - reading.period();
        if (isOpened() && lastAt > from && exceedsTenths(lastAt - from, 1, reading.period())) {
            verdicts.dead(reading, DeadReason.OVERLAP);
            return;
        }
        lastAt = reading.at();
        verdicts.applied(reading);
        if (from < terms.before()) {
            return;
        }
        verdicts.energy(from, reading.at(), reading.value());
        if (isCovered(reading.period())) {
            if (coverage == null) {
                coverage = new Coverage();
            }
            coverage.add(from, reading.at(), reading.at() - LONGEST_MILLIS, verdicts::covered);
        }
    }

    private void accept(Observation reading, Verdicts verdicts) {
        lastAt = reading.at();
        lastWh = reading.value();
        verdicts.applied(reading);
    }

    private void hold(Observation reading, Verdicts verdicts) {
        if (!held.isEmpty()) {
            Observation before = held.get(held.size() - 1);
            if (!fits(before.at(), before.value(), reading.at(), reading.value())) {
                discardHeld(verdicts);
            }
        }
        if (held.isEmpty()) {
            held = new ArrayList<>(ENOUGH);
        }
        held.add(reading);
        boolean rolledOver = hasRolledOver();
        // A register that stands at 0 says nothing yet: it may be unplugged.
        if ((rolledOver || held.size() >= ENOUGH) && reading.value() != 0) {
            rebase(rolledOver, verdicts);
        }
    }

    private boolean hasRolledOver() {
        long modulus = terms.modulusWh();
        return modulus > 0
                && held.size() >= 2
                && exceedsTenths(lastWh, 9, modulus)
                && lastWh <= modulus
                && isBelowTenths(held.get(0).value(), 1, modulus)
                && isBelowTenths(held.get(1).value(), 5, modulus);
    }

    /** Takes the first held reading as a new beginning and all held ones as valid. */
    private void rebase(boolean rolledOver, Verdicts verdicts) {
        List<Observation> valid = held;
        held = List.of();
        Observation first = valid.get(0);
        long interval = first.at() - lastAt;
        if (rolledOver) {
            count(lastAt, first.at(), terms.modulusWh() - lastWh + first.value(), verdicts);
        } else if (!terms.signed()
                && terms.rating().isKnown()
                && isBelowTenths(first.value(), 1, lastWh)
                && terms.rating().allows(first.value(), interval)) {
            count(lastAt, first.at(), first.value(), verdicts);
        }
        accept(first, verdicts);
        for (Observation reading : valid.subList(1, valid.size())) {
            count(lastAt, reading.at(), reading.value() - lastWh, verdicts);
            accept(reading, verdicts);
        }
    }

    private void discardHeld(Verdicts verdicts) {
        for (Observation reading : held) {
            verdicts.dead(reading, hasFallen(lastWh, reading.value()) ? DeadReason.GLITCH : DeadReason.IMPLAUSIBLE);
        }
        held = List.of();
    }

    private boolean fits(long lastValidAt, long lastValidWh, long at, long wh) {
        return !hasFallen(lastValidWh, wh) && terms.rating().allows(wh - lastValidWh, at - lastValidAt);
    }

    private boolean hasFallen(long lastValidWh, long wh) {
        return !terms.signed() && wh < lastValidWh;
    }

    private void count(long from, long to, long energyWh, Verdicts verdicts) {
        if (!terms.rating().allows(energyWh, to - from)) {
            return;
        }
        verdicts.energy(from, to, energyWh);
        if (isCovered(to - from)) {
            verdicts.covered(from, to);
        }
    }

    private boolean isCovered(long millis) {
        // Rounded up, so that one millisecond more than four intervals is too long; everyMillis may be huge.
        return millis <= LONGEST_MILLIS && (millis + COVERED_INTERVALS - 1) / COVERED_INTERVALS <= terms.everyMillis();
    }

    // Values, moduli and periods stay within 2^53, so tenfold fits a long.

    private static boolean exceedsTenths(long value, int tenths, long whole) {
        return value * 10 > whole * tenths;
    }

    private static boolean isBelowTenths(long value, int tenths, long whole) {
        return value * 10 < whole * tenths;
    }

    /** Writes what a later {@link #read} needs. */
    public void write(DataOutput out) throws IOException {
        boolean begins = terms.from() != Long.MIN_VALUE;
        out.writeByte((isOpened() ? OPENED : 0) | (begins ? BEGINS : 0));
        if (begins) {
            out.writeLong(terms.from());
        }
        out.writeLong(isOpened() ? lastAt : 0);
        out.writeLong(lastWh);
        out.writeInt(held.size());
        for (Observation reading : held) {
            ObservationCodec.write(reading, out);
        }
        out.writeBoolean(coverage != null);
        if (coverage != null) {
            coverage.write(out);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param termsFrom the terms of the segment that begins at an instant
     */
    public static MeterBook read(TermsFrom termsFrom, DataInput in) throws IOException {
        int begin = in.readByte();
        MeterBook book = new MeterBook(termsFrom.terms((begin & BEGINS) != 0 ? in.readLong() : Long.MIN_VALUE));
        long lastAt = in.readLong();
        book.lastAt = (begin & OPENED) != 0 ? lastAt : Long.MIN_VALUE;
        book.lastWh = in.readLong();
        int heldCount = in.readInt();
        if (heldCount > 0) {
            book.held = new ArrayList<>(heldCount);
            for (int i = 0; i < heldCount; i++) {
                book.held.add(ObservationCodec.read(in));
            }
        }
        if (in.readBoolean()) {
            book.coverage = Coverage.read(in);
        }
        return book;
    }
}
