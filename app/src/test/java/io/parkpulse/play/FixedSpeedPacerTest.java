package io.parkpulse.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FixedSpeedPacerTest {
    private static final long EVENT = 1_584_316_800_000L;
    private static final long SECOND = 1_000_000_000L;

    private long now = 17 * SECOND;

    private final FixedSpeedPacer.Waiting waiting = new FixedSpeedPacer.Waiting() {
        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void sleep(long nanos) {
            now += nanos;
        }
    };

    private double secondsUntil(Pacer pacer, long eventMillis) throws Exception {
        long before = now;
        pacer.await(eventMillis);
        return (now - before) / (double) SECOND;
    }

    @Test
    void anHourOfEventTimeAtSpeedSixtyTakesAMinute() throws Exception {
        Pacer pacer = new FixedSpeedPacer(60, Long.MIN_VALUE, waiting);
        assertThat(secondsUntil(pacer, EVENT)).isZero();
        assertThat(secondsUntil(pacer, EVENT + 3_600_000)).isEqualTo(60);
        assertThat(secondsUntil(pacer, EVENT + 3_600_000)).isZero();
        assertThat(secondsUntil(pacer, EVENT)).isZero();
    }

    @Test
    void timeSpentElsewhereIsNotWaitedAgain() throws Exception {
        Pacer pacer = new FixedSpeedPacer(1, Long.MIN_VALUE, waiting);
        pacer.await(EVENT);
        now += 7 * SECOND;
        assertThat(secondsUntil(pacer, EVENT + 10_000)).isEqualTo(3);
    }

    @Test
    void whatWasBeforeTheStartIsDueAtOnce() throws Exception {
        Pacer pacer = new FixedSpeedPacer(0.5, EVENT, waiting);
        assertThat(secondsUntil(pacer, EVENT - 86_400_000)).isZero();
        assertThat(secondsUntil(pacer, EVENT + 1000)).isEqualTo(2);
    }

    @Test
    void whatSaysNoTimeIsDueAtOnce() throws Exception {
        Pacer pacer = new FixedSpeedPacer(1, Long.MIN_VALUE, waiting);
        assertThat(secondsUntil(pacer, Long.MIN_VALUE)).isZero();
        assertThat(secondsUntil(pacer, EVENT)).isZero();
    }

    @Test
    void aSpeedIsAboveZero() {
        for (double wrong : new double[] {0, -1, Double.NaN}) {
            assertThatThrownBy(() -> Pacer.times(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
