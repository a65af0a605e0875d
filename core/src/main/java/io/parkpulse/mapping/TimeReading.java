package io.parkpulse.mapping;

/** What a text says of a time: an instant, or a local time that needs a zone. Reused from row to row. */
final class TimeReading {
    /** Epoch milliseconds, of a local time as if it were in UTC. */
    long millis;
    /** Whether {@link #millis} is a local time. */
    boolean local;

    boolean instant(long epochMillis) {
        millis = epochMillis;
        local = false;
        return true;
    }

    boolean local(long localMillis) {
        millis = localMillis;
        local = true;
        return true;
    }
}
