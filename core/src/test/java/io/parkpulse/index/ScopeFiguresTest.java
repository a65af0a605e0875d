package io.parkpulse.index;

import static io.parkpulse.Registries.method;
import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.index.ScopeFigures.Rate;
import io.parkpulse.model.Method;
import io.parkpulse.model.Method.Comparator;
import io.parkpulse.model.Method.Output;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeFiguresTest {
    private static final Method DEFAULT = Methods.builtIn().get(Method.DEFAULT_ID);

    private final Map<Sum, Long> sums = new EnumMap<>(Sum.class);

    @Test
    void everyMeasureComesFromItsSums() {
        set(Sum.ENTERPRISES, 10).set(Sum.METERED, 8).set(Sum.MATCHED, 6).set(Sum.SILENT, 1);
        set(Sum.POWER_RESUMED, 4).set(Sum.OUTPUT_WH, 300).set(Sum.OUTPUT_BASELINE_WH, 400);
        set(Sum.AT_WORK, 5).set(Sum.UNKNOWN, 2);
        set(Sum.RETURNED, 70)
                .set(Sum.STAFF_REGISTERED, 90)
                .set(Sum.STAFF_HEARD, 3)
                .set(Sum.PRESENT, 60);
        set(Sum.USED_WH, 500).set(Sum.CAPACITY_WH, 900);
        set(Sum.COVERED_MS, 1000).set(Sum.METERED_MS, 8000);

        ScopeFigures figures = figures(DEFAULT);

        assertThat(figures.rate(Measure.ENTERPRISE_RESUMPTION)).isEqualTo(new Rate(5, 10));
        assertThat(figures.rate(Measure.POWER_WORK_RATE)).isEqualTo(new Rate(4, 8));
        assertThat(figures.rate(Measure.POWER_OUTPUT_RATE)).isEqualTo(new Rate(300, 400));
        assertThat(figures.index()).isEqualByComparingTo(Fraction.of(125, 2));
        assertThat(figures.rate(Measure.STAFF_RETURN)).isEqualTo(new Rate(70, 90));
        assertThat(figures.count(Measure.PRESENT)).isEqualTo(60);
        assertThat(figures.rate(Measure.CAPACITY_UTILISATION)).isEqualTo(new Rate(500, 900));
        assertThat(figures.rate(Measure.COVERAGE)).isEqualTo(new Rate(1000, 8000));
        assertThat(figures.count(Measure.ENTERPRISES)).isEqualTo(10);
        assertThat(figures.count(Measure.METERED)).isEqualTo(8);
        assertThat(figures.count(Measure.MATCHED)).isEqualTo(6);
        assertThat(figures.count(Measure.SILENT)).isEqualTo(1);
    }

    @Test
    void bandsAreTheirSumsWhateverElseIsKnown() {
        set(Sum.UTILISATION_BAND_0, 1).set(Sum.UTILISATION_BAND_2, 3).set(Sum.UTILISATION_BAND_4, 5);
        set(Sum.STAFF_BAND_1, 7).set(Sum.STAFF_BAND_3, 9);

        ScopeFigures figures = figures(DEFAULT);

        assertThat(figures.bands(Bands.UTILISATION_BANDS)).containsExactly(1, 0, 3, 0, 5);
        assertThat(figures.bands(Bands.STAFF_BANDS)).containsExactly(0, 7, 0, 9, 0);
    }

    @Test
    void whatHasNoDenominatorIsUnknown() {
        set(Sum.ENTERPRISES, 2).set(Sum.STAFF_HEARD, 1);

        ScopeFigures figures = figures(DEFAULT);

        assertThat(figures.rate(Measure.ENTERPRISE_RESUMPTION)).isEqualTo(new Rate(0, 2));
        assertThat(figures.rate(Measure.POWER_WORK_RATE)).isNull();
        assertThat(figures.rate(Measure.POWER_OUTPUT_RATE)).isNull();
        assertThat(figures.index()).isNull();
        assertThat(figures.rate(Measure.STAFF_RETURN)).isNull();
        assertThat(figures.rate(Measure.CAPACITY_UTILISATION)).isNull();
        assertThat(figures.rate(Measure.COVERAGE)).isNull();
    }

    @Test
    void theIndexIsUnknownWhereOnlyTheOutputIs() {
        // RESUMED_ONLY: nobody resumed, so there is no baseline to divide by.
        set(Sum.ENTERPRISES, 2).set(Sum.METERED, 2).set(Sum.MATCHED, 2);

        ScopeFigures figures = figures(DEFAULT);

        assertThat(figures.rate(Measure.POWER_WORK_RATE)).isEqualTo(new Rate(0, 2));
        assertThat(figures.rate(Measure.POWER_OUTPUT_RATE)).isNull();
        assertThat(figures.index()).isNull();
    }

    @Test
    void theIndexMayExceedAHundred() {
        set(Sum.ENTERPRISES, 1).set(Sum.METERED, 1).set(Sum.MATCHED, 1).set(Sum.POWER_RESUMED, 1);
        set(Sum.OUTPUT_WH, 3).set(Sum.OUTPUT_BASELINE_WH, 2);

        assertThat(figures(DEFAULT).index()).isEqualByComparingTo(Fraction.of(125, 1));
    }

    @ParameterizedTest
    @CsvSource({
        // gate, metered, matched, whether W and P are known
        "0.50, 10, 5, true",
        "0.50, 10, 4, false",
        "0.50, 11, 5, false",
        "0.50, 11, 6, true",
        "0.333, 1000, 333, true",
        "0.333, 1000, 332, false",
        "0, 10, 0, true",
        "1, 10, 9, false",
        "1, 10, 10, true",
        "0.3333333333333333333333333, 3, 1, true",
        "0.3333333333333333333333334, 3, 1, false",
    })
    void powerIsUnknownWhereTooFewAreMatched(String gate, long metered, long matched, boolean known) {
        set(Sum.ENTERPRISES, metered).set(Sum.METERED, metered).set(Sum.MATCHED, matched);
        set(Sum.OUTPUT_WH, 3).set(Sum.OUTPUT_BASELINE_WH, 10);

        ScopeFigures figures = figures(method("0.30", Comparator.GE, Output.ALL, false, "0.80", gate));

        assertThat(figures.rate(Measure.POWER_WORK_RATE) != null).isEqualTo(known);
        assertThat(figures.rate(Measure.POWER_OUTPUT_RATE) != null).isEqualTo(known);
        assertThat(figures.index() != null).isEqualTo(known);
        assertThat(figures.rate(Measure.ENTERPRISE_RESUMPTION)).isEqualTo(new Rate(0, metered));
    }

    @ParameterizedTest
    @CsvSource({"10, 5, true", "10, 6, false", "11, 5, true", "11, 6, false", "1, 1, false", "1, 0, true"})
    void resumptionIsUnknownWhereTooFewAreKnown(long enterprises, long unknown, boolean known) {
        set(Sum.ENTERPRISES, enterprises).set(Sum.UNKNOWN, unknown);

        assertThat(figures(DEFAULT).rate(Measure.ENTERPRISE_RESUMPTION) != null).isEqualTo(known);
    }

    @Test
    void staffReturnIsUnknownWhereNobodyIsHeardAndZeroWhereNobodyCame() {
        set(Sum.ENTERPRISES, 1).set(Sum.STAFF_REGISTERED, 40);
        assertThat(figures(DEFAULT).rate(Measure.STAFF_RETURN)).isNull();

        set(Sum.STAFF_HEARD, 1);
        assertThat(figures(DEFAULT).rate(Measure.STAFF_RETURN)).isEqualTo(new Rate(0, 40));
    }

    private ScopeFiguresTest set(Sum sum, long value) {
        sums.put(sum, value);
        return this;
    }

    private ScopeFigures figures(Method method) {
        long[] values = new long[Sum.COUNT];
        sums.forEach((sum, value) -> values[sum.ordinal()] = value);
        return ScopeFigures.of(values, method);
    }
}
