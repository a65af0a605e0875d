package io.parkpulse.simulator;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The local days of a recording.
 *
 * <p>All simulated parks lie in Asia/Shanghai, which has known no offset but +08:00 since 1991: their days have 96
 * quarter-hours.
 *
 * @param first the first of them
 * @param count how many, 1 to {@value #MOST}
 */
public record SimulatedDays(LocalDate first, int count) {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final ZoneOffset OFFSET = ZoneOffset.ofHours(8);
    static final int QUARTERS = 96;
    static final int QUARTER_SECONDS = 900;
    static final int DAY_SECONDS = QUARTERS * QUARTER_SECONDS;

    /** The greatest number of days; beyond it the packed instants of check-ins would not fit. */
    public static final int MOST = 100;

    public SimulatedDays {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("1 to " + MOST + " days can be simulated, not " + count);
        }
    }

    /** The days that lead up to {@code last}, that one included. */
    static SimulatedDays endingOn(LocalDate last, int count) {
        return new SimulatedDays(last.minusDays(count - 1L), count);
    }

    LocalDate date(int day) {
        return first.plusDays(day);
    }

    DayOfWeek weekday(int day) {
        return date(day).getDayOfWeek();
    }

    /** Local midnight at the start of a day; of day {@code count} the instant at which the recording ends. */
    long startSecond(int day) {
        return date(day).atStartOfDay().toEpochSecond(OFFSET);
    }
}
