package io.parkpulse.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.exact.Bound;
import io.parkpulse.index.DayColumn;
import io.parkpulse.output.EnterpriseLine;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BaselineDaysTest {
    private static final long DAY = 86_400_000;
    private static final LocalDate MONDAY = LocalDate.of(2020, 3, 2);
    private static final Bound GATE = Bound.of(new BigDecimal("0.80"), 1);

    private final BaselineDays days = new BaselineDays(MONDAY, MONDAY.plusDays(4), date -> true);

    private static EnterpriseLine line(LocalDate day, long energyWh, long coveredMs, long windowMs, boolean metered) {
        long[] values = new long[DayColumn.COUNT];
        Map.of(
                        DayColumn.WINDOW_MS, windowMs,
                        DayColumn.COVERED_MS, coveredMs,
                        DayColumn.ENERGY_WH, energyWh,
                        DayColumn.METERED, metered ? 1L : 0L)
                .forEach((column, value) -> values[column.ordinal()] = value);
        return new EnterpriseLine(day, "P1", "E1", values);
    }

    private void whole(int day, long energyWh) {
        days.add(line(MONDAY.plusDays(day), energyWh, DAY, DAY, true), DAY, GATE);
    }

    @Test
    void theMeanIsRoundedDownAndTheLowestAndHighestDayAreProposed() {
        whole(2, 101);
        whole(0, 100);
        whole(1, 10);

        Baseline baseline = days.of("E1");

        assertThat(baseline.isKnown()).isTrue();
        assertThat(baseline.days()).isEqualTo(3);
        assertThat(baseline.meanWh()).isEqualTo(70);
        assertThat(baseline.lowestWh()).isEqualTo(10);
        assertThat(baseline.highestWh()).isEqualTo(101);
        assertThat(baseline.leftOut())
                .containsExactly(
                        Map.entry(MONDAY.plusDays(3), LeftOut.NO_DATA), Map.entry(MONDAY.plusDays(4), LeftOut.NO_DATA));
    }

    @Test
    void twoDaysAreTooFew() {
        whole(0, 100);
        whole(1, 100);

        assertThat(days.of("E1").isKnown()).isFalse();
        assertThat(days.of("E1").days()).isEqualTo(2);
    }

    @Test
    void aDayIsUsedFromTheGateOn() {
        days.add(line(MONDAY, 1, DAY / 5 * 4, DAY, true), DAY, GATE);
        days.add(line(MONDAY.plusDays(1), 1, DAY / 5 * 4 - 1, DAY, true), DAY, GATE);

        assertThat(days.of("E1").days()).isEqualTo(1);
        assertThat(days.of("E1").leftOut()).containsEntry(MONDAY.plusDays(1), LeftOut.COVERAGE);
    }

    @Test
    void aDayThatBreaksOffAndOneWithoutAMeterAreLeftOut() {
        days.add(line(MONDAY, 1, DAY / 2, DAY / 2, true), DAY, GATE);
        days.add(line(MONDAY.plusDays(1), 0, 0, DAY, false), DAY, GATE);

        assertThat(days.of("E1").leftOut())
                .containsEntry(MONDAY, LeftOut.NOT_WHOLE)
                .containsEntry(MONDAY.plusDays(1), LeftOut.NOT_METERED);
    }

    @Test
    void daysOfRestAndDaysOutsideTheSpanAreNotUsed() {
        BaselineDays work = new BaselineDays(MONDAY, MONDAY.plusDays(1), date -> !date.equals(MONDAY));
        work.add(line(MONDAY, 1, DAY, DAY, true), DAY, GATE);
        work.add(line(MONDAY.plusDays(2), 1, DAY, DAY, true), DAY, GATE);

        assertThat(work.of("E1").days()).isZero();
        assertThat(work.of("E1").leftOut())
                .containsExactly(Map.entry(MONDAY, LeftOut.REST_DAY), Map.entry(MONDAY.plusDays(1), LeftOut.NO_DATA));
    }

    @Test
    void energiesThatNoLongHoldsTogetherAreAddedUp() {
        whole(0, Long.MAX_VALUE);
        whole(1, Long.MAX_VALUE);
        whole(2, Long.MAX_VALUE - 3);

        assertThat(days.of("E1").meanWh()).isEqualTo(Long.MAX_VALUE - 1);
    }
}
