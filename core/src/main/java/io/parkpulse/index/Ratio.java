package io.parkpulse.index;

import io.parkpulse.model.Method;
import java.math.BigDecimal;

/** Figures from exact sums; nothing is rounded before the last step. */
public final class Ratio {
    private static final long EXACT_IN_DOUBLE = 1L << 53;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Ratio() {}

    /**
     * The nearest double of the exact 100 n / d.
     *
     * @param n at least 0
     * @param d above 0
     */
    public static double percent(long n, long d) {
        if (n >= 0 && n <= EXACT_IN_DOUBLE / 100 && d > 0 && d <= EXACT_IN_DOUBLE) {
            return (double) (100 * n) / d; // both exact, so the quotient is rounded once
        }
        return Fraction.of(n, d).times(HUNDRED).toDouble();
    }

    /**
     * R, 复工电力指数: 100 × (weight_work × W + weight_output × P), exact, never clamped.
     *
     * @param work W as a share of one; null for unknown
     * @param output P as a share of one; null for unknown
     * @return null if either is unknown
     */
    public static Fraction resumptionIndex(Fraction work, Fraction output, Method method) {
        if (work == null || output == null) {
            return null;
        }
        return work.times(method.weightWork())
                .plus(output.times(method.weightOutput()))
                .times(HUNDRED);
    }
}
