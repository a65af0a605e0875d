package io.parkpulse.exact;

import java.math.BigInteger;

/** Products of longs without overflow. Arguments are not negative. */
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

    /** floor(a × b ÷ d), exact. The result must fit a long; d is above 0. */
    public static long floorOfQuotient(long a, long b, long d) {
        if (Math.multiplyHigh(a, b) == 0) {
            long product = a * b;
            if (product >= 0) {
                return product / d;
            }
        }
        return BigInteger.valueOf(a)
                .multiply(BigInteger.valueOf(b))
                .divide(BigInteger.valueOf(d))
                .longValueExact();
    }

    /** The sign of a × b − c × d, exact. */
    public static int compare(long a, long b, long c, long d) {
        long high = Math.multiplyHigh(a, b);
        long otherHigh = Math.multiplyHigh(c, d);
        return high != otherHigh ? Long.compare(high, otherHigh) : Long.compareUnsigned(a * b, c * d);
    }
}
