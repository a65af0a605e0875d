package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.junit.jupiter.api.Test;

class StreamTimeTest {
    private static final long HOUR = 3_600_000;

    private long clock;
    private long now;
    private final List<String> said = new ArrayList<>();
    private final StreamTime time = new StreamTime(
            () -> clock, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(10), () -> now);
    private final WatermarkOutput output = new WatermarkOutput() {
        @Override
        public void emitWatermark(Watermark watermark) {
            said.add(Long.toString(watermark.getTimestamp()));
        }

        @Override
        public void markIdle() {
            said.add("idle");
        }

        @Override
        public void markActive() {
            said.add("active");
        }
    };

    private List<String> after(int seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
        said.clear();
        time.onPeriodicEmit(output);
        return List.copyOf(said);
    }

    private void record(long at) {
        time.onEvent(new Envelope(0, 0, 0, 0, at, new byte[0]), at, output);
    }

    @Test
    void aPartitionThatIsNotReadYetHoldsTimeBackUntilTheGraceIsOver() {
        assertThat(after(9)).isEmpty();
        assertThat(after(1)).containsExactly("idle");
    }

    @Test
    void withinTheGraceAPartitionThatWasReadStaysAtItsTime() {
        record(5_000);
        assertThat(after(5)).containsExactly("3999");
        assertThat(after(5)).containsExactly("idle");
    }

    @Test
    void afterTheGraceItIsIdleWhenNothingComesAndNotWhenSomethingDoes() {
        after(20);
        record(5_000);
        assertThat(after(1)).containsExactly("3999");
        assertThat(after(1)).containsExactly("idle");
        record(4_000);
        assertThat(after(0)).containsExactly("3999");
    }

    @Test
    void aRecordThatMayNotMoveTimeDoesNot() {
        record(5_000);
        record(Long.MIN_VALUE);
        assertThat(after(1)).containsExactly("3999");
    }

    @Test
    void farBehindTheClockItGoesOnByHours() {
        clock = 100 * HOUR;
        record(10 * HOUR + 2_000);
        assertThat(after(1)).containsExactly(Long.toString(10 * HOUR));
        record(11 * HOUR - 1);
        assertThat(after(1)).containsExactly(Long.toString(10 * HOUR));
        record(11 * HOUR + 2_000);
        assertThat(after(1)).containsExactly(Long.toString(11 * HOUR));
    }

    @Test
    void farBehindTheClockItWaitsForAnHourNoLongerThanSomeSeconds() {
        clock = 100 * HOUR;
        record(10 * HOUR + 2_000);
        assertThat(after(1)).containsExactly(Long.toString(10 * HOUR));
        record(10 * HOUR + 9_000);
        assertThat(after(4)).containsExactly(Long.toString(10 * HOUR));
        record(10 * HOUR + 10_000);
        assertThat(after(1)).containsExactly(Long.toString(10 * HOUR + 8_999));
    }

    @Test
    void whereItHasCaughtUpItNeverGoesBack() {
        clock = 13 * HOUR;
        record(12 * HOUR + 2_000);
        assertThat(after(1)).containsExactly(Long.toString(12 * HOUR + 999));
        clock = 15 * HOUR;
        assertThat(after(0)).containsExactly(Long.toString(12 * HOUR + 999));
    }
}
