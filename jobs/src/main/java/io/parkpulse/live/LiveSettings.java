package io.parkpulse.live;

import io.parkpulse.connectors.clock.EventClock;
import io.parkpulse.connectors.clock.EventTime;
import io.parkpulse.enterprise.EmissionPolicy;
import java.io.Serializable;
import java.time.Duration;

/**
 * How event time goes by in a live system.
 *
 * @param stepMillis length of a step
 * @param start nothing before it is emitted, epoch milliseconds
 * @param clock what event time it is by the time of this machine
 * @param time how far event time has come: the clock, unless whoever sends the records says more
 * @param lag how far behind that a step is closed, event time
 * @param disorder how far behind the latest record of its partition a record may come without being late, event time
 * @param idleAfter after how long without a record Kafka is asked whether a partition has been read to its end, time of
 *     this machine; one that has holds nobody back
 * @param waitAtMost how long event time waits for a partition of which Kafka does not say where it ends, time of this
 *     machine
 */
public record LiveSettings(
        long stepMillis,
        long start,
        EventClock clock,
        EventTime time,
        Duration lag,
        Duration disorder,
        Duration idleAfter,
        Duration waitAtMost)
        implements Serializable {

    /** Length of a step where nothing else is asked for. */
    public static final long STEP_MILLIS = 300_000;

    /** How long event time waits for a partition where nothing else is asked for. */
    static final Duration WAIT_AT_MOST = Duration.ofMinutes(10);

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** As things are, from an event time on: a second behind the clock. */
    public static LiveSettings from(long start, EventClock clock) {
        return new LiveSettings(STEP_MILLIS, start, clock, clock, SECOND, SECOND, SECOND, WAIT_AT_MOST);
    }

    /** The same with another patience before Kafka is asked. */
    LiveSettings withIdleAfter(Duration other) {
        return new LiveSettings(stepMillis, start, clock, time, lag, disorder, other, waitAtMost);
    }

    /** How long after its end a trailing window is final, event time, milliseconds. */
    public long finalAfterMillis() {
        return EmissionPolicy.live(stepMillis).openMillis();
    }

    /** By a clock that is faster than time: as far behind it as lines take to get here, a second of this machine. */
    public static LiveSettings spedUp(long stepMillis, long start, EventClock clock) {
        return spedUp(stepMillis, start, clock, clock);
    }

    /**
     * The same where whoever plays the records says how far they are sent.
     *
     * @param time never past a record that is still to be sent
     */
    public static LiveSettings spedUp(long stepMillis, long start, EventClock clock, EventTime time) {
        Duration onTheWay = Duration.ofMillis((long) (SECOND.toMillis() * clock.speed()));
        Duration soon = SECOND.dividedBy(4);
        return new LiveSettings(stepMillis, start, clock, time, onTheWay, onTheWay, soon, WAIT_AT_MOST);
    }
}
