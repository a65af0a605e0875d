package io.parkpulse.registry;

import java.time.Instant;

/**
 * The time for which a row holds.
 *
 * @param from epoch milliseconds, inclusive; {@link Long#MIN_VALUE} for always
 * @param to epoch milliseconds, exclusive, after {@code from}; {@link Long#MAX_VALUE} for always
 */
record Validity(long from, long to) {
    boolean overlaps(Validity other) {
        return from < other.to && other.from < to;
    }

    /** The time that is in both, which overlap. */
    Validity shared(Validity other) {
        return new Validity(Math.max(from, other.from), Math.min(to, other.to));
    }

    /** When, in words that follow a verb. */
    @Override
    public String toString() {
        String begin = from == Long.MIN_VALUE ? "" : "from " + Instant.ofEpochMilli(from);
        String end = to == Long.MAX_VALUE ? "" : "until before " + Instant.ofEpochMilli(to);
        if (begin.isEmpty() && end.isEmpty()) {
            return "always";
        }
        return begin.isEmpty() ? end : end.isEmpty() ? begin + " on" : begin + " " + end;
    }
}
