package io.parkpulse.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A meter and the enterprises its energy goes to; the rows of {@code meters.csv} with one {@code meter_id}.
 *
 * @param id unique, not blank
 * @param rows in the order of the file, which decides who gets the odd watt-hour; those that hold at the same time agree
 *     in their register
 */
public record Meter(String id, List<Row> rows) {
    public Meter {
        rows = List.copyOf(rows);
    }

    /** One whose rows hold always. */
    public Meter(
            String id,
            List<Share> shares,
            MeterKind kind,
            BigDecimal whPerUnit,
            long modulusWh,
            BigDecimal ratedKva,
            long everyMillis) {
        this(id, rowsOf(shares, new Register(kind, false, whPerUnit, modulusWh, ratedKva, everyMillis, "")));
    }

    private static List<Row> rowsOf(List<Share> shares, Register register) {
        return shares.stream()
                .map(share -> new Row(
                        share.enterprise(), share.basisPoints(), Flow.ADD, register, Long.MIN_VALUE, Long.MAX_VALUE))
                .toList();
    }

    /**
     * What one enterprise has of a meter's energy, of one whose rows hold always.
     *
     * @param enterprise id of the enterprise
     * @param basisPoints 0 to 10000
     */
    public record Share(String enterprise, int basisPoints) {}

    /**
     * What one enterprise has of a meter's energy, for a time.
     *
     * @param enterprise id of the enterprise
     * @param basisPoints 0 to 10000
     * @param flow whether the enterprise's energy grows or shrinks by it
     * @param register how readings of that time are to be understood
     * @param validFrom epoch milliseconds, inclusive; {@link Long#MIN_VALUE} for always
     * @param validTo epoch milliseconds, exclusive; {@link Long#MAX_VALUE} for always
     */
    public record Row(String enterprise, int basisPoints, Flow flow, Register register, long validFrom, long validTo) {

        /** The same of another enterprise. */
        public Row of(String other) {
            return new Row(other, basisPoints, flow, register, validFrom, validTo);
        }

        /** Whether this row holds at that instant. */
        public boolean validAt(long instant) {
            return validFrom <= instant && instant < validTo;
        }

        /** Whether it never begins and never ends. */
        public boolean holdsAlways() {
            return validFrom == Long.MIN_VALUE && validTo == Long.MAX_VALUE;
        }

        /** Whether a reading at that instant is one of this row's time: also the one that closes it. */
        public boolean holdsOrEndsAt(long instant) {
            return validFrom <= instant && instant <= validTo;
        }
    }

    /**
     * A time for which a meter's readings are to be understood in one way.
     *
     * @param register how
     * @param from epoch milliseconds, inclusive
     * @param to epoch milliseconds, exclusive
     */
    public record Segment(Register register, long from, long to) {}

    /**
     * Its segments in order of time, which do not overlap: a new one begins where the register that holds is another than
     * that which held last. A time in which no row holds lies inside a segment if the register is the same on both sides
     * of it, else in none.
     */
    public List<Segment> segments() {
        List<Row> inOrder = new ArrayList<>(rows);
        inOrder.sort(Comparator.comparingLong(Row::validFrom).thenComparingLong(Row::validTo));
        List<Segment> segments = new ArrayList<>(1);
        for (Row row : inOrder) {
            Segment last = segments.isEmpty() ? null : segments.get(segments.size() - 1);
            if (last != null && last.register().equals(row.register())) {
                segments.set(
                        segments.size() - 1,
                        new Segment(last.register(), last.from(), Math.max(last.to(), row.validTo())));
            } else {
                segments.add(new Segment(row.register(), row.validFrom(), row.validTo()));
            }
        }
        return segments;
    }

    /** How its readings are to be understood at first; of a meter that has rows. */
    public Register register() {
        return rows.stream()
                .min(Comparator.comparingLong(Row::validFrom))
                .orElseThrow()
                .register();
    }
}
