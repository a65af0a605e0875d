package io.parkpulse.exact;

import java.math.BigInteger;

/** Products of two longs without overflow. Arguments are not negative. */
public final class Products {
    private Products() {}

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
