package io.parkpulse.energy;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatingTest {
    private static final long HOUR = 3_600_000;

    @ParameterizedTest
    @CsvSource({
        // kVA, milliseconds, the most it can measure: kVA × 1000 × hours × 1.2
        "100, 3600000, 120000",
        "100, 900000, 30000",
        "1e2, 900000, 30000",
        "100.00, 900000, 30000",
        "0.5, 3600000, 600",
        "250.125, 900000, 75037",
        "100, 1, 0",
        "100, 30, 1",
        "100, 29, 0",
        "3, 1000, 1",
        "0.000000000000001, 9000000000000000000, 3",
        "9007199254740992, 3600000, 10808639105689190400",
        // More digits than a long has.
        "33.333333333333333333333333333, 3600000, 39999",
        "33.333333333333333333333333334, 3600000, 40000",
        "0.000000000000000000001, 3000, 0",
    })
    void exactlyTheLimitIsPlausibleAndOneMoreIsNot(BigDecimal kva, long millis, BigDecimal limit) {
        Rating rating = Rating.of(kva);

        assertThat(rating.isKnown()).isTrue();
        if (limit.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0) {
            assertThat(rating.allows(limit.longValueExact(), millis)).isTrue();
            assertThat(rating.allows(limit.longValueExact() + 1, millis)).isFalse();
        } else {
            assertThat(rating.allows(Long.MAX_VALUE, millis)).isTrue();
        }
    }

    @Test
    void everythingIsPlausibleWithoutARatedPower() {
        Rating rating = Rating.of(null);

        assertThat(rating.isKnown()).isFalse();
        assertThat(rating.allows(Long.MAX_VALUE, 1)).isTrue();
    }

    @Property
    void theLimitIsExact(
            @ForAll @BigRange(min = "0.001", max = "9007199254740992") @Scale(3) BigDecimal kva,
            @ForAll @LongRange(min = 1, max = 1000 * HOUR) long millis,
            @ForAll @LongRange(min = 0, max = 1L << 53) long energy) {
        BigDecimal limit = kva.multiply(BigDecimal.valueOf(millis)).multiply(BigDecimal.valueOf(1200));

        assertThat(Rating.of(kva).allows(energy, millis))
                .isEqualTo(BigDecimal.valueOf(energy)
                                .multiply(BigDecimal.valueOf(HOUR))
                                .compareTo(limit)
                        <= 0);
    }
}
