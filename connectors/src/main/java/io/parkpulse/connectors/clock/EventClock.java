package io.parkpulse.connectors.clock;

/**
 * What event time it is, by the time of this machine: the same, or at another pace from another origin, so that a stream
 * of the past can be lived through again.
 *
 * @param wallMillis a time of this machine, epoch milliseconds
 * @param eventMillis the event time then, epoch milliseconds
 * @param speed event milliseconds that go by in a millisecond, above 0
 */
public record EventClock(long wallMillis, long eventMillis, double speed) implements EventTime {

    /** Event time is the time of this machine. */
    public static final EventClock SYSTEM = new EventClock(0, 0, 1);

    public EventClock {
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("speed " + speed + ": expected a number above 0");
        }
    }

    /** The event time at a time of this machine. */
    public long eventTime(long wall) {
        return speed == 1
                ? wall - wallMillis + eventMillis
                : eventMillis + (long) Math.floor((wall - wallMillis) * speed);
    }

    @Override
    public long now() {
        return eventTime(System.currentTimeMillis());
    }

    /** The time of this machine at an event time, rounded up. */
    public long wallTime(long event) {
        return speed == 1
                ? event - eventMillis + wallMillis
                : wallMillis + (long) Math.ceil((event - eventMillis) / speed);
    }
}
