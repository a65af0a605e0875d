package io.parkpulse.mapping;

import java.time.ZoneId;

/** What a text says of a time: an instant, or a local time that needs a zone. Reused from row to row. */
final class TimeReading {
    /** Epoch milliseconds, of a local time as if it were in UTC. */
    long millis;
    /** Whether {@link #millis} is a local time. */
    boolean local;
    /** The zone of a local time that the text names; null if it names none. */
    ZoneId zone;

    boolean instant(long epochMillis) {
        millis = epochMillis;
        local = false;
        zone = null;
        return true;
    }

    boolean local(long localMillis) {
        return localIn(null, localMillis);
    }

    boolean localIn(ZoneId itsZone, long localMillis) {
        millis = localMillis;
        local = true;
        zone = itsZone;
        return true;
    }
}
