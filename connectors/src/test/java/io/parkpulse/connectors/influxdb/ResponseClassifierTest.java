package io.parkpulse.connectors.influxdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.connectors.http.Answer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseClassifierTest {
    private static final Instant NOW = Instant.parse("2020-03-16T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "204, WRITTEN",
        "200, FATAL",
        "302, FATAL",
        "400, HALVE",
        "401, FATAL",
        "403, FATAL",
        "404, FATAL",
        "405, FATAL",
        "408, RETRY",
        "413, TOO_LARGE",
        "422, PARTLY_DROPPED",
        "425, RETRY",
        "429, RETRY",
        "500, RETRY",
        "502, RETRY",
        "503, RETRY",
        "504, RETRY",
        "599, RETRY",
        "0, RETRY",
        "-1, FATAL"
    })
    void everyStatusHasAVerdict(int status, Verdict verdict) {
        assertThat(ResponseClassifier.verdict(new Answer(status, "", true, null)))
                .isEqualTo(verdict);
    }

    @Test
    void a400ThatIsNotOfAStoreSaysNothingOfLines() {
        assertThat(ResponseClassifier.verdict(new Answer(400, "", false, null))).isEqualTo(Verdict.FATAL);
    }

    @Test
    void theNumberOfDroppedPointsIsReadWhereItIsSaid() {
        assertThat(ResponseClassifier.dropped(new Answer(422, "partial write: x dropped=12", true, null), 100))
                .isEqualTo(12);
        assertThat(ResponseClassifier.dropped(new Answer(422, "tag dropped=1 said dropped=12", true, null), 100))
                .isEqualTo(12);
        assertThat(ResponseClassifier.dropped(new Answer(422, "dropped=1234567890123", true, null), 100))
                .isEqualTo(100);
        assertThat(ResponseClassifier.dropped(new Answer(422, "no number", true, null), 100))
                .isEqualTo(100);
    }

    @Test
    void retryAfterIsSecondsOrADate() {
        assertThat(ResponseClassifier.retryAfter("120", NOW)).isEqualTo(Duration.ofMinutes(2));
        assertThat(ResponseClassifier.retryAfter("Mon, 16 Mar 2020 00:00:30 GMT", NOW))
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(ResponseClassifier.retryAfter("Sun, 15 Mar 2020 00:00:30 GMT", NOW))
                .isEqualTo(Duration.ZERO);
        assertThat(ResponseClassifier.retryAfter("soon", NOW)).isNull();
        assertThat(ResponseClassifier.retryAfter("99999999999999", NOW)).isNull();
        assertThat(ResponseClassifier.retryAfter(null, NOW)).isNull();
    }
}
