package io.parkpulse.exact;

import java.math.BigInteger;

/** Products of longs without overflow. */
public final class Products {
    private static final long[] POWERS_OF_TEN = new long[19];

    static {
        POWERS_OF_TEN[0] = 1;
        for (int i = 1; i < POWERS_OF_TEN.length; i++) {
            POWERS_OF_TEN[i] = POWERS_OF_TEN[i - 1] * 10;
        }
    }

    private Products() {}

    /** 10 to the power of 0 to 18. */
    public static long powerOfTen(int exponent) {
        return POWERS_OF_TEN[exponent];
    }

    /** floor(a × b ÷ d), exact, toward minus infinity. The result must fit a long; d is above 0. */
    public static long floorOfQuotient(long a, long b, long d) {
        long product = a * b;
        if (Math.multiplyHigh(a, b) == product >> Long.SIZE - 1) {
            return product >= 0 ? product / d : Math.floorDiv(product, d);
        }
        BigInteger[] quotient =
                BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)).divideAndRemainder(BigInteger.valueOf(d));
        long towardZero = quotient[0].longValueExact();
        return quotient[1].signum() < 0 ? Math.subtractExact(towardZero, 1) : towardZero;
    }

    /** The sign of a × b − c × d, exact. */
    public static int compare(long a, long b, long c, long d) {
        long high = Math.multiplyHigh(a, b);
        long otherHigh = Math.multiplyHigh(c, d);
        return high != otherHigh ? Long.compare(high, otherHigh) : Long.compareUnsigned(a * b, c * d);
    }
}
