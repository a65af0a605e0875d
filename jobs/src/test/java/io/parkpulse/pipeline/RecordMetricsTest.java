package io.parkpulse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.enterprise.RecordTally;
import io.parkpulse.model.DeadLetter;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Stream;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.testutils.MetricListener;
import org.junit.jupiter.api.Test;

class RecordMetricsTest {
    private final MetricListener listener = new MetricListener();
    private final RecordMetrics metrics = RecordMetrics.of(listener.getMetricGroup());

    private long records(String stream, String fate) {
        return listener.getCounter("parkpulse", "stream", stream, "fate", fate, "records")
                .orElseThrow()
                .getCount();
    }

    private long retracted(String stream) {
        return listener.getCounter("parkpulse", "stream", stream, "retractedRecords")
                .orElseThrow()
                .getCount();
    }

    private long deadLetters(String stream, String reason) {
        return listener.getCounter("parkpulse", "stream", stream, "reason", reason, "deadLetters")
                .orElseThrow()
                .getCount();
    }

    private Histogram lateness(String stream) {
        return listener.getHistogram("parkpulse", "stream", stream, "latenessMs")
                .orElseThrow();
    }

    private double gauge(String name) {
        return listener.<Double>getGauge("parkpulse", name).orElseThrow().getValue();
    }

    private static DeadLetter letter(Stream stream, DeadReason reason) {
        return new DeadLetter(stream, 1, reason, "", new byte[0]);
    }

    @Test
    void allCountersAreThereBeforeTheFirstRecord() {
        for (Stream stream : Stream.values()) {
            for (String fate : new String[] {"applied", "duplicate", "dead"}) {
                assertThat(records(stream.id(), fate)).isZero();
            }
            for (DeadReason reason : DeadReason.values()) {
                assertThat(deadLetters(stream.id(), reason.id())).isZero();
            }
            assertThat(lateness(stream.id()).getCount()).isZero();
        }
    }

    @Test
    void accountsAddUpByStream() {
        metrics.account(new RecordTally(new long[] {1, 2, 3}, new long[3], new long[] {4, 5, 6}, 0, 0));
        metrics.account(new RecordTally(new long[] {10, 20, 30}, new long[] {0, 1, 4}, new long[3], 0, 0));

        assertThat(records("checkin", "applied")).isEqualTo(11);
        assertThat(records("headcount", "applied")).isEqualTo(22);
        assertThat(records("power", "applied")).isEqualTo(33);
        // A counter never falls.
        assertThat(retracted("checkin")).isZero();
        assertThat(retracted("headcount")).isEqualTo(1);
        assertThat(retracted("power")).isEqualTo(4);
        assertThat(records("checkin", "duplicate")).isEqualTo(4);
        assertThat(records("headcount", "duplicate")).isEqualTo(5);
        assertThat(records("power", "duplicate")).isEqualTo(6);
        assertThat(records("power", "dead")).isZero();
    }

    @Test
    void aDeadLetterIsARecordAndHasItsReason() {
        metrics.deadLetter(letter(Stream.POWER, DeadReason.GLITCH));
        metrics.deadLetter(letter(Stream.POWER, DeadReason.BAD_TIME));
        metrics.deadLetter(letter(Stream.CHECKIN, DeadReason.BAD_TIME));

        assertThat(records("power", "dead")).isEqualTo(2);
        assertThat(records("checkin", "dead")).isEqualTo(1);
        assertThat(records("power", "applied")).isZero();
        assertThat(deadLetters("power", "glitch")).isEqualTo(1);
        assertThat(deadLetters("power", "bad-time")).isEqualTo(1);
        assertThat(deadLetters("checkin", "bad-time")).isEqualTo(1);
        assertThat(deadLetters("checkin", "glitch")).isZero();
    }

    @Test
    void latenessIsToldOfLateRecordsOnly() {
        metrics.arrived(Stream.POWER, 1_000, Long.MIN_VALUE);
        metrics.arrived(Stream.POWER, 1_001, 1_000);
        metrics.arrived(Stream.POWER, 1_000, 1_000);
        metrics.arrived(Stream.POWER, 400, 1_000);
        metrics.arrived(Stream.HEADCOUNT, 0, 1_000);

        assertThat(lateness("power").getCount()).isEqualTo(2);
        assertThat(lateness("power").getStatistics().getMin()).isEqualTo(0);
        assertThat(lateness("power").getStatistics().getMax()).isEqualTo(600);
        assertThat(lateness("headcount").getStatistics().getMax()).isEqualTo(1_000);
        assertThat(lateness("checkin").getCount()).isZero();
    }

    @Test
    void theWatermarkLagIsUnknownBeforeTheFirstWatermarkAndAfterTheLast() {
        AtomicLong watermark = new AtomicLong(Long.MIN_VALUE);
        RecordMetrics.showWatermarkLag(listener.getMetricGroup(), watermark::get, () -> 5_000);
        assertThat(gauge("watermarkLagMs")).isNaN();

        watermark.set(4_000);
        assertThat(gauge("watermarkLagMs")).isEqualTo(1_000);

        watermark.set(6_000);
        assertThat(gauge("watermarkLagMs")).isEqualTo(-1_000);

        watermark.set(Long.MAX_VALUE);
        assertThat(gauge("watermarkLagMs")).isNaN();
    }

    @Test
    void theAgeOfTheNewestFinalStepGrowsWithTheClock() {
        AtomicLong end = new AtomicLong(RecordMetrics.NONE);
        AtomicLong clock = new AtomicLong(300_000);
        RecordMetrics.showFinalStepAge(listener.getMetricGroup(), end::get, clock::get);
        assertThat(gauge("finalStepAgeMs")).isNaN();

        end.set(300_000);
        assertThat(gauge("finalStepAgeMs")).isZero();

        clock.set(420_000);
        assertThat(gauge("finalStepAgeMs")).isEqualTo(120_000);
    }
}
