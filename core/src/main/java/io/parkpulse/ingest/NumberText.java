package io.parkpulse.ingest;

import io.parkpulse.exact.Products;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/** A number as it is spelled in a record, exactly. Reused from record to record. */
final class NumberText {
    /** Beyond this a double no longer holds every whole number, so no publisher's value is safe. */
    static final long MOST = 1L << 53;

    private static final BigDecimal MOST_DECIMAL = BigDecimal.valueOf(MOST);
    private static final int MOST_MAGNITUDE = 16;
    private static final int LONG_DIGITS = 18;
    /** So many that those behind the point are more than a few. */
    private static final int KEPT_DIGITS = 200;

    private static final long ENDLESS = 1L << 40;

    /** What can be said of the number. */
    enum Verdict {
        FINE,
        NOT_A_NUMBER,
        /** Below 0; otherwise fine. */
        NEGATIVE,
        TOO_LARGE
    }

    /** What is returned for a product beyond {@link #MOST}, in whichever direction. */
    static final long BEYOND = Long.MIN_VALUE;

    private boolean negative;
    private long mantissa;
    private int scale;
    /** Set where the number has more digits than a long, or an exponent: its digits without zeros at either end. */
    private String digits;
    /** How many of those stand before the point; below 0 for zeros after it. */
    private long magnitude;

    /** Reads a JSON number, or NaN or an infinity. */
    Verdict read(byte[] b, int offset, int length) {
        digits = null;
        mantissa = 0;
        scale = 0;
        int at = offset;
        int end = offset + length;
        negative = b[at] == '-';
        if (negative) {
            at++;
        }
        int count = 0;
        boolean point = false;
        for (; at < end; at++) {
            byte c = b[at];
            if (c >= '0' && c <= '9') {
                if (++count > LONG_DIGITS) {
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
        return verdict(mantissa != 0, Products.compare(mantissa, 1, MOST, Products.powerOfTen(scale)) > 0);
    }

    private Verdict verdict(boolean isNotZero, boolean isTooLarge) {
        return isTooLarge ? Verdict.TOO_LARGE : negative && isNotZero ? Verdict.NEGATIVE : Verdict.FINE;
    }

    /** The same without a limit of digits; linear in them, as a line may be one number. */
    private Verdict readLong(String text) {
        int from = negative ? 1 : 0;
        if (!isDigit(text.charAt(from))) {
            return Verdict.NOT_A_NUMBER;
        }
        int exponentAt = from;
        int point = -1;
        StringBuilder all = new StringBuilder(text.length());
        for (; exponentAt < text.length() && (text.charAt(exponentAt) | 0x20) != 'e'; exponentAt++) {
            if (text.charAt(exponentAt) == '.') {
                point = all.length();
            } else {
                all.append(text.charAt(exponentAt));
            }
        }
        int first = 0;
        while (first < all.length() && all.charAt(first) == '0') {
            first++;
        }
        mantissa = 0;
        scale = 0;
        if (first == all.length()) {
            return Verdict.FINE;
        }
        int end = all.length();
        while (all.charAt(end - 1) == '0') {
            end--;
        }
        digits = all.substring(first, end);
        magnitude = (point < 0 ? all.length() : point) - first + exponent(text, exponentAt);
        return verdict(true, exceedsMost());
    }

    /** The exponent that begins there, 0 if none does; one beyond all digits a line can hold may come out smaller. */
    private static long exponent(String text, int exponentAt) {
        if (exponentAt == text.length()) {
            return 0;
        }
        int at = exponentAt + 1;
        boolean negative = text.charAt(at) == '-';
        if (negative || text.charAt(at) == '+') {
            at++;
        }
        long exponent = 0;
        for (; at < text.length(); at++) {
            exponent = Math.min(exponent * 10 + (text.charAt(at) - '0'), ENDLESS);
        }
        return negative ? -exponent : exponent;
    }

    private boolean exceedsMost() {
        if (magnitude != MOST_MAGNITUDE) {
            return magnitude > MOST_MAGNITUDE;
        }
        int before = Math.min(digits.length(), MOST_MAGNITUDE);
        long whole = Long.parseLong(digits.substring(0, before)) * Products.powerOfTen(MOST_MAGNITUDE - before);
        return whole > MOST || whole == MOST && digits.length() > MOST_MAGNITUDE;
    }

    /** Whether the number is whole by value; after {@link Verdict#FINE}. */
    boolean isWhole() {
        return digits == null ? scale == 0 || mantissa % Products.powerOfTen(scale) == 0 : digits.length() <= magnitude;
    }

    /** The number, if it is whole and not negative. */
    long toLong() {
        return digits == null
                ? mantissa / Products.powerOfTen(scale)
                : Long.parseLong(digits) * Products.powerOfTen((int) magnitude - digits.length());
    }

    /**
     * The number × factor, rounded HALF_UP, away from zero at the half, to a whole number.
     *
     * @param unscaled of the factor, above 0
     * @param factorScale of the factor, at least 0
     * @return {@link #BEYOND} if the product is beyond {@link #MOST}
     */
    long times(long unscaled, int factorScale) {
        return signed(magnitudeTimes(unscaled, factorScale));
    }

    private long signed(long rounded) {
        return rounded > MOST ? BEYOND : negative ? -rounded : rounded;
    }

    private long magnitudeTimes(long unscaled, int factorScale) {
        int scaleOfProduct = scale + factorScale;
        if (digits == null && scaleOfProduct <= LONG_DIGITS && Math.multiplyHigh(mantissa, unscaled) == 0) {
            long product = mantissa * unscaled;
            long divisor = Products.powerOfTen(scaleOfProduct);
            if (product >= 0 && product <= Long.MAX_VALUE - divisor) {
                return (product + divisor / 2) / divisor;
            }
        }
        return magnitudeTimes(BigDecimal.valueOf(unscaled, factorScale));
    }

    /** {@link #times(long, int)} for a factor of any number of digits. */
    long times(BigDecimal factor) {
        return signed(magnitudeTimes(factor));
    }

    private long magnitudeTimes(BigDecimal factor) {
        BigDecimal product = digits == null
                ? BigDecimal.valueOf(mantissa, scale).multiply(factor)
                // A long row of zeros behind the point cannot round up, and would cost memory to expand.
                : magnitude + factor.precision() - factor.scale() < 0 ? BigDecimal.ZERO : product(factor);
        BigDecimal rounded = product.setScale(0, RoundingMode.HALF_UP);
        return rounded.compareTo(MOST_DECIMAL) > 0 ? Long.MAX_VALUE : rounded.longValueExact();
    }

    /** The product, whose digits far behind the point may be cut off. */
    private BigDecimal product(BigDecimal factor) {
        BigInteger unscaled = factor.unscaledValue();
        int kept = Math.min(digits.length(), KEPT_DIGITS);
        // What the digits that are not kept carry over, block by block from the last.
        BigInteger carried = BigInteger.ZERO;
        for (int end = digits.length(); end > kept; ) {
            int from = Math.max(kept, end - LONG_DIGITS);
            BigInteger block = BigInteger.valueOf(Long.parseLong(digits.substring(from, end)));
            carried = block.multiply(unscaled).add(carried).divide(BigInteger.valueOf(Products.powerOfTen(end - from)));
            end = from;
        }
        BigInteger product =
                new BigInteger(digits.substring(0, kept)).multiply(unscaled).add(carried);
        return new BigDecimal(product, (int) (kept - magnitude) + factor.scale());
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
