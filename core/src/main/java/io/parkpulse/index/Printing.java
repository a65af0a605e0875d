package io.parkpulse.index;

import io.parkpulse.model.Method;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Figures as a publisher prints them: rounded once, from the exact fraction, never from a double. */
public final class Printing {
    /** What stands where nothing is known. */
    public static final String UNKNOWN = "—";

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int MAX_DECIMALS = 9;

    /** Ten times a remainder below this fits a long. */
    private static final long FAST_DENOMINATOR = Long.MAX_VALUE / 10;

    /** A whole part below this, with {@link #MAX_DECIMALS} decimals of a percentage, fits a long. */
    private static final long FAST_WHOLE = 10_000_000;

    private Printing() {}

    /**
     * A rate as a percentage, at the method's decimals and in its rounding mode: {@code 87.2%}. All is {@code 100%} and
     * none is {@code 0%}; what is not all never prints as 100 but as {@code >99.9%}, what is not none never as 0 but as
     * {@code <0.1%}. Where the method trims zeros, other rates go without those at the end of their decimals: {@code 90%}.
     *
     * @param n at least 0
     * @param d at least 0; 0 for an unknown rate
     */
    public static String rate(long n, long d, Method method) {
        if (n < 0 || d < 0) {
            throw new IllegalArgumentException(n + "/" + d);
        }
        if (d == 0) {
            return UNKNOWN;
        }
        if (n == d) {
            return "100%";
        }
        if (n == 0) {
            return "0%";
        }
        int decimals = method.decimals();
        long whole = n / d;
        if (whole < FAST_WHOLE && d <= FAST_DENOMINATOR && decimals <= MAX_DECIMALS) {
            return fastRate(n, d, decimals, method);
        }
        return exactRate(n, d, method);
    }

    /** By long division, digit by digit: about a million of these are printed in a run. */
    private static String fastRate(long n, long d, int decimals, Method method) {
        long units = n / d;
        long rest = n % d;
        long hundred = 1;
        for (int i = 0; i < decimals + 2; i++) {
            rest *= 10;
            units = units * 10 + rest / d;
            rest %= d;
            hundred *= 10;
        }
        if (method.rounding() == RoundingMode.HALF_UP && rest >= d - rest) {
            units++;
        }
        if (n < d && units >= hundred) {
            return text(">", hundred - 1, decimals);
        }
        if (units == 0) {
            return text("<", 1, decimals);
        }
        int shown = decimals;
        while (method.trimZeros() && shown > 0 && units % 10 == 0) {
            units /= 10;
            shown--;
        }
        return text("", units, shown);
    }

    /** {@code units} × 10^−{@code decimals} with a percent sign. */
    private static String text(String sign, long units, int decimals) {
        StringBuilder text = new StringBuilder(24).append(sign).append(units);
        if (decimals > 0) {
            while (text.length() - sign.length() <= decimals) {
                text.insert(sign.length(), '0');
            }
            text.insert(text.length() - decimals, '.');
        }
        return text.append('%').toString();
    }

    /** The same for numbers of any size; n is neither 0 nor d. */
    static String exactRate(long n, long d, Method method) {
        int decimals = method.decimals();
        BigDecimal rounded = rounded(Fraction.of(n, d).times(HUNDRED), decimals, method.rounding());
        BigDecimal unit = BigDecimal.ONE.movePointLeft(decimals);
        if (n < d && rounded.compareTo(HUNDRED) >= 0) {
            return ">" + HUNDRED.subtract(unit).toPlainString() + "%";
        }
        if (rounded.signum() == 0) {
            return "<" + unit.toPlainString() + "%";
        }
        return (method.trimZeros() ? rounded.stripTrailingZeros() : rounded).toPlainString() + "%";
    }

    /**
     * The resumption index: a bare number, at the method's index decimals, whatever its size.
     *
     * @param value on the index's scale, where 100 is as before; null prints as {@link #UNKNOWN}
     */
    public static String index(Fraction value, Method method) {
        return value == null
                ? UNKNOWN
                : rounded(value, method.indexDecimals(), method.rounding()).toPlainString();
    }

    /**
     * The difference of two rates in percentage points, at the method's decimals: {@code +1.2pp}, {@code -0.3pp}; one of zero
     * has no sign. It is taken from the exact values and rounded toward zero, or from the rounded values, as the method says.
     *
     * @param current a share of one; null for unknown
     * @param before a share of one; null for unknown
     */
    public static String delta(Fraction current, Fraction before, Method method) {
        return current == null || before == null ? UNKNOWN : rateDelta(current, before, method) + "pp";
    }

    /** The number of {@link #delta} without its unit, which each language writes in its own way. */
    public static String rateDelta(Fraction current, Fraction before, Method method) {
        return current == null || before == null
                ? UNKNOWN
                : difference(current.times(HUNDRED), before.times(HUNDRED), method.decimals(), method);
    }

    /**
     * The difference of two values of the index, which is on the scale of percentages already, at the method's decimals of
     * the index: a number without a unit, as the index itself is, else like {@link #delta}.
     */
    public static String indexDelta(Fraction current, Fraction before, Method method) {
        return current == null || before == null
                ? UNKNOWN
                : difference(current, before, method.indexDecimals(), method);
    }

    private static String difference(Fraction current, Fraction before, int decimals, Method method) {
        Fraction difference = switch (method.delta()) {
            case EXACT -> current.minus(before);
            case PRINTED ->
                Fraction.of(rounded(current, decimals, method.rounding())
                        .subtract(rounded(before, decimals, method.rounding())));
        };
        return onScale(difference, decimals);
    }

    /** A difference of shares of one in percentage points, without the unit, rounded toward zero, whatever a method says. */
    public static String points(Fraction difference, int decimals) {
        return onScale(difference.times(HUNDRED), decimals);
    }

    /** A difference of values of the index, rounded toward zero, whatever a method says. */
    public static String indexPoints(Fraction difference, int decimals) {
        return onScale(difference, decimals);
    }

    private static String onScale(Fraction difference, int decimals) {
        BigDecimal rounded = rounded(difference, decimals, RoundingMode.DOWN);
        return (rounded.signum() > 0 ? "+" : "") + rounded.toPlainString();
    }

    /** Rounded once: a quotient of whole numbers, whatever the scale of what they came from. */
    private static BigDecimal rounded(Fraction value, int decimals, RoundingMode mode) {
        BigInteger scaled = value.n().multiply(BigInteger.TEN.pow(decimals));
        BigDecimal units = new BigDecimal(scaled).divide(new BigDecimal(value.d()), 0, mode);
        return units.movePointLeft(decimals).setScale(decimals);
    }
}
