package io.parkpulse.oracle;

import io.parkpulse.model.Flow;
import io.parkpulse.model.Meter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Who gets an energy of a meter: it is cut where rows begin or end, and each piece goes to those that hold; 4.1. */
final class Allocation {
    private static final BigInteger WHOLE = BigInteger.valueOf(10_000);

    /** What an enterprise has of it over (from, to]. */
    record Part(String enterprise, BigInteger wh, long from, long to) {
        /** Of [start, end): the part up to an instant is floor(E × (x − t1) / (t2 − t1)). */
        BigInteger within(long start, long end) {
            return upTo(wh, from, to, end).subtract(upTo(wh, from, to, start));
        }
    }

    private final List<Part> parts = new ArrayList<>();
    private BigInteger unassigned = BigInteger.ZERO;
    private int pieces;

    Allocation(Meter meter, Metering.Energy energy) {
        TreeSet<Long> cuts = new TreeSet<>(List.of(energy.from(), energy.to()));
        for (Meter.Row row : meter.rows()) {
            for (long bound : List.of(row.validFrom(), row.validTo())) {
                if (energy.from() < bound && bound < energy.to()) {
                    cuts.add(bound);
                }
            }
        }
        for (long from : cuts.headSet(energy.to())) {
            long to = cuts.higher(from);
            BigInteger piece = upTo(energy.wh(), energy.from(), energy.to(), to)
                    .subtract(upTo(energy.wh(), energy.from(), energy.to(), from));
            divide(meter, piece, from, to);
            pieces++;
        }
    }

    private void divide(Meter meter, BigInteger piece, long from, long to) {
        BigInteger before = BigInteger.ZERO;
        boolean adds = false;
        for (Meter.Row row : meter.rows()) {
            adds |= row.flow() == Flow.ADD;
            if (from < row.validFrom() || row.validTo() < to) {
                continue;
            }
            BigInteger share = BigInteger.valueOf(row.basisPoints());
            if (row.flow() == Flow.SUBTRACT) {
                BigInteger part = floor(piece.multiply(share), WHOLE).negate();
                parts.add(new Part(row.enterprise(), part, from, to));
            } else {
                BigInteger after = before.add(share);
                BigInteger part = floor(piece.multiply(after), WHOLE).subtract(floor(piece.multiply(before), WHOLE));
                parts.add(new Part(row.enterprise(), part, from, to));
                before = after;
            }
        }
        if (adds) {
            unassigned = unassigned.add(piece.subtract(floor(piece.multiply(before), WHOLE)));
        }
    }

    List<Part> parts() {
        return parts;
    }

    /** What nobody has of it, if the meter's energy is somebody's own at any time. */
    BigInteger unassigned() {
        return unassigned;
    }

    /** How many the energy was cut into. */
    int pieces() {
        return pieces;
    }

    private static BigInteger upTo(BigInteger wh, long from, long to, long instant) {
        long elapsed = Math.min(Math.max(instant - from, 0), to - from);
        return floor(wh.multiply(BigInteger.valueOf(elapsed)), BigInteger.valueOf(to - from));
    }

    /** Toward minus infinity; d is above 0. */
    private static BigInteger floor(BigInteger n, BigInteger d) {
        BigInteger[] both = n.divideAndRemainder(d);
        return both[1].signum() < 0 ? both[0].subtract(BigInteger.ONE) : both[0];
    }
}
