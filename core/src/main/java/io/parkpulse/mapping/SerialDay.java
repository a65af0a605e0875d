package io.parkpulse.mapping;

import io.parkpulse.exact.Numbers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;

/**
 * Days since 1899-12-30 as spreadsheets count them, the time of day as their fraction: a cell that was saved as a number.
 * The fraction has no more digits than a double, so it is rounded to the second.
 */
final class SerialDay extends TimeFormat {
    private static final long serialVersionUID = 1L;

    static final String NAME = "serial-day";
    static final TimeFormat INSTANCE = new SerialDay();

    /** 1899-12-30, in days since 1970. */
    private static final BigDecimal FIRST =
            BigDecimal.valueOf(LocalDate.of(1899, 12, 30).toEpochDay());

    private static final BigDecimal SECONDS_OF_DAY = BigDecimal.valueOf(86_400);

    /** A century has no more. */
    private static final int MOST_DIGITS = 10;

    private SerialDay() {
        super(NAME);
    }

    @Override
    public boolean needsZone() {
        return true;
    }

    @Override
    boolean read(String text, TimeReading into) {
        // Either sign may part the fraction, as the day itself is written without separators.
        BigDecimal days = Numbers.decimal(text.replace(',', '.'));
        if (days == null) {
            return false;
        }
        BigDecimal seconds = days.add(FIRST).multiply(SECONDS_OF_DAY).setScale(0, RoundingMode.HALF_UP);
        if (seconds.precision() > MOST_DIGITS) {
            return false;
        }
        long millis = seconds.longValueExact() * 1000;
        return RowMapper.isInRange(millis) && into.local(millis);
    }
}
