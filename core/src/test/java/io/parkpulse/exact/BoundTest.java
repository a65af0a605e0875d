package io.parkpulse.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundTest {

    @ParameterizedTest
    @CsvSource({
        "0.30, 1, 10, 3",
        "0.8, 1, 86400000, 69120000",
        "0, 1, 5, 0",
        "1e3, 1, 5, 5000",
        "1.5, 3, 8, 4",
        "0.33333333333333333333333333333, 1, 3, 0",
        "0.33333333333333333333333333334, 1, 3, 1",
        "0.000000000000000000000000000001, 1, 9223372036854775807, 0",
    })
    void theGreatestAmountInsideTheBoundIsInsideAndTheNextIsNot(BigDecimal share, long divisor, long whole, long most) {
        Bound bound = Bound.of(share, divisor);

        assertThat(bound.compare(most, whole)).isLessThanOrEqualTo(0);
        assertThat(bound.compare(most + 1, whole)).isPositive();
    }

    @Property
    void itIsExactWhateverTheDigits(
            @ForAll @BigRange(min = "0", max = "1000000000000000000000000000000") BigInteger unscaled,
            @ForAll @IntRange(min = -3, max = 30) int scale,
            @ForAll @LongRange(min = 1, max = 3000) long divisor,
            @ForAll @LongRange(min = 0) long amount,
            @ForAll @LongRange(min = 0) long whole) {
        BigDecimal share = new BigDecimal(unscaled, scale);

        assertThat(Integer.signum(Bound.of(share, divisor).compare(amount, whole)))
                .isEqualTo(BigDecimal.valueOf(amount)
                        .multiply(BigDecimal.valueOf(divisor))
                        .compareTo(share.multiply(BigDecimal.valueOf(whole))));
    }
}
