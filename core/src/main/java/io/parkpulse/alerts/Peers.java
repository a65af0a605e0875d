package io.parkpulse.alerts;

import io.parkpulse.index.Fraction;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What a number of parks have in common: median and median absolute deviation, exact. The deviation is not scaled to a
 * normal distribution.
 *
 * @param median middle of the values, of an even number the mean of the two in the middle
 * @param mad median of the distances from the median
 * @param count of the values
 */
record Peers(Fraction median, Fraction mad, int count) {
    private static final BigDecimal HALF = new BigDecimal("0.5");

    /** @param values not empty */
    static Peers of(List<Fraction> values) {
        Fraction median = median(values);
        List<Fraction> distances = new ArrayList<>(values.size());
        for (Fraction value : values) {
            Fraction difference = value.minus(median);
            distances.add(new Fraction(difference.n().abs(), difference.d()));
        }
        return new Peers(median, median(distances), values.size());
    }

    static Fraction median(List<Fraction> values) {
        List<Fraction> sorted = new ArrayList<>(values);
        sorted.sort(null);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : sorted.get(middle - 1).plus(sorted.get(middle)).times(HALF);
    }
}
