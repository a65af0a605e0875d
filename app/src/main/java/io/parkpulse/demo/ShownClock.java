package io.parkpulse.demo;

import io.parkpulse.connectors.clock.EventTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Event time as it is now. */
final class ShownClock extends Clock {
    private final EventTime clock;

    ShownClock(EventTime clock) {
        this.clock = clock;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(clock.now());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
