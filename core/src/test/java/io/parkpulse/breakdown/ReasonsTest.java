package io.parkpulse.breakdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.catalogue.Language;
import io.parkpulse.catalogue.Placeholders;
import io.parkpulse.catalogue.Texts;
import io.parkpulse.index.DayColumn;
import io.parkpulse.index.Measure;
import io.parkpulse.index.Methods;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Process;
import io.parkpulse.model.StaffSource;
import io.parkpulse.output.EnterpriseLine;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonsTest {
    private static final long DAY = 86_400_000;

    private static Map<String, String> texts(Language language) {
        return Texts.of(Reasons.class, "reasons", language).all();
    }

    /** Of 1 kWh a day, whose utilisation goes by energy alone; it is said to have used so much of its capacity. */
    private static Member member(long coveredMs, long energyWh, long usedWh) {
        boolean matched = coveredMs >= DAY * 8 / 10;
        boolean resumed = matched && energyWh >= 300;
        long[] values = new long[DayColumn.COUNT];
        values[DayColumn.WINDOW_MS.ordinal()] = DAY;
        values[DayColumn.METERED.ordinal()] = 1;
        values[DayColumn.COVERED_MS.ordinal()] = coveredMs;
        values[DayColumn.ENERGY_WH.ordinal()] = energyWh;
        values[DayColumn.BASELINE_WH.ordinal()] = 1000;
        values[DayColumn.MATCHED.ordinal()] = matched ? 1 : 0;
        values[DayColumn.POWER_RESUMED.ordinal()] = resumed ? 1 : 0;
        values[DayColumn.AT_WORK.ordinal()] = resumed ? 1 : 0;
        values[DayColumn.USED_WH.ordinal()] = usedWh;
        values[DayColumn.CAPACITY_WH.ordinal()] = matched ? 1000 : 0;
        Enterprise row = new Enterprise(
                "E1",
                "P1",
                "",
                List.of(),
                "",
                "",
                "",
                "",
                0,
                0,
                StaffSource.CHECKIN,
                null,
                1000,
                0,
                1000,
                Process.CONTINUOUS,
                Long.MIN_VALUE,
                Long.MAX_VALUE);
        return new Member(
                new EnterpriseLine(LocalDate.EPOCH, "P1", "E1", values),
                row,
                Methods.builtIn().get("zhejiang-2020"),
                DAY);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyLanguageHasTheSameReasonsWithTheSameFigures(Language language) {
        assertThat(texts(language).keySet()).isEqualTo(texts(Language.EN).keySet());
        Placeholders.assertSame(texts(language), texts(Language.EN), language);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyMeasureOfADayHasAReasonAndNothingIsLeftToFillIn(Language language) {
        Reasons reasons = Reasons.in(language);
        for (Member member : List.of(member(DAY, 900, 900), member(DAY, 10, 10), member(DAY / 2, 900, 0))) {
            for (Measure measure : Measure.ofDay()) {
                Reason reason = reasons.of(member, measure);
                assertThat(reason.kind()).isNotBlank();
                assertThat(reason.kind() + reason.detail()).doesNotContain("{", "}");
            }
        }
    }

    @Test
    void aThresholdAndAShareAreSaidInPercent() {
        assertThat(Reasons.in(Language.EN).of(member(DAY, 299, 299), Measure.POWER_WORK_RATE))
                .isEqualTo(new Reason("not resumed: E under 30% of B", "E = 29.90% of B"));
        assertThat(Reasons.in(Language.EN).of(member(DAY / 2, 900, 0), Measure.ENTERPRISE_RESUMPTION))
                .isEqualTo(new Reason(
                        "unknown whether open: coverage under the gate of 80% (evidence POWER)", "covers 50.00%"));
    }

    @Test
    void theTargetIsSaidInPercentAsEveryShareIs() {
        Reasons reasons = Reasons.in(Language.EN);

        assertThat(reasons.of(member(DAY, 800, 800), Measure.TARGET_RATE).kind())
                .isEqualTo("at target: at least 80% of capacity");
        assertThat(reasons.of(member(DAY, 799, 799), Measure.TARGET_RATE).kind())
                .isEqualTo("under the target of 80% of capacity");
    }

    @Test
    void anEnterpriseCountsInNOrInDAloneOrNowhere() {
        assertThat(member(DAY, 900, 900).place(Measure.POWER_WORK_RATE)).isEqualTo(Place.IN_N);
        assertThat(member(DAY, 10, 10).place(Measure.POWER_WORK_RATE)).isEqualTo(Place.IN_D_ALONE);
        assertThat(member(DAY / 2, 10, 0).place(Measure.TARGET_RATE)).isEqualTo(Place.LEFT_OUT);
        assertThat(member(DAY / 2, 10, 0).place(Measure.RESUMPTION_INDEX)).isEqualTo(Place.IN_D_ALONE);
    }

    @Test
    void aLineThatItsRowDoesNotComeToIsNotConsistent() {
        assertThat(member(DAY, 900, 900).isConsistent()).isTrue();
        assertThat(member(DAY, 900, 899).isConsistent()).isFalse();
    }

    @Test
    void aRungIsReachedAtItsBoundAndUnknownWithoutUtilisation() {
        assertThat(Rung.PRODUCING.standing(member(DAY, 300, 300).sums())).isEqualTo(Rung.Standing.ON);
        assertThat(Rung.PRODUCING.standing(member(DAY, 299, 299).sums())).isEqualTo(Rung.Standing.BELOW);
        assertThat(Rung.AT_TARGET.standing(member(DAY, 800, 800).sums())).isEqualTo(Rung.Standing.ON);
        assertThat(Rung.FULL.standing(member(DAY, 899, 899).sums())).isEqualTo(Rung.Standing.BELOW);
        assertThat(Rung.FULL.standing(member(DAY / 2, 900, 0).sums())).isEqualTo(Rung.Standing.UNKNOWN);
        assertThat(Rung.OPENED.standing(member(DAY / 2, 900, 0).sums())).isEqualTo(Rung.Standing.UNKNOWN);
        assertThat(Rung.OPENED.standing(null)).isEqualTo(Rung.Standing.ABSENT);
    }
}
