package io.parkpulse.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EventClockTest {
    private static final long EVENT = 1_584_316_800_000L;
    private static final long SECOND = 1_000_000_000L;

    private long now = 17 * SECOND;

    private final EventClock.Waiting waiting = new EventClock.Waiting() {
        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void sleep(long nanos) {
            now += nanos;
        }
    };

    private double secondsUntil(Pace pace, long eventMillis) throws Exception {
        long before = now;
        pace.await(eventMillis);
        return (now - before) / (double) SECOND;
    }

    @Test
    void anHourOfEventTimeAtSpeedSixtyTakesAMinute() throws Exception {
        Pace pace = new EventClock(60, Long.MIN_VALUE, waiting);
        assertThat(secondsUntil(pace, EVENT)).isZero();
        assertThat(secondsUntil(pace, EVENT + 3_600_000)).isEqualTo(60);
        assertThat(secondsUntil(pace, EVENT + 3_600_000)).isZero();
        assertThat(secondsUntil(pace, EVENT)).isZero();
    }

    @Test
    void timeSpentElsewhereIsNotWaitedAgain() throws Exception {
        Pace pace = new EventClock(1, Long.MIN_VALUE, waiting);
        pace.await(EVENT);
        now += 7 * SECOND;
        assertThat(secondsUntil(pace, EVENT + 10_000)).isEqualTo(3);
    }

    @Test
    void whatWasBeforeTheStartIsDueAtOnce() throws Exception {
        Pace pace = new EventClock(0.5, EVENT, waiting);
        assertThat(secondsUntil(pace, EVENT - 86_400_000)).isZero();
        assertThat(secondsUntil(pace, EVENT + 1000)).isEqualTo(2);
    }

    @Test
    void whatSaysNoTimeIsDueAtOnce() throws Exception {
        Pace pace = new EventClock(1, Long.MIN_VALUE, waiting);
        assertThat(secondsUntil(pace, Long.MIN_VALUE)).isZero();
        assertThat(secondsUntil(pace, EVENT)).isZero();
    }

    @Test
    void aSpeedIsAboveZero() {
        for (double wrong : new double[] {0, -1, Double.NaN}) {
            assertThatThrownBy(() -> Pace.times(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
