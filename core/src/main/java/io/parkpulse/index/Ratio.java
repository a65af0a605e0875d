package io.parkpulse.index;

import io.parkpulse.model.Method;
import java.math.BigDecimal;
import java.math.BigInteger;

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
     * What one enterprise's change did to a rate, as a share of one. Over all enterprises of both times this is the whole
     * change, exactly: with n and d now and the rate r then, the sum of (Δn − r Δd) ÷ d is n ÷ d − r.
     *
     * @param dn by how much it changed n
     * @param dd by how much it changed d
     * @param then the rate then
     * @param d the rate's denominator now, above 0
     */
    public static Fraction effect(long dn, long dd, Fraction then, long d) {
        return new Fraction(
                BigInteger.valueOf(dn)
                        .multiply(then.d())
                        .subtract(BigInteger.valueOf(dd).multiply(then.n())),
                then.d().multiply(BigInteger.valueOf(d)));
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
