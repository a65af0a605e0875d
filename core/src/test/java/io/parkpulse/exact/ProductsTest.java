package io.parkpulse.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Positive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductsTest {

    @ParameterizedTest
    @CsvSource({
        // 3037000500² is the first square beyond a long, and still fits 64 bits without a sign.
        "3037000499, 3037000499, 3037000499, 3037000499",
        "3037000500, 3037000500, 3037000500, 3037000500",
        "4294967296, 4294967296, 4294967296, 4294967296",
        "9223372036854775807, 9223372036854775807, 9223372036854775807, 9223372036854775807",
        "9223372036854775807, 1, 9223372036854775807, 1",
        "9223372036854775807, 2, 3, 6148914691236517204",
        "9007199254740992, 172799999, 172800000, 9007199202615996",
        "7, 3, 4, 5",
        "-7, 3, 4, -6",
        "-8, 3, 4, -6",
        "-1, 1, 9223372036854775807, -1",
        "-9007199254740992, 172799999, 172800000, -9007199202615997",
        "-9223372036854775807, 2, 3, -6148914691236517205",
        "0, 5, 3, 0",
        "1, 1, 2, 0",
    })
    void theQuotientIsExactThoughTheProductIsNoLong(long a, long b, long d, long floor) {
        assertThat(Products.floorOfQuotient(a, b, d)).isEqualTo(floor);
    }

    @Test
    void aQuotientThatIsNoLongIsNotCutOff() {
        assertThatThrownBy(() -> Products.floorOfQuotient(Long.MAX_VALUE, 2, 1))
                .isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775807, 9223372036854775807, 9223372036854775807, 9223372036854775806, 1",
        "9223372036854775807, 9223372036854775806, 9223372036854775806, 9223372036854775807, 0",
        // The same 64 upper bits, and a lower half that would be negative with a sign.
        "4294967296, 2147483648, 9223372036854775807, 1, 1",
        "9223372036854775807, 1, 4294967296, 2147483648, -1",
        "6, 7, 14, 3, 0",
        "0, 9, 0, 1, 0",
    })
    void productsOf128BitsAreCompared(long a, long b, long c, long d, int sign) {
        assertThat(Integer.signum(Products.compare(a, b, c, d))).isEqualTo(sign);
    }

    @Property
    void theyAgreeWithNumbersOfAnySize(@ForAll long a, @ForAll long b, @ForAll long c, @ForAll @Positive long d) {
        BigInteger ab = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
        BigInteger cd = BigInteger.valueOf(c).multiply(BigInteger.valueOf(d));

        assertThat(Integer.signum(Products.compare(a, b, c, d))).isEqualTo(ab.compareTo(cd));
        BigInteger quotient = new BigDecimal(ab)
                .divide(BigDecimal.valueOf(d), 0, RoundingMode.FLOOR)
                .toBigIntegerExact();
        if (quotient.bitLength() < Long.SIZE) {
            assertThat(Products.floorOfQuotient(a, b, d)).isEqualTo(quotient.longValueExact());
        }
    }
}
