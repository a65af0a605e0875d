package io.parkpulse.mapping;

import io.parkpulse.exact.Numbers;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** A number of units since 1970; what is below a millisecond is cut off. */
final class EpochTime extends TimeFormat {
    private static final long serialVersionUID = 1L;

    private static final int MOST_DIGITS = 15;

    private final long factor;
    private final long divisor;

    EpochTime(String name, long factor, long divisor) {
        super(name);
        this.factor = factor;
        this.divisor = divisor;
    }

    @Override
    public boolean needsZone() {
        return false;
    }

    @Override
    boolean read(String text, TimeReading into) {
        int length = text.length();
        if (length > 0 && length <= MOST_DIGITS) {
            long value = 0;
            int at = 0;
            while (at < length && isDigit(text.charAt(at))) {
                value = value * 10 + (text.charAt(at++) - '0');
            }
            if (at == length) {
                return within(value * factor / divisor, into);
            }
        }
        BigDecimal value = number(text);
        if (value == null) {
            return false;
        }
        BigDecimal millis =
                value.multiply(BigDecimal.valueOf(factor)).divide(BigDecimal.valueOf(divisor), 0, RoundingMode.FLOOR);
        return millis.precision() <= MOST_DIGITS && within(millis.longValueExact(), into);
    }

    /** Nanoseconds have more digits than a number of records may have. */
    private static BigDecimal number(String text) {
        BigDecimal value = Numbers.decimal(text);
        return value != null
                ? value
                : text.length() == 19 && text.chars().allMatch(c -> c >= '0' && c <= '9') ? new BigDecimal(text) : null;
    }

    /** A number of another unit is thousands of years away, so another format may yet fit it. */
    private static boolean within(long millis, TimeReading into) {
        return RowMapper.isInRange(millis) && into.instant(millis);
    }
}
