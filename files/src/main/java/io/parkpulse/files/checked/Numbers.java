package io.parkpulse.files.checked;

import java.math.BigDecimal;

/** Numbers as people spell them in files: ASCII digits, whole by value and not by spelling. */
public final class Numbers {
    /** The largest count and energy: from here on neighbouring integers are no longer different doubles. */
    public static final long MAX = 1L << 53;

    private static final int MAX_SCALE = 30;
    private static final int MAX_LENGTH = 60;
    private static final int FAST_DIGITS = 18;

    private Numbers() {}

    /** A whole number, also spelled {@code 12.0} or {@code 1e3}; null if it is none or far beyond {@link #MAX}. */
    public static Long whole(String text) {
        if (text.length() <= FAST_DIGITS && !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Long.valueOf(text);
        }
        BigDecimal value = decimal(text);
        try {
            return value == null ? null : value.longValueExact();
        } catch (ArithmeticException e) {
            return null; // a fraction
        }
    }

    /**
     * A decimal number of at most {@link #MAX} and at most 30 decimals, so that no product of a few of them gets out of
     * hand; null if it is none.
     */
    public static BigDecimal decimal(String text) {
        if (text.length() > MAX_LENGTH || !text.chars().allMatch(c -> "0123456789+-.eE".indexOf(c) >= 0)) {
            return null;
        }
        BigDecimal value;
        try {
            value = new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null;
        }
        if (value.signum() == 0) {
            return BigDecimal.ZERO;
        }
        boolean absurd = Math.abs((long) value.precision() - value.scale()) > MAX_SCALE || value.scale() > MAX_SCALE;
        return absurd || value.abs().compareTo(BigDecimal.valueOf(MAX)) > 0 ? null : value;
    }
}
