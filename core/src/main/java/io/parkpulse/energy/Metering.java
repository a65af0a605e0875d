package io.parkpulse.energy;

import io.parkpulse.model.Meter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The times for which the meter rows of one enterprise hold: how much of a window its meters could know. */
public final class Metering {
    /** Of an enterprise without meters. */
    public static final Metering NONE = new Metering(0, List.of());

    /** Of nearly every enterprise: they share it. */
    private static final Metering ONE_ALWAYS = new Metering(1, List.of());

    /** How many rows hold always. */
    private final int always;
    /** Where the other rows begin, ascending. */
    private final long[] from;
    /** Where those end. */
    private final long[] to;
    /** Where a row begins or ends, ascending. */
    private final long[] bounds;

    private Metering(int always, List<Meter.Row> others) {
        this.always = always;
        this.from = others.stream().mapToLong(Meter.Row::validFrom).toArray();
        this.to = others.stream().mapToLong(Meter.Row::validTo).toArray();
        this.bounds = Apportionment.boundsOf(others);
    }

    /** Of the rows of an enterprise, of whichever meters. */
    public static Metering of(List<Meter.Row> rows) {
        if (rows.isEmpty()) {
            return NONE;
        }
        List<Meter.Row> others = rows.stream()
                .filter(row -> !row.holdsAlways())
                .sorted(Comparator.comparingLong(Meter.Row::validFrom).thenComparingLong(Meter.Row::validTo))
                .toList();
        int always = rows.size() - others.size();
        return always == 1 && others.isEmpty() ? ONE_ALWAYS : new Metering(always, others);
    }

    /** Whether any row holds in the window for some time. */
    public boolean isMetered(long windowFrom, long windowTo) {
        return always > 0 || heldMillis(windowFrom, windowTo) > 0;
    }

    /**
     * The due time of the window: what its rows hold for inside the window, in sum, and the time in which none does. The
     * window's length for each row if all hold always.
     *
     * @return milliseconds, at least the window's length
     */
    public long dueMillis(long windowFrom, long windowTo) {
        long window = windowTo - windowFrom;
        if (from.length == 0) {
            return Math.max(1, always) * window;
        }
        long held = heldMillis(windowFrom, windowTo);
        return always > 0 ? always * window + held : held + window - joinedMillis(windowFrom, windowTo);
    }

    /** What rows that do not hold always hold for inside the window, in sum. */
    private long heldMillis(long windowFrom, long windowTo) {
        long held = 0;
        for (int i = 0; i < from.length; i++) {
            held += Math.max(0, Math.min(to[i], windowTo) - Math.max(from[i], windowFrom));
        }
        return held;
    }

    /** For how long any of them holds inside the window. */
    private long joinedMillis(long windowFrom, long windowTo) {
        long joined = 0;
        long end = windowFrom;
        for (int i = 0; i < from.length; i++) {
            long begins = Math.max(from[i], end);
            long ends = Math.min(to[i], windowTo);
            if (begins < ends) {
                joined += ends - begins;
                end = ends;
            }
        }
        return joined;
    }

    /** The first instant, from this one on, at which a row begins or ends; {@link Long#MAX_VALUE} if there is none. */
    public long nextBound(long instant) {
        for (long bound : bounds) {
            if (bound >= instant) {
                return bound;
            }
        }
        return Long.MAX_VALUE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Metering metering
                && always == metering.always
                && Arrays.equals(from, metering.from)
                && Arrays.equals(to, metering.to);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * always + Arrays.hashCode(from)) + Arrays.hashCode(to);
    }
}
