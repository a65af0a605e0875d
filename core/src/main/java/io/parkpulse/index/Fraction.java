package io.parkpulse.index;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * An exact fraction. It is not reduced, so {@code equals} compares the two numbers written, {@link #compareTo} the
 * value.
 *
 * @param n numerator
 * @param d denominator, above 0
 */
public record Fraction(BigInteger n, BigInteger d) implements Comparable<Fraction> {

    /** Nothing. */
    public static final Fraction ZERO = of(0, 1);

    private static final int DOUBLE_DIGITS = 53;

    public Fraction {
        if (d.signum() <= 0) {
            throw new IllegalArgumentException("denominator " + d);
        }
    }

    /** n / d. */
    public static Fraction of(long n, long d) {
        return new Fraction(BigInteger.valueOf(n), BigInteger.valueOf(d));
    }

    /** The exact value of a decimal. */
    public static Fraction of(BigDecimal value) {
        return value.scale() > 0
                ? new Fraction(value.unscaledValue(), BigInteger.TEN.pow(value.scale()))
                : new Fraction(value.toBigIntegerExact(), BigInteger.ONE);
    }

    /** The sum; of two with one denominator it keeps that, so that many can be added up. */
    public Fraction plus(Fraction other) {
        return d.equals(other.d)
                ? new Fraction(n.add(other.n), d)
                : new Fraction(n.multiply(other.d).add(other.n.multiply(d)), d.multiply(other.d));
    }

    public Fraction minus(Fraction other) {
        return plus(new Fraction(other.n.negate(), other.d));
    }

    public Fraction times(BigDecimal factor) {
        Fraction by = of(factor);
        return new Fraction(n.multiply(by.n), d.multiply(by.d));
    }

    /** The value without its sign. */
    public Fraction abs() {
        return new Fraction(n.abs(), d);
    }

    /** −1, 0 or 1. */
    public int signum() {
        return n.signum();
    }

    /** Compares the values: 1/2 and 2/4 are the same. */
    @Override
    public int compareTo(Fraction other) {
        return n.multiply(other.d).compareTo(other.n.multiply(d));
    }

    /**
     * The nearest double, half to even; beyond the doubles infinity. Correctly rounded for every value that is 0 or at
     * least {@link Double#MIN_NORMAL} in magnitude.
     */
    public double toDouble() {
        if (n.bitLength() <= DOUBLE_DIGITS && d.bitLength() <= DOUBLE_DIGITS) {
            return n.doubleValue() / d.doubleValue(); // both exact, so the one rounding is that of the quotient
        }
        // A quotient of 66 or 67 bits: what it leaves over cannot matter but for being there at all, which its last bit
        // is made to say. Rounding it to a double then is the only rounding.
        int shift = 66 - (n.bitLength() - d.bitLength());
        BigInteger[] quotient =
                n.abs().shiftLeft(Math.max(shift, 0)).divideAndRemainder(d.shiftLeft(Math.max(-shift, 0)));
        BigInteger sticky = quotient[1].signum() == 0 ? quotient[0] : quotient[0].setBit(0);
        return n.signum() * Math.scalb(sticky.doubleValue(), -shift);
    }
}
