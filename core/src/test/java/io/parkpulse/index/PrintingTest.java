package io.parkpulse.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parkpulse.model.Method;
import io.parkpulse.model.MethodParameter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Negative;
import net.jqwik.api.constraints.Positive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintingTest {
    private static final Map<String, Method> METHODS = Methods.builtIn();
    private static final Method ZHEJIANG = METHODS.get("zhejiang-2020");

    /** Numerators, denominators and the percentages that were printed of them in 2020. */
    @ParameterizedTest
    @CsvSource({
        "206, 236, binhai-2020, 87.2%",
        "5669, 6750, binhai-2020, 83.9%",
        "232, 285, binhai-2020, 81.4%",
        "232, 285, jiangsu-2020, 81.4%",
        "138, 138, binhai-2020, 100%",
        "48, 48, zhejiang-2020, 100%",
        "64590, 333427, zhejiang-2020, 19.37%",
        "405416500000, 1288070200000, zhejiang-2020, 31.47%",
        "4049, 4954, sichuan-2020, 82%",
        "423000, 887000, jiangsu-2020, 47.7%",
    })
    void publishedFiguresArePrintedAsPublished(long n, long d, String method, String printed) {
        assertThat(Printing.rate(n, d, METHODS.get(method))).isEqualTo(printed);
    }

    @Test
    void theIndexOfZhejiangIsPrintedAsPublished() {
        Fraction index =
                Ratio.resumptionIndex(Fraction.of(64590, 333427), Fraction.of(405416500000L, 1288070200000L), ZHEJIANG);

        assertThat(Printing.index(index, ZHEJIANG)).isEqualTo("25.42");
    }

    @Test
    void theDayToDayChangeOfTianjinIsPrintedAsPublished() {
        assertThat(Printing.indexDelta(Fraction.of(6708, 100), Fraction.of(4998, 100), ZHEJIANG))
                .isEqualTo("+17.10");
    }

    @ParameterizedTest
    @CsvSource({
        "9999, 10000, 1, HALF_UP, >99.9%",
        "9999, 10000, 2, HALF_UP, 99.99%",
        "9995, 10000, 1, HALF_UP, >99.9%",
        "9994, 10000, 1, HALF_UP, 99.9%",
        "9999, 10000, 1, FLOOR, 99.9%",
        "999, 1000, 0, HALF_UP, >99%",
        "999, 1000, 0, FLOOR, 99%",
        "1, 10000, 1, HALF_UP, <0.1%",
        "5, 10000, 1, HALF_UP, 0.1%",
        "9, 10000, 1, FLOOR, <0.1%",
        "1, 1000, 0, HALF_UP, <1%",
        "1, 200, 0, HALF_UP, 1%",
        "1, 1000000, 2, FLOOR, <0.01%",
        "0, 9, 2, HALF_UP, 0%",
        "9, 9, 0, FLOOR, 100%",
        "1, 2, 2, HALF_UP, 50.00%",
        "1, 20, 1, FLOOR, 5.0%",
        "10004, 10000, 1, HALF_UP, 100.0%",
        "10001, 10000, 0, FLOOR, 100%",
        "4247249, 4093600, 2, HALF_UP, 103.75%",
        "9223372036854775807, 1, 2, HALF_UP, 922337203685477580700.00%",
        "9223372036854775806, 9223372036854775807, 9, HALF_UP, >99.999999999%",
        "1, 9223372036854775807, 9, HALF_UP, <0.000000001%",
    })
    void onlyAllPrintsAs100AndOnlyNonePrintsAs0(long n, long d, int decimals, RoundingMode mode, String printed) {
        assertThat(Printing.rate(n, d, method(decimals, mode))).isEqualTo(printed);
    }

    @Test
    void theUnknownPrintsAsADash() {
        assertThat(Printing.rate(0, 0, ZHEJIANG)).isEqualTo("—");
        assertThat(Printing.index(null, ZHEJIANG)).isEqualTo("—");
        assertThat(Printing.delta(null, Fraction.of(1, 2), ZHEJIANG)).isEqualTo("—");
        assertThat(Printing.delta(Fraction.of(1, 2), null, ZHEJIANG)).isEqualTo("—");
        assertThat(Printing.indexDelta(null, null, ZHEJIANG)).isEqualTo("—");
        assertThat(Ratio.resumptionIndex(null, Fraction.of(1, 2), ZHEJIANG)).isNull();
        assertThat(Ratio.resumptionIndex(Fraction.of(1, 2), null, ZHEJIANG)).isNull();
    }

    @Test
    void anIndexKeepsItsDecimalsAndMayExceed100() {
        assertThat(Printing.index(Fraction.of(0, 1), ZHEJIANG)).isEqualTo("0.00");
        assertThat(Printing.index(Fraction.of(1, 100_000), ZHEJIANG)).isEqualTo("0.00");
        assertThat(Printing.index(Fraction.of(100, 1), ZHEJIANG)).isEqualTo("100.00");
        assertThat(Printing.index(Fraction.of(99_999, 1000), ZHEJIANG)).isEqualTo("100.00");
        assertThat(Printing.index(Fraction.of(99_999, 1000), METHODS.get("binhai-2020")))
                .isEqualTo("99.99");
        assertThat(Printing.index(Fraction.of(11_147, 100), ZHEJIANG)).isEqualTo("111.47");
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 988, 1, +1.2pp",
        "988, 1000, 1, -1.2pp",
        "1000, 1000, 1, 0.0pp",
        "100000, 100049, 1, 0.0pp",
        "100049, 100000, 1, 0.0pp",
        "12999, 0, 1, +1299.9pp",
        "19, 0, 0, +1pp",
        "0, 19, 0, -1pp",
    })
    void differencesAreRoundedTowardZeroAndNeverMinusZero(long current, long before, int decimals, String printed) {
        long scale = before > 50_000 || current > 50_000 ? 100_000 : 1000;
        assertThat(Printing.delta(
                        Fraction.of(current, scale),
                        Fraction.of(before, scale),
                        method(decimals, RoundingMode.HALF_UP)))
                .isEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource({
        "9, 10, 2, 90%",
        "365, 1000, 2, 36.5%",
        "3651, 10000, 2, 36.51%",
        "1, 3, 0, 33%",
        "1, 1, 2, 100%",
        "0, 1, 2, 0%",
        "100004, 100000, 1, 100%",
        "3, 1, 3, 300%",
        "99999, 100000, 1, >99.9%",
        "1, 100000, 1, <0.1%",
    })
    void aMethodThatTrimsZerosPrintsRatesWithoutThoseAtTheEnd(long n, long d, int decimals, String printed) {
        Method method = method(decimals, RoundingMode.HALF_UP).with(MethodParameter.TRIM_ZEROS, true);

        assertThat(Printing.rate(n, d, method)).isEqualTo(printed);
    }

    @Test
    void theIndexAndDifferencesKeepTheirZeros() {
        Method method = method(1, RoundingMode.HALF_UP).with(MethodParameter.TRIM_ZEROS, true);

        assertThat(Printing.index(Fraction.of(90, 1), method)).isEqualTo("90.00");
        assertThat(Printing.delta(Fraction.of(9, 10), Fraction.of(8, 10), method))
                .isEqualTo("+10.0pp");
    }

    @Test
    void aDifferenceIsTakenFromRoundedValuesWhereTheMethodSaysSo() {
        Method method = method(1, RoundingMode.HALF_UP).with(MethodParameter.DELTA, Method.Delta.PRINTED);

        // Printed 87.3 % and 87.2 %, less than 0.1 apart.
        assertThat(Printing.delta(Fraction.of(87_251, 100_000), Fraction.of(87_249, 100_000), method))
                .isEqualTo("+0.1pp");
        assertThat(Printing.delta(Fraction.of(87_249, 100_000), Fraction.of(87_251, 100_000), method))
                .isEqualTo("-0.1pp");
        assertThat(Printing.delta(Fraction.of(87_249, 100_000), Fraction.of(87_151, 100_000), method))
                .isEqualTo("0.0pp");
        // And those of the index at its own decimals: 25.43 and 25.41.
        assertThat(Printing.indexDelta(Fraction.of(25_425, 1000), Fraction.of(25_414, 1000), method))
                .isEqualTo("+0.02");
    }

    @Test
    void noDifferenceOfUnroundedValuesIsTakenFromPrintedOnes() {
        // Printed 87.2 % and 87.3 %, and yet less than 0.1 apart.
        assertThat(Printing.delta(
                        Fraction.of(87_301, 100_000), Fraction.of(87_298, 100_000), method(1, RoundingMode.HALF_UP)))
                .isEqualTo("0.0pp");
    }

    @Test
    void aNegativeCountIsAnError() {
        assertThatThrownBy(() -> Printing.rate(-1, 2, ZHEJIANG)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Printing.rate(1, -2, ZHEJIANG)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void theFastWayPrintsWhatTheExactWayDoes(
            @ForAll @Positive long n,
            @ForAll @Positive long d,
            @ForAll @IntRange(max = 9) int decimals,
            @ForAll boolean halfUp) {
        agree(n, d, decimals, halfUp);
    }

    @Property
    void bothWaysAgreeOnSmallNumbersWithTheirManyTies(
            @ForAll @LongRange(min = 1, max = 2000) long n,
            @ForAll @LongRange(min = 1, max = 2000) long d,
            @ForAll @IntRange(max = 9) int decimals,
            @ForAll boolean halfUp) {
        agree(n, d, decimals, halfUp);
    }

    @Property
    void bothWaysAgreeNextToAllAndNextToNone(
            @ForAll @LongRange(min = 10_000, max = 1L << 60) long d,
            @ForAll @LongRange(min = 1, max = 9_999) long little,
            @ForAll @IntRange(max = 9) int decimals,
            @ForAll boolean halfUp) {
        agree(d - little, d, decimals, halfUp);
        agree(little, d, decimals, halfUp);
        agree(d + little, d, decimals, halfUp);
    }

    @Property
    void aDifferenceNeverPrintsAsMoreThanItIs(
            @ForAll @LongRange(min = 0, max = 1_000_000) long a,
            @ForAll @LongRange(min = 0, max = 1_000_000) long b,
            @ForAll @Positive int d) {
        String printed = Printing.delta(Fraction.of(a, d), Fraction.of(b, d), method(2, RoundingMode.HALF_UP));

        BigDecimal value = new BigDecimal(printed.replace("pp", ""));
        assertThat(printed.startsWith("-")).isEqualTo(value.signum() < 0);
        assertThat(printed.startsWith("+")).isEqualTo(value.signum() > 0);
        assertThat(Fraction.of(value.abs())).isLessThanOrEqualTo(Fraction.of(Math.abs(a - b) * 100, d));
    }

    @Property
    void aNegativeDifferenceMirrorsThePositiveOne(@ForAll @Negative int a, @ForAll @Positive int d) {
        String fallen = Printing.delta(Fraction.of(a, d), Fraction.of(0, 1), method(3, RoundingMode.HALF_UP));
        String risen = Printing.delta(Fraction.of(-(long) a, d), Fraction.of(0, 1), method(3, RoundingMode.HALF_UP));

        assertThat(fallen.replace("-", "")).isEqualTo(risen.replace("+", ""));
    }

    private static void agree(long n, long d, int decimals, boolean halfUp) {
        Method method = method(decimals, halfUp ? RoundingMode.HALF_UP : RoundingMode.FLOOR);
        String exact = n == d ? "100%" : Printing.exactRate(n, d, method);
        assertThat(Printing.rate(n, d, method)).isEqualTo(exact);
        Method trimming = method.with(MethodParameter.TRIM_ZEROS, true);
        assertThat(Printing.rate(n, d, trimming)).isEqualTo(n == d ? exact : Printing.exactRate(n, d, trimming));
    }

    private static Method method(int decimals, RoundingMode rounding) {
        return ZHEJIANG.named("test").with(MethodParameter.ROUNDING, rounding).with(MethodParameter.DECIMALS, decimals);
    }
}
