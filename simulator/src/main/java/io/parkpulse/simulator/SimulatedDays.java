package io.parkpulse.simulator;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The local days of a recording.
 *
 * <p>All simulated parks lie in Asia/Shanghai, which has known no offset but +08:00 since 1991: their days have 96
 * quarter-hours.
 *
 * @param first the first of them
 * @param count how many, 1 to {@value #MOST}
 * @param past how many of these, from the first one on, are usual days of the past, of which only meters are known
 * @param resumes the day that follows on the past: the first one where there is none, else a later one
 */
public record SimulatedDays(LocalDate first, int count, int past, LocalDate resumes) {

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
        if (past < 0 || past >= count || resumes.isBefore(first.plusDays(past))) {
            throw new IllegalArgumentException("the past is before " + resumes + ", and not all of the days");
        }
    }

    /** The days that lead up to {@code last}, that one included. */
    static SimulatedDays endingOn(LocalDate last, int count) {
        LocalDate first = last.minusDays(count - 1L);
        return new SimulatedDays(first, count, 0, first);
    }

    /** These days after so many of the past. */
    SimulatedDays after(LocalDate firstOfPast, int ofPast) {
        return new SimulatedDays(firstOfPast, ofPast + count, ofPast, first);
    }

    LocalDate date(int day) {
        return isOfPast(day) ? first.plusDays(day) : resumes.plusDays(day - past);
    }

    boolean isOfPast(int day) {
        return day < past;
    }

    /** Days between the past and what follows on it, of which nothing is told. */
    int gap() {
        return Math.toIntExact(ChronoUnit.DAYS.between(first.plusDays(past), resumes));
    }

    DayOfWeek weekday(int day) {
        return date(day).getDayOfWeek();
    }

    /** Local midnight at the start of a day; of day {@code count} the instant at which the recording ends. */
    long startSecond(int day) {
        return date(day).atStartOfDay().toEpochSecond(OFFSET);
    }
}
