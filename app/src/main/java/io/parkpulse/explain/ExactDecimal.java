package io.parkpulse.explain;

import io.parkpulse.index.Fraction;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Exact numbers as decimals. */
final class ExactDecimal {
    private ExactDecimal() {}

    /** Rounded toward zero; one that comes to zero has no sign. */
    static String decimal(Fraction value, int decimals) {
        BigInteger units = value.n().multiply(BigInteger.TEN.pow(decimals)).divide(value.d());
        return new BigDecimal(units, decimals).toPlainString();
    }

    /** Without zeros at its end. */
    static String decimal(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
