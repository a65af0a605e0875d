package io.parkpulse.live;

import io.parkpulse.connectors.clock.EventClock;
import io.parkpulse.enterprise.Pace;
import java.time.Duration;

/**
 * How event time goes by in a live system.
 *
 * @param stepMillis length of a step
 * @param start nothing before it is told, epoch milliseconds
 * @param clock what event time it is
 * @param lag how far behind the clock a step is closed, event time
 * @param disorder how far behind the latest record of its partition a record may come without being late, event time
 * @param idleAfter after how long without a record a partition holds nobody back, time of this machine
 */
public record LiveSettings(
        long stepMillis, long start, EventClock clock, Duration lag, Duration disorder, Duration idleAfter) {

    /** Length of a step where nothing else is asked for. */
    public static final long STEP_MILLIS = 300_000;

    /** As things are, from an event time on: a second behind the clock. */
    public static LiveSettings from(long start, EventClock clock) {
        Duration second = Duration.ofSeconds(1);
        return new LiveSettings(STEP_MILLIS, start, clock, second, second, second);
    }

    /** How long after its end a trailing window is final, event time, milliseconds. */
    public long finalAfterMillis() {
        return Pace.live(stepMillis).openMillis();
    }

    /** By a clock that is faster than time: as far behind it as lines take to get here, a second of this machine. */
    public static LiveSettings spedUp(long stepMillis, long start, EventClock clock) {
        Duration second = Duration.ofSeconds(1);
        Duration onTheWay = Duration.ofMillis((long) (second.toMillis() * clock.speed()));
        return new LiveSettings(stepMillis, start, clock, onTheWay, onTheWay, second);
    }
}
