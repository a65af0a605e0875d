package io.parkpulse.oracle;

import io.parkpulse.model.Meter;
import java.math.BigInteger;
import java.util.List;

/** A record of a meter as it is read in one segment, and what became of it there: applied, unless duplicate or dead. */
final class Reading {
    final Meter meter;
    final Segment segment;
    /** Of the same record in all segments. */
    final Entry entry;

    final long at;
    final BigInteger wh;
    /** Only of a CUMULATIVE meter. */
    final boolean reset;
    /** Milliseconds, only of an INTERVAL meter (else 0). */
    final long period;

    boolean duplicate;
    /** Null if it is not dead. */
    Reason dead;

    String detail = "";

    Reading(Meter meter, Segment segment, Entry entry, long at, BigInteger wh, boolean reset, long period) {
        this.meter = meter;
        this.segment = segment;
        this.entry = entry;
        this.at = at;
        this.wh = wh;
        this.reset = reset;
        this.period = period;
    }

    boolean applied() {
        return dead == null && !duplicate;
    }

    void die(Reason reason, String why) {
        dead = reason;
        detail = why;
    }

    /** Two readings of one segment with equal identity are one fact told twice. */
    Object identity() {
        return List.of(meter.id(), segment.number(), at, period);
    }
}
