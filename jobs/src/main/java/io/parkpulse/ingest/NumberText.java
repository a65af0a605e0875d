package io.parkpulse.ingest;

import io.parkpulse.exact.Products;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/** A number as it is spelled in a record, exactly. Reused from record to record. */
final class NumberText {
    /** Beyond this a double no longer holds every whole number, so no publisher's value is safe. */
    static final long MOST = 1L << 53;

    private static final BigDecimal MOST_DECIMAL = BigDecimal.valueOf(MOST);
    private static final int LONG_DIGITS = 18;
    /** What can be said of the number. */
    enum Verdict {
        FINE,
        NOT_A_NUMBER,
        NEGATIVE,
        TOO_LARGE
    }

    private long mantissa;
    private int scale;
    /** Set where the number has more digits than a long, or an exponent. */
    private BigDecimal decimal;

    /** Reads a JSON number, or NaN or an infinity. */
    Verdict read(byte[] b, int offset, int length) {
        decimal = null;
        mantissa = 0;
        scale = 0;
        int at = offset;
        int end = offset + length;
        boolean negative = b[at] == '-';
        if (negative) {
            at++;
        }
        int digits = 0;
        boolean point = false;
        for (; at < end; at++) {
            byte c = b[at];
            if (c >= '0' && c <= '9') {
                if (++digits > LONG_DIGITS) {
                    return readLong(new String(b, offset, length, StandardCharsets.US_ASCII));
                }
                mantissa = mantissa * 10 + (c - '0');
                if (point) {
                    scale++;
                }
            } else if (c == '.') {
                point = true;
            } else {
                return readLong(new String(b, offset, length, StandardCharsets.US_ASCII));
            }
        }
        if (negative && mantissa != 0) {
            return Verdict.NEGATIVE;
        }
        return Products.compare(mantissa, 1, MOST, Products.powerOfTen(scale)) > 0 ? Verdict.TOO_LARGE : Verdict.FINE;
    }

    private Verdict readLong(String text) {
        if (!Character.isDigit(text.charAt(text.length() - 1)) || text.contains("I")) {
            return Verdict.NOT_A_NUMBER;
        }
        boolean negative = text.startsWith("-");
        String digits = negative ? text.substring(1) : text;
        BigDecimal value;
        try {
            value = new BigDecimal(digits);
        } catch (NumberFormatException e) {
            // An exponent beyond what BigDecimal holds.
            value = beyondDecimal(digits);
        }
        if (value.signum() != 0 && negative) {
            return Verdict.NEGATIVE;
        }
        if (value.compareTo(MOST_DECIMAL) > 0) {
            return Verdict.TOO_LARGE;
        }
        decimal = value;
        return Verdict.FINE;
    }

    private static BigDecimal beyondDecimal(String digits) {
        int exponentAt = Math.max(digits.indexOf('e'), digits.indexOf('E'));
        boolean zero = digits.substring(0, exponentAt).chars().noneMatch(c -> c >= '1' && c <= '9');
        boolean tiny = digits.charAt(exponentAt + 1) == '-';
        if (zero) {
            return BigDecimal.ZERO;
        }
        return tiny ? new BigDecimal("1e-1000000") : MOST_DECIMAL.add(BigDecimal.ONE);
    }

    /** Whether the number is whole by value; after {@link Verdict#FINE}. */
    boolean isWhole() {
        if (decimal == null) {
            return scale == 0 || mantissa % Products.powerOfTen(scale) == 0;
        }
        return decimal.signum() == 0 || decimal.stripTrailingZeros().scale() <= 0;
    }

    /** The number, if it is whole. */
    long toLong() {
        return decimal == null
                ? mantissa / Products.powerOfTen(scale)
                : decimal.signum() == 0 ? 0 : decimal.longValueExact();
    }

    /**
     * The number × factor, rounded HALF_UP to a whole number.
     *
     * @param unscaled of the factor, above 0
     * @param factorScale of the factor, 0 to 18
     * @return -1 if the product is beyond {@link #MOST}
     */
    long times(long unscaled, int factorScale) {
        int scaleOfProduct = scale + factorScale;
        if (decimal == null && scaleOfProduct <= LONG_DIGITS && Math.multiplyHigh(mantissa, unscaled) == 0) {
            long product = mantissa * unscaled;
            long divisor = Products.powerOfTen(scaleOfProduct);
            if (product >= 0 && product <= Long.MAX_VALUE - divisor) {
                long rounded = (product + divisor / 2) / divisor;
                return rounded > MOST ? -1 : rounded;
            }
        }
        BigDecimal value = decimal == null ? BigDecimal.valueOf(mantissa, scale) : decimal;
        BigDecimal factor = BigDecimal.valueOf(unscaled, factorScale);
        // A long row of zeros behind the point cannot round up, and would cost memory to expand.
        if (value.signum() == 0 || magnitude(value) + magnitude(factor) < -1) {
            return 0;
        }
        BigDecimal rounded = value.multiply(factor).setScale(0, RoundingMode.HALF_UP);
        return rounded.compareTo(MOST_DECIMAL) > 0 ? -1 : rounded.longValueExact();
    }

    /** Digits before the point; 0 or less for a number below 1. */
    private static long magnitude(BigDecimal value) {
        return (long) value.precision() - value.scale();
    }
}
