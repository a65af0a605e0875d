package io.parkpulse.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosedDaysTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final long STEP = 5 * 60_000;
    private static final long SIXTEENTH = LocalDate.parse("2020-03-16").toEpochDay();

    private final ClosedDays days = new ClosedDays(List.of(SHANGHAI, TOKYO, SHANGHAI), STEP);

    private static long at(String local) {
        return Instant.parse(local + ":00+08:00").toEpochMilli();
    }

    @Test
    void aDayIsClosedOnceByTheStepThatEndsWithIt() {
        long midnight = at("2020-03-17T00:00");

        assertThat(days.closeAt(midnight - STEP)).isEmpty();
        assertThat(days.closeAt(midnight)).containsExactly(new ClosedDays.Day(SHANGHAI, SIXTEENTH));
        assertThat(days.closeAt(midnight)).isEmpty();
        assertThat(days.closeBefore(midnight + STEP, midnight)).isEmpty();
    }

    @Test
    void eachZoneHasItsOwnMidnight() {
        assertThat(days.closeAt(at("2020-03-16T23:00"))).containsExactly(new ClosedDays.Day(TOKYO, SIXTEENTH));
    }

    @Test
    void aDayWhoseEndNoStepHitHasTheFiguresOfTheOneShortlyBefore() {
        long last = at("2020-03-16T23:58");

        assertThat(days.closeBefore(last + STEP, last)).containsExactly(new ClosedDays.Day(SHANGHAI, SIXTEENTH));
        assertThat(days.closeBefore(last + STEP, last)).isEmpty();
    }

    @Test
    void aDayWhoseEndWasMissedHasNoFiguresAndStaysClosed() {
        long last = at("2020-03-16T23:55");

        assertThat(days.closeBefore(at("2020-03-17T09:00"), last)).isEmpty();
        assertThat(days.closeAt(at("2020-03-17T00:00"))).isEmpty();
    }

    @Test
    void theFirstStepHasNoneBeforeIt() {
        assertThat(days.closeBefore(at("2020-03-17T09:00"), Hysteresis.NONE)).isEmpty();
    }

    @Test
    void whatIsClosedStaysClosedInAState() throws IOException {
        days.closeAt(at("2020-03-17T00:00"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        days.write(new DataOutputStream(bytes));
        ClosedDays restored = new ClosedDays(List.of(SHANGHAI), STEP);
        restored.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        assertThat(restored.closeAt(at("2020-03-17T00:00"))).isEmpty();
        assertThat(restored.closeAt(at("2020-03-18T00:00"))).hasSize(1);
    }
}
