package io.parkpulse.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferenceTest {

    @ParameterizedTest
    @CsvSource({
        "2, 3, 1, 3, 2, +33.33",
        "1, 3, 2, 3, 2, -33.33",
        "1, 1000000, 0, 1, 2, 0.00",
        "0, 1, 1, 1000000, 1, 0.0",
        "5669, 6750, 80, 100, 1, +3.9",
        "7, 5, 1, 5, 0, +120"
    })
    void aDifferenceIsRoundedTowardZeroAndNeverMinusZero(
            long n, long d, long nThen, long dThen, int decimals, String points) {
        assertThat(Printing.points(Fraction.of(n, d).minus(Fraction.of(nThen, dThen)), decimals))
                .isEqualTo(points);
    }

    @Test
    void aDifferenceThatIsExactlyOnADigitKeepsItThoughADoubleWouldNot() {
        // 0.1 + 0.2 - 0.3 + 0.001: doubles lose the last digit here
        Fraction difference = Fraction.of(1, 10)
                .plus(Fraction.of(2, 10))
                .minus(Fraction.of(3, 10))
                .plus(Fraction.of(1, 1000));

        assertThat(Printing.points(difference, 1)).isEqualTo("+0.1");
    }

    @Test
    void sumsBeyondALongAreExact() {
        long huge = Long.MAX_VALUE;

        assertThat(Printing.points(Fraction.of(huge, huge).times(new BigDecimal("0.5")), 3))
                .isEqualTo("+50.000");
    }

    @Test
    void aWeightMayBeWrittenWithAnExponent() {
        assertThat(Printing.points(Fraction.of(1, 100).times(new BigDecimal("1E+1")), 0))
                .isEqualTo("+10");
    }
}
