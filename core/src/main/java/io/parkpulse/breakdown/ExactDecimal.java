package io.parkpulse.breakdown;

import io.parkpulse.index.Fraction;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Exact numbers as decimals. */
public final class ExactDecimal {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int PERCENT_DECIMALS = 2;

    private ExactDecimal() {}

    /** Rounded toward zero; one that comes to zero has no sign. */
    public static String decimal(Fraction value, int decimals) {
        BigInteger units = value.n().multiply(BigInteger.TEN.pow(decimals)).divide(value.d());
        return new BigDecimal(units, decimals).toPlainString();
    }

    /** A share of one in percent, rounded down: what is under a gate must not print as the gate. */
    public static String percent(Fraction share) {
        return decimal(share.times(HUNDRED), PERCENT_DECIMALS) + "%";
    }
}
