package io.parkpulse.check;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The local day that an instant is in; quick for instants of one day, one after the other. */
final class LocalDay {
    private final ZoneId zone;
    private LocalDate date;
    private long begin = Long.MAX_VALUE;
    private long end = Long.MIN_VALUE;

    LocalDay(ZoneId zone) {
        this.zone = zone;
    }

    /** Goes to the day of an instant. */
    LocalDay of(long at) {
        if (at < begin || at >= end) {
            date = Instant.ofEpochMilli(at).atZone(zone).toLocalDate();
            begin = begin(date);
            end = begin(date.plusDays(1));
        }
        return this;
    }

    private long begin(LocalDate day) {
        return day.atStartOfDay(zone).toInstant().toEpochMilli();
    }

    LocalDate date() {
        return date;
    }

    /** Its midnight, epoch milliseconds. */
    long begin() {
        return begin;
    }

    /** The next midnight, epoch milliseconds. */
    long end() {
        return end;
    }
}
