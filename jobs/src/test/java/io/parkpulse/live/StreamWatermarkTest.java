package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.connectors.clock.EventClock;
import io.parkpulse.kafka.TopicEnds;
import io.parkpulse.kafka.TopicEnds.Standing;
import io.parkpulse.live.StreamWatermark.Question;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamWatermarkTest {
    private static final long HOUR = 3_600_000;

    private long clock = 100_000;
    private long now;
    private long offset = 7;
    private final StreamWatermark time = new StreamWatermark(
            new LiveSettings(
                    300_000,
                    0,
                    EventClock.SYSTEM,
                    () -> clock,
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofMinutes(10)),
            () -> now);

    private void pass(int seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
        clock += 1000L * seconds;
    }

    private void read(int partition, long at) {
        time.read(partition, offset++, at);
    }

    /** Asks for the silent partitions, and Kafka says this of them. */
    private Question ask(Standing standing) {
        Question question = time.question();
        question.positions().keySet().forEach(partition -> time.answer(question, Map.of(partition, standing)));
        return question;
    }

    @Test
    void itIsHeldUntilItIsKnownWhichPartitionsThereAre() {
        assertThat(time.isComplete()).isFalse();
        pass(3600);
        assertThat(time.watermark()).isEqualTo(StreamWatermark.HELD);
        time.complete();
        assertThat(time.isComplete()).isTrue();
        assertThat(time.watermark()).isEqualTo(StreamWatermark.IDLE);
    }

    @Test
    void aPartitionThatIsNotReadYetHoldsTimeHoweverLongItTakes() {
        time.add(0, TopicEnds.BEGINNING);
        time.add(1, TopicEnds.BEGINNING);
        read(0, 50_000);
        pass(3600);
        assertThat(ask(Standing.BEHIND).positions()).containsEntry(1, TopicEnds.BEGINNING);
        assertThat(time.watermark()).isEqualTo(StreamWatermark.HELD);
        read(1, 40_000);
        assertThat(time.watermark()).isEqualTo(38_999);
    }

    @Test
    void aPartitionThatNeverHadARecordGoesOnWithTheClock() {
        time.add(0, TopicEnds.BEGINNING);
        pass(1);
        assertThat(time.question()).isNull();
        pass(1);
        ask(Standing.READ);
        assertThat(time.watermark()).isEqualTo(102_000 - 3_000);
        pass(2);
        assertThat(time.watermark()).isEqualTo(102_000 - 3_000);
        ask(Standing.READ);
        assertThat(time.watermark()).isEqualTo(104_000 - 3_000);
    }

    @Test
    void aPartitionThatIsReadNoFurtherThoughItHoldsMoreHoldsTime() {
        time.add(0, TopicEnds.BEGINNING);
        read(0, 50_000);
        for (int asked = 0; asked < 1000; asked++) {
            pass(10);
            assertThat(ask(Standing.BEHIND).positions()).containsEntry(0, offset);
            assertThat(time.watermark()).isEqualTo(48_999);
        }
    }

    @Test
    void whereTheReaderItselfIsHeldUpTimeIsHeldToo() {
        time.add(0, TopicEnds.BEGINNING);
        read(0, 50_000);
        pass(3600);
        // Nobody came to ask.
        assertThat(time.watermark()).isEqualTo(48_999);
    }

    @Test
    void silenceCountsAsFarAsTheClockStoodWhenItWasAskedFor() {
        time.add(0, TopicEnds.BEGINNING);
        read(0, 50_000);
        pass(2);
        Question question = time.question();
        pass(30);
        read(0, 90_000);
        time.answer(question, Map.of(0, Standing.READ));
        assertThat(time.watermark()).isEqualTo(102_000 - 3_000);
        assertThat(time.question()).isNull();
    }

    @Test
    void whereKafkaDoesNotSayTimeWaitsForAsLongAsItIsToldTo() {
        time.add(0, TopicEnds.BEGINNING);
        time.add(1, TopicEnds.BEGINNING);
        read(0, 50_000);
        for (int minute = 0; minute < 10; minute++) {
            pass(60);
            read(1, 500_000);
            ask(Standing.UNKNOWN);
            assertThat(time.watermark()).isEqualTo(48_999);
        }
        pass(60);
        read(1, 500_000);
        ask(Standing.UNKNOWN);
        assertThat(time.isGivenUp(0)).isTrue();
        assertThat(time.isGivenUp(1)).isFalse();
        assertThat(time.watermark()).isEqualTo(498_999);
    }

    @Test
    void whoAnswersInBetweenIsWaitedForAnew() {
        time.add(0, TopicEnds.BEGINNING);
        read(0, 50_000);
        for (Standing standing : new Standing[] {Standing.UNKNOWN, Standing.BEHIND, Standing.UNKNOWN}) {
            pass(599);
            ask(standing);
            assertThat(time.isGivenUp(0)).isFalse();
        }
        pass(600);
        ask(Standing.UNKNOWN);
        assertThat(time.watermark()).isEqualTo(StreamWatermark.IDLE);
        pass(2);
        ask(Standing.BEHIND);
        assertThat(time.watermark()).isEqualTo(48_999);
    }

    @Test
    void aRecordThatMayNotMoveTimeDoesNot() {
        time.add(0, TopicEnds.BEGINNING);
        read(0, 50_000);
        read(0, Long.MIN_VALUE);
        assertThat(time.watermark()).isEqualTo(48_999);
    }

    @Test
    void recordsThatSayNoTimeAreAsSilence() {
        time.add(0, TopicEnds.BEGINNING);
        pass(2);
        read(0, Long.MIN_VALUE);
        ask(Standing.READ);
        assertThat(time.watermark()).isEqualTo(clock - 3_000);
    }

    @Test
    void farBehindTheClockItGoesOnByHours() {
        clock = 100 * HOUR;
        time.add(0, TopicEnds.BEGINNING);
        read(0, 10 * HOUR + 2_000);
        assertThat(time.watermark()).isEqualTo(10 * HOUR);
        read(0, 11 * HOUR - 1);
        assertThat(time.watermark()).isEqualTo(10 * HOUR);
        read(0, 11 * HOUR + 2_000);
        assertThat(time.watermark()).isEqualTo(11 * HOUR);
    }

    @Test
    void farBehindTheClockItWaitsForAnHourNoLongerThanSomeSeconds() {
        clock = 100 * HOUR;
        time.add(0, TopicEnds.BEGINNING);
        read(0, 10 * HOUR + 2_000);
        assertThat(time.watermark()).isEqualTo(10 * HOUR);
        read(0, 10 * HOUR + 9_000);
        pass(4);
        assertThat(time.watermark()).isEqualTo(10 * HOUR);
        read(0, 10 * HOUR + 10_000);
        pass(1);
        assertThat(time.watermark()).isEqualTo(10 * HOUR + 8_999);
    }

    @Test
    void whereItHasCaughtUpItNeverGoesBack() {
        clock = 13 * HOUR;
        time.add(0, TopicEnds.BEGINNING);
        read(0, 12 * HOUR + 2_000);
        assertThat(time.watermark()).isEqualTo(12 * HOUR + 999);
        clock = 15 * HOUR;
        assertThat(time.watermark()).isEqualTo(12 * HOUR + 999);
        time.add(1, TopicEnds.BEGINNING);
        read(1, 11 * HOUR);
        assertThat(time.watermark()).isEqualTo(12 * HOUR + 999);
    }
}
