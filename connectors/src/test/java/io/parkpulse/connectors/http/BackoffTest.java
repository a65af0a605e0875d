package io.parkpulse.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void theDistanceOfTriesDoublesUpToItsLimitAndNeverOverflows() {
        Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));
        Random random = new Random(1);
        for (int failures : IntStream.concat(IntStream.range(1, 200), IntStream.of(Integer.MAX_VALUE))
                .toArray()) {
            long whole = failures > 6 ? 10_000 : 200L << failures - 1;
            assertThat(backoff.delay(failures, null, random).toMillis()).isBetween(whole / 2, whole);
        }
        Backoff widest = new Backoff(Duration.ofMillis(1), Duration.ofDays(1));
        assertThat(widest.delay(Integer.MAX_VALUE, null, random)).isBetween(Duration.ofHours(12), Duration.ofDays(1));
    }

    @Test
    void theServerMayAskForMorePatienceButNotForAnyAmount() {
        Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));
        Random random = new Random(1);
        assertThat(backoff.delay(1, Duration.ofSeconds(40), random)).isEqualTo(Duration.ofSeconds(40));
        assertThat(backoff.delay(9, Duration.ofSeconds(1), random)).isGreaterThan(Duration.ofSeconds(4));
        assertThat(backoff.delay(1, Duration.ofDays(9), random)).isEqualTo(Backoff.MOST_ASKED_FOR);
    }
}
