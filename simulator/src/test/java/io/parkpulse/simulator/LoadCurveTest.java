package io.parkpulse.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class LoadCurveTest {

    @Property
    void aDayIsDrawnWholeNeverBackwardsAndNeverAboveThePeak(
            @ForAll @Size(24) List<@IntRange(min = 1, max = 1000) Integer> hours,
            @ForAll @LongRange(min = 0, max = 50_000_000) long day,
            @ForAll long seed) {
        LoadCurve curve = LoadCurve.ofHours(hours);
        Noise noise = new Noise(seed);
        long before = curve.drawn(day, 0, noise.bits(0));

        assertThat(before).isZero();
        for (int quarter = 1; quarter <= SimulatedDays.QUARTERS; quarter++) {
            long drawn = curve.drawn(day, quarter, noise.bits(quarter));
            assertThat(drawn - before).isBetween(0L, day * curve.peak() / LoadCurve.WHOLE + 1);
            before = drawn;
        }
        assertThat(before).isEqualTo(day);
    }

    @Example
    void aConstantLoadIsTheSameInEveryQuarter() {
        LoadCurve curve = LoadCurve.constant();

        for (int quarter = 0; quarter <= SimulatedDays.QUARTERS; quarter++) {
            assertThat(curve.drawn(9600, quarter, ~0L)).isEqualTo(quarter * 100L);
        }
        assertThat(curve.peak()).isEqualTo(LoadCurve.WHOLE / SimulatedDays.QUARTERS + 1);
    }

    @Example
    void everyIndustryHasAPeakByDayOrNightAndNoneIsFlat() {
        assertThat(Industries.STANDARD.industries().values())
                .hasSize(14)
                .allSatisfy(industry -> Industries.STANDARD
                        .siteKinds()
                        .values()
                        .forEach(kind -> assertThat(industry.curve(kind).peak())
                                .isBetween(LoadCurve.WHOLE / 96 + 1, LoadCurve.WHOLE / 24)));
    }
}
