package io.parkpulse.play;

import io.parkpulse.connectors.clock.EventClock;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Decides when an event of event time happens on this machine. */
@FunctionalInterface
public interface Pacer {
    /**
     * Waits until it is time.
     *
     * @param eventMillis event time, epoch milliseconds; {@link Long#MIN_VALUE} is always now
     * @throws IOException if what has to be done before cannot be done
     */
    void await(long eventMillis) throws IOException, InterruptedException;

    /** By a clock: what lies before its time happens at once. */
    static Pacer following(EventClock clock) {
        return eventMillis -> {
            if (eventMillis != Long.MIN_VALUE) {
                for (long left = clock.wallTime(eventMillis) - System.currentTimeMillis();
                        left > 0;
                        left = clock.wallTime(eventMillis) - System.currentTimeMillis()) {
                    TimeUnit.MILLISECONDS.sleep(left);
                }
            }
        };
    }

    /** As fast as possible. */
    static Pacer unbounded() {
        return eventMillis -> {};
    }

    /**
     * So many times as fast as real time, from the first event on.
     *
     * @param speed above 0
     */
    static Pacer times(double speed) {
        return new FixedSpeedPacer(speed, Long.MIN_VALUE, FixedSpeedPacer.Waiting.REAL);
    }

    /**
     * So many times as fast as real time, beginning now with this event time; what was before it happens at once.
     *
     * @param speed above 0
     */
    static Pacer timesFrom(double speed, long eventMillis) {
        return new FixedSpeedPacer(speed, eventMillis, FixedSpeedPacer.Waiting.REAL);
    }
}
