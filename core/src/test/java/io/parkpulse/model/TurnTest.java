package io.parkpulse.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TurnTest {
    @ParameterizedTest
    @CsvSource({
        // zone, time, instant, the latest turn before it
        "Asia/Shanghai, 04:00, 2020-03-16T04:00:00.001+08:00, 2020-03-16T04:00:00+08:00",
        "Asia/Shanghai, 04:00, 2020-03-16T04:00:00+08:00, 2020-03-15T04:00:00+08:00",
        "Asia/Shanghai, 04:00, 2020-03-16T03:00:00+08:00, 2020-03-15T04:00:00+08:00",
        "Asia/Shanghai, 00:00, 2020-03-16T00:00:00+08:00, 2020-03-15T00:00:00+08:00",
        // skipped: by the offset before the gap
        "Europe/Berlin, 02:30, 2020-03-29T03:30:00+02:00, 2020-03-28T02:30:00+01:00",
        "Europe/Berlin, 02:30, 2020-03-29T03:30:00.001+02:00, 2020-03-29T03:30:00+02:00",
        "Europe/Berlin, 02:30, 2020-03-30T02:30:00+02:00, 2020-03-29T03:30:00+02:00",
        // twice: the first time
        "Europe/Berlin, 02:30, 2020-10-25T02:30:00.001+02:00, 2020-10-25T02:30:00+02:00",
        "Europe/Berlin, 02:30, 2020-10-25T02:45:00+01:00, 2020-10-25T02:30:00+02:00",
        "Europe/Berlin, 02:30, 2020-10-26T02:30:00+01:00, 2020-10-25T02:30:00+02:00",
        // put back over midnight: the turn of a day that the clock leaves again
        "America/Havana, 00:10, 2020-11-01T00:05:00-05:00, 2020-11-01T00:10:00-04:00",
        "America/Asuncion, 23:50, 2020-03-21T23:55:00-04:00, 2020-03-21T23:50:00-03:00",
        // a day that there was not
        "Pacific/Apia, 12:00, 2011-12-31T12:00:00.001+14:00, 2011-12-31T12:00:00+14:00",
        "Pacific/Apia, 12:00, 2011-12-31T12:00:00+14:00, 2011-12-29T12:00:00-10:00",
    })
    void theLatestTurnBeforeAnInstant(ZoneId zone, LocalTime time, String instant, String latest) {
        Turn turn = new Turn(time, zone);
        long at = millis(instant);

        assertThat(turn.before(at)).isEqualTo(millis(latest));
        // No turn lies between.
        assertThat(turn.from(millis(latest) + 1)).isGreaterThanOrEqualTo(at);
        assertThat(turn.from(millis(latest))).isEqualTo(millis(latest));
        assertThat(turn.before(turn.from(at) + 1)).isEqualTo(turn.from(at));
    }

    private static long millis(String instant) {
        return Instant.from(java.time.OffsetDateTime.parse(instant)).toEpochMilli();
    }
}
