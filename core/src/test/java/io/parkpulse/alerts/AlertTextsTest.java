package io.parkpulse.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class AlertTextsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static long at(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    @Test
    void anOffsetIsSaidOnceForTimesThatHaveTheSame() {
        assertThat(AlertTexts.local(at("2020-03-27T10:00:00Z"), BERLIN, at("2020-03-28T10:00:00Z")))
                .isEqualTo("2020-03-27 11:00");
    }

    @Test
    void aTimeBeforeClocksWereChangedSaysItsOwnOffset() {
        assertThat(AlertTexts.local(at("2020-03-28T10:00:00Z"), BERLIN, at("2020-03-29T10:00:00Z")))
                .isEqualTo("2020-03-28 11:00 +01:00");
    }
}
