package io.parkpulse.energy;

import io.parkpulse.exact.Products;
import io.parkpulse.model.Flow;
import io.parkpulse.model.Meter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Whose the energy of a meter is: it is cut in time where rows of the meter begin or end, and each piece goes to the rows
 * that hold in it, without losing or inventing a Wh.
 *
 * <p>The pieces are cumulative floors over time. Of a piece the rows that add get cumulative floors of share ÷ 10000, in
 * the order of the file; each row that subtracts gets −floor(piece × share ÷ 10000).
 */
public final class Apportionment {
    /** Basis points of a whole meter. */
    private static final int WHOLE = 10_000;

    /** Of a meter all of whose energy goes to its one row, always: most are so. */
    private static final Apportionment WHOLLY_TO_ONE = new Apportionment(new Meter.Row[0], new long[0], true, true);

    private final Meter.Row[] rows;
    /** Where a row begins or ends, ascending. */
    private final long[] cuts;

    private final boolean adds;
    /** Whether all of the energy goes to the first row, always. */
    private final boolean whole;

    /** Takes the parts of an energy. */
    public interface Parts {
        /**
         * A part of (from, to].
         *
         * @param row place of the row in the order of the file
         */
        void part(int row, long from, long to, long energyWh);

        /** What is nobody's, of a meter that has rows that add. */
        void unassigned(long energyWh);
    }

    private Apportionment(Meter.Row[] rows, long[] cuts, boolean adds, boolean whole) {
        this.rows = rows;
        this.cuts = cuts;
        this.adds = adds;
        this.whole = whole;
    }

    /** Of the rows of a meter, in the order of the file. */
    public static Apportionment of(List<Meter.Row> inOrder) {
        long[] cuts = boundsOf(inOrder);
        boolean adds = inOrder.stream().anyMatch(row -> row.flow() == Flow.ADD);
        boolean whole = adds && inOrder.size() == 1 && inOrder.get(0).basisPoints() == WHOLE && cuts.length == 0;
        return whole ? WHOLLY_TO_ONE : new Apportionment(inOrder.toArray(Meter.Row[]::new), cuts, adds, false);
    }

    /** The instants at which rows begin or end, ascending. */
    static long[] boundsOf(List<Meter.Row> rows) {
        return rows.stream()
                .flatMapToLong(row -> LongStream.of(row.validFrom(), row.validTo()))
                .filter(bound -> bound != Long.MIN_VALUE && bound != Long.MAX_VALUE)
                .sorted()
                .distinct()
                .toArray();
    }

    /** Divides the energy of (from, to]. */
    public void divide(long from, long to, long energyWh, Parts parts) {
        if (whole) {
            parts.part(0, from, to, energyWh);
            return;
        }
        long begin = from;
        long given = 0;
        for (int next = firstAfter(from); next < cuts.length && cuts[next] < to; next++) {
            long upToHere = Products.floorOfQuotient(energyWh, cuts[next] - from, to - from);
            dividePiece(begin, cuts[next], upToHere - given, parts);
            begin = cuts[next];
            given = upToHere;
        }
        dividePiece(begin, to, energyWh - given, parts);
    }

    private int firstAfter(long instant) {
        int found = Arrays.binarySearch(cuts, instant);
        return found < 0 ? -found - 1 : found + 1;
    }

    private void dividePiece(long from, long to, long pieceWh, Parts parts) {
        if (pieceWh == 0) {
            return;
        }
        int before = 0;
        long given = 0;
        for (int place = 0; place < rows.length; place++) {
            Meter.Row row = rows[place];
            if (row.validFrom() > from || row.validTo() < to) {
                continue;
            }
            switch (row.flow()) {
                case ADD -> {
                    before += row.basisPoints();
                    long upToHere = floorOfShare(pieceWh, before);
                    parts.part(place, from, to, upToHere - given);
                    given = upToHere;
                }
                case SUBTRACT -> parts.part(place, from, to, -floorOfShare(pieceWh, row.basisPoints()));
            }
        }
        if (adds && given != pieceWh) {
            parts.unassigned(pieceWh - given);
        }
    }

    /** floor(energy × share ÷ 10000). */
    public static long floorOfShare(long energyWh, int basisPoints) {
        return basisPoints == WHOLE ? energyWh : Products.floorOfQuotient(energyWh, basisPoints, WHOLE);
    }
}
