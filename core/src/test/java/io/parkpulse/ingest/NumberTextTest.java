package io.parkpulse.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.ingest.NumberText.Verdict;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {
    private static final BigDecimal MOST = BigDecimal.valueOf(1L << 53);

    private final NumberText number = new NumberText();

    @ParameterizedTest
    @CsvSource({
        "0, FINE",
        "-0, FINE",
        "-0.0, FINE",
        "-0e5, FINE",
        "-0.00000000000000000000, FINE",
        "-1, NEGATIVE",
        "-0.000000000000000000000001, NEGATIVE",
        "-1e-999999999, NEGATIVE",
        "-1e-99999999999999999999, NEGATIVE",
        "9007199254740992, FINE",
        "9007199254740993, TOO_LARGE",
        "9007199254740992.0, FINE",
        "9007199254740992.1, TOO_LARGE",
        "9007199254740992.000000000000000000000000, FINE",
        "9007199254740992.000000000000000000000001, TOO_LARGE",
        "9007199254740991.999999999999999999999999, FINE",
        "9.007199254740992e15, FINE",
        "9.007199254740993e15, TOO_LARGE",
        "0.0000009007199254740992E+22, FINE",
        "90071992547409920000000000e-10, FINE",
        "90071992547409920000000001e-10, TOO_LARGE",
        "9999999999999999, TOO_LARGE",
        "10000000000000000, TOO_LARGE",
        "1e15, FINE",
        "1e16, TOO_LARGE",
        "1e999999999, TOO_LARGE",
        "1e99999999999999999999, TOO_LARGE",
        "1e-99999999999999999999, FINE",
        "0e99999999999999999999, FINE",
        "NaN, NOT_A_NUMBER",
        "Infinity, NOT_A_NUMBER",
        "-Infinity, NOT_A_NUMBER",
    })
    void aNumberIsJudgedByItsValue(String text, Verdict verdict) {
        assertThat(read(text)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "12, 12",
        "12.0, 12",
        "1.2e1, 12",
        "120e-1, 12",
        "0.012e3, 12",
        "12.000000000000000000000000, 12",
        "0e99999999999999999999, 0",
        "9007199254740992, 9007199254740992",
        "9007199254740992.00000000000000000000, 9007199254740992",
    })
    void wholeByValueNotBySpelling(String text, long value) {
        assertThat(read(text)).isEqualTo(Verdict.FINE);
        assertThat(number.isWhole()).isTrue();
        assertThat(number.toLong()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"12.5", "0.1", "1e-1", "12e-1", "1e-99999999999999999999", "12.000000000000000000000001"})
    void aFractionIsNotWhole(String text) {
        assertThat(read(text)).isEqualTo(Verdict.FINE);
        assertThat(number.isWhole()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "1234.5, 1000, 0, 1234500",
        "0.0004, 1000, 0, 0",
        "0.0005, 1000, 0, 1",
        "0.00049999999999999999999999, 1000, 0, 0",
        "0.00050000000000000000000000, 1000, 0, 1",
        "2.5, 1, 0, 3",
        "1.5, 1, 0, 2",
        "2.4999999999999999, 1, 0, 2",
        "5, 1, 1, 1",
        "4, 1, 1, 0",
        "1, 1, 18, 0",
        "9007199254740992, 1, 0, 9007199254740992",
        "9007199254740.992, 1000, 0, 9007199254740992",
        "9007199254740.9924, 1000, 0, 9007199254740992",
        "9007199254740.9925, 1000, 0, -9223372036854775808",
        "9007199254740.993, 1000, 0, -9223372036854775808",
        "9007199254740992, 9007199254740992, 0, -9223372036854775808",
        "9007199254740992, 1, 30, 0",
        "900719925474099.2, 100, 1, 9007199254740992",
        "1e-99999999999999999999, 9007199254740992, 0, 0",
        "0e99999999999999999999, 1000, 0, 0",
        "1e15, 9, 0, 9000000000000000",
        "-0.0005, 1000, 0, -1",
        "-0.0004, 1000, 0, 0",
        "-2.5, 1, 0, -3",
        "-0.00050000000000000000000000, 1000, 0, -1",
        "-9007199254740992, 1, 0, -9007199254740992",
        "-9007199254740.993, 1000, 0, -9223372036854775808",
    })
    void theProductIsRoundedHalfUpAwayFromZero(String text, long unscaled, int scale, long product) {
        assertThat(read(text)).isEqualTo(text.startsWith("-") ? Verdict.NEGATIVE : Verdict.FINE);
        assertThat(number.times(unscaled, scale)).isEqualTo(product);
        assertThat(number.times(BigDecimal.valueOf(unscaled, scale))).isEqualTo(product);
    }

    @Property(tries = 5000)
    void itAgreesWithDecimals(
            @ForAll("numbers") String text,
            @ForAll @BigRange(min = "0.000001", max = "9007199254740992") @Scale(6) BigDecimal factor) {
        BigDecimal value = new BigDecimal(text);

        Verdict verdict = read(text);

        if (value.abs().compareTo(MOST) > 0) {
            assertThat(verdict).isEqualTo(Verdict.TOO_LARGE);
        } else {
            assertThat(verdict).isEqualTo(value.signum() < 0 ? Verdict.NEGATIVE : Verdict.FINE);
            boolean whole = value.stripTrailingZeros().scale() <= 0;
            assertThat(number.isWhole()).isEqualTo(whole);
            if (whole && value.signum() >= 0) {
                assertThat(number.toLong()).isEqualTo(value.longValueExact());
            }
            BigDecimal product = value.multiply(factor).setScale(0, RoundingMode.HALF_UP);
            long expected = product.abs().compareTo(MOST) > 0 ? NumberText.BEYOND : product.longValueExact();
            assertThat(number.times(factor)).isEqualTo(expected);
            BigDecimal plain = factor.stripTrailingZeros();
            plain = plain.setScale(Math.max(0, plain.scale()));
            if (plain.precision() <= 18) {
                assertThat(number.times(plain.unscaledValue().longValueExact(), plain.scale()))
                        .isEqualTo(expected);
            }
        }
    }

    /** (m + ½) ÷ factor has endless digits where the factor has other primes than 2 and 5; both sides of it are told. */
    @Property(tries = 200)
    void anyNumberOfDigitsDecidesATie(
            @ForAll @IntRange(min = 1, max = 999_999_999) int factor,
            @ForAll @IntRange(max = 1_000_000_000) int whole,
            @ForAll @IntRange(min = 150, max = 2000) int decimals) {
        BigDecimal tie = BigDecimal.valueOf(2L * whole + 1)
                .divide(BigDecimal.valueOf(2L * factor), decimals, RoundingMode.CEILING);

        read(tie.toPlainString());
        assertThat(number.times(factor, 0)).isEqualTo(whole + 1L);
        read(tie.subtract(BigDecimal.ONE.movePointLeft(decimals)).toPlainString());
        assertThat(number.times(factor, 0)).isEqualTo(whole);
    }

    /** A line may be one number. Quadratic work on a million digits would take minutes. */
    @ParameterizedTest
    @ValueSource(ints = {10_000, 999_000})
    void manyDigitsAreReadInLinearTime(int digits) {
        assertThat(read("9".repeat(digits))).isEqualTo(Verdict.TOO_LARGE);
        assertThat(read("1" + "0".repeat(digits))).isEqualTo(Verdict.TOO_LARGE);
        assertThat(read("-" + "9".repeat(digits))).isEqualTo(Verdict.TOO_LARGE);
        assertThat(read("0." + "0".repeat(digits) + "1")).isEqualTo(Verdict.FINE);
        assertThat(number.isWhole()).isFalse();
        assertThat(number.times(1000, 0)).isZero();
        assertThat(read("7." + "0".repeat(digits))).isEqualTo(Verdict.FINE);
        assertThat(number.isWhole()).isTrue();
        assertThat(number.toLong()).isEqualTo(7);
        assertThat(read("0.4" + "9".repeat(digits))).isEqualTo(Verdict.FINE);
        assertThat(number.isWhole()).isFalse();
        assertThat(number.times(1, 0)).isZero();
        assertThat(number.times(3, 0)).isEqualTo(1);
        assertThat(read("1" + "0".repeat(digits) + "e-" + digits)).isEqualTo(Verdict.FINE);
        assertThat(number.toLong()).isEqualTo(1);
        assertThat(read("0." + "0".repeat(digits) + "5e" + (digits + 1))).isEqualTo(Verdict.FINE);
        assertThat(number.toLong()).isEqualTo(5);
    }

    @Provide
    Arbitrary<String> numbers() {
        Arbitrary<BigInteger> wholes = Arbitraries.oneOf(
                Arbitraries.bigIntegers().between(BigInteger.ZERO, BigInteger.TEN.pow(5)),
                Arbitraries.bigIntegers().between(BigInteger.ZERO, BigInteger.TEN.pow(17)),
                Arbitraries.bigIntegers()
                        .between(BigInteger.valueOf((1L << 53) - 3), BigInteger.valueOf((1L << 53) + 3)),
                Arbitraries.bigIntegers().between(BigInteger.ZERO, BigInteger.TEN.pow(25)));
        Arbitrary<String> fractions = Arbitraries.strings().numeric().ofMaxLength(25);
        Arbitrary<String> exponents = Arbitraries.oneOf(
                Arbitraries.just(""),
                Arbitraries.integers().between(-30, 20).map(exponent -> "e" + exponent),
                Arbitraries.integers().between(0, 20).map(exponent -> "E+" + exponent));
        Arbitrary<String> signs = Arbitraries.of("", "", "", "-");
        return Combinators.combine(signs, wholes, fractions, exponents)
                .as((sign, whole, fraction, exponent) ->
                        sign + whole + (fraction.isEmpty() ? "" : "." + fraction) + exponent);
    }

    private Verdict read(String text) {
        byte[] bytes = ("[" + text + "]").getBytes(StandardCharsets.US_ASCII);
        return number.read(bytes, 1, bytes.length - 2);
    }
}
