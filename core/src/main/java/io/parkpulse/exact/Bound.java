package io.parkpulse.exact;

import java.math.BigDecimal;
import java.math.BigInteger;

/** A bound in proportion to something: a decimal share of it that an amount may reach. Exact, whatever its digits. */
public final class Bound {
    private final long n;
    private final long d;
    /** Set where n or d is no long. */
    private final BigInteger[] big;

    private Bound(BigInteger n, BigInteger d) {
        boolean fits = n.bitLength() < Long.SIZE && d.bitLength() < Long.SIZE;
        this.n = fits ? n.longValueExact() : 0;
        this.d = fits ? d.longValueExact() : 0;
        this.big = fits ? null : new BigInteger[] {n, d};
    }

    /**
     * The bound of {@code share ÷ divisor} of something.
     *
     * @param share not negative
     * @param divisor above 0
     */
    public static Bound of(BigDecimal share, long divisor) {
        BigDecimal plain = share.stripTrailingZeros();
        plain = plain.setScale(Math.max(0, plain.scale()));
        return new Bound(
                plain.unscaledValue(), BigInteger.TEN.pow(plain.scale()).multiply(BigInteger.valueOf(divisor)));
    }

    /**
     * How an amount compares with the bound of a whole.
     *
     * @param amount not negative
     * @param whole not negative
     * @return a number below 0, 0 or above 0
     */
    public int compare(long amount, long whole) {
        if (big == null) {
            return Products.compare(amount, d, n, whole);
        }
        return BigInteger.valueOf(amount)
                .multiply(big[1])
                .compareTo(BigInteger.valueOf(whole).multiply(big[0]));
    }
}
