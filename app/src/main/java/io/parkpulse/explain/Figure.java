package io.parkpulse.explain;

import io.parkpulse.index.Fraction;

/**
 * A figure as it is written.
 *
 * @param n of a rate, or the count; 0 for the index
 * @param d of a rate; else 0
 * @param value percent of a rate, the index itself, or the count
 * @param printed as the method prints it
 */
public record Figure(long n, long d, double value, String printed) {
    static Figure count(long count) {
        return new Figure(count, 0, count, Long.toString(count));
    }

    /** The rate as a fraction. */
    Fraction fraction() {
        return Fraction.of(n, d);
    }
}
