package io.parkpulse.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * When the gates of a park that count in and out begin anew: once each local day. A time that the clock skips comes by the
 * offset before the gap, one that comes twice the first time.
 *
 * @param time in whole minutes
 */
public record Turn(LocalTime time, ZoneId zone) {
    /** The latest turn before an instant, epoch milliseconds. */
    public long before(long instant) {
        LocalDate day = dayAfter(instant);
        long turn = on(day);
        while (turn >= instant) {
            day = day.minusDays(1);
            turn = on(day);
        }
        return turn;
    }

    /** The first turn at an instant or after it, epoch milliseconds. */
    public long from(long instant) {
        LocalDate day = dayAfter(instant);
        long first = on(day);
        // A clock that skips a day has two dates with one turn.
        for (long turn = first; turn >= instant; turn = on(day)) {
            first = turn;
            day = day.minusDays(1);
        }
        return first;
    }

    /** A date whose turn comes after the instant, also where the clock is put back over midnight. */
    private LocalDate dayAfter(long instant) {
        return Instant.ofEpochMilli(instant).atZone(zone).toLocalDate().plusDays(2);
    }

    private long on(LocalDate day) {
        return day.atTime(time).atZone(zone).toInstant().toEpochMilli();
    }
}
