package io.parkpulse.play;

import java.util.concurrent.TimeUnit;

/** A clock that shows event time. */
final class FixedSpeedPacer implements Pacer {
    private static final long LONGEST_SLEEP = 1_000_000_000;

    private final double speed;
    private final Waiting waiting;
    private long eventStart;
    private long start;

    /** The time of this machine. */
    interface Waiting {
        Waiting REAL = new Waiting() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void sleep(long nanos) throws InterruptedException {
                TimeUnit.NANOSECONDS.sleep(nanos);
            }
        };

        long nanos();

        void sleep(long nanos) throws InterruptedException;
    }

    /** @param eventStart the event time at the start; {@link Long#MIN_VALUE} for that of the first event */
    FixedSpeedPacer(double speed, long eventStart, Waiting waiting) {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("a speed is above 0, not " + speed);
        }
        this.speed = speed;
        this.eventStart = eventStart;
        this.waiting = waiting;
        this.start = waiting.nanos();
    }

    @Override
    public void await(long eventMillis) throws InterruptedException {
        if (eventMillis == Long.MIN_VALUE) {
            return;
        }
        if (eventStart == Long.MIN_VALUE) {
            eventStart = eventMillis;
            start = waiting.nanos();
        }
        double due = (eventMillis - eventStart) * 1e6 / speed;
        double left = due - (waiting.nanos() - start);
        while (left > 0) {
            waiting.sleep((long) Math.ceil(Math.min(left, LONGEST_SLEEP)));
            left = due - (waiting.nanos() - start);
        }
    }
}
