package io.parkpulse.wall;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * An exact quotient of whole numbers.
 *
 * @param d above 0
 */
record Quotient(BigInteger n, BigInteger d) implements Comparable<Quotient> {
    static final Quotient ZERO = of(0, 1);

    static Quotient of(long n, long d) {
        return new Quotient(BigInteger.valueOf(n), BigInteger.valueOf(d));
    }

    Quotient plus(Quotient other) {
        return d.equals(other.d)
                ? new Quotient(n.add(other.n), d)
                : new Quotient(n.multiply(other.d).add(other.n.multiply(d)), d.multiply(other.d));
    }

    Quotient minus(Quotient other) {
        return plus(new Quotient(other.n.negate(), other.d));
    }

    Quotient times(BigDecimal factor) {
        return new Quotient(
                n.multiply(factor.setScale(Math.max(0, factor.scale())).unscaledValue()),
                d.multiply(BigInteger.TEN.pow(Math.max(0, factor.scale()))));
    }

    Quotient abs() {
        return new Quotient(n.abs(), d);
    }

    int signum() {
        return n.signum();
    }

    /** As percentage points, rounded toward zero: {@code +1.2pp}, {@code -0.3pp}; what comes to zero has no sign. */
    String points(int decimals) {
        BigDecimal rounded = new BigDecimal(n.multiply(BigInteger.TEN.pow(decimals + 2)))
                .divide(new BigDecimal(d), 0, RoundingMode.DOWN)
                .movePointLeft(decimals)
                .setScale(decimals);
        return (rounded.signum() > 0 ? "+" : "") + rounded.toPlainString() + "pp";
    }

    @Override
    public int compareTo(Quotient other) {
        return n.multiply(other.d).compareTo(other.n.multiply(d));
    }
}
