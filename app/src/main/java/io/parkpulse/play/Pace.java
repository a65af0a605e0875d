package io.parkpulse.play;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** When what happens in event time is to happen here. */
@FunctionalInterface
public interface Pace {
    /**
     * Waits until it is time.
     *
     * @param eventMillis event time, epoch milliseconds; {@link Long#MIN_VALUE} is always now
     * @throws IOException if what has to be done before cannot be done
     */
    void await(long eventMillis) throws IOException, InterruptedException;

    /** As a clock shows it: what its time has passed already happens at once. */
    static Pace following(io.parkpulse.connectors.clock.EventClock clock) {
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

    /** As fast as it goes. */
    static Pace unbounded() {
        return eventMillis -> {};
    }

    /**
     * So many times as fast as time, from the first event on.
     *
     * @param speed above 0
     */
    static Pace times(double speed) {
        return new EventClock(speed, Long.MIN_VALUE, EventClock.Waiting.REAL);
    }

    /**
     * So many times as fast as time, beginning now with this event time; what was before it happens at once.
     *
     * @param speed above 0
     */
    static Pace timesFrom(double speed, long eventMillis) {
        return new EventClock(speed, eventMillis, EventClock.Waiting.REAL);
    }
}
