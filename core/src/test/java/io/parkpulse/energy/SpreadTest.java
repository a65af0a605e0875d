package io.parkpulse.energy;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SpreadTest {
    private static final long STEP = 300_000;
    private static final long MOST = 1L << 53;

    @Test
    void anEnergyGoesToStepsInProportionToTimeByCumulativeFloor() {
        // (00:02, 00:17], 10 Wh over 15 minutes: up to 00:05 floor(10 × 3 / 15) = 2, up to 00:10 floor(5.33), 00:15
        // floor(8.66).
        assertThat(energySteps(120_000, 1_020_000, 10)).isEqualTo(Map.of(0L, 2L, 1L, 3L, 2L, 3L, 3L, 2L));
    }

    @Test
    void anEnergyBelowZeroIsRoundedTowardMinusInfinity() {
        // Up to 00:05 floor(−10 × 3 / 15) = −2, up to 00:10 floor(−5.33), 00:15 floor(−8.66).
        assertThat(energySteps(120_000, 1_020_000, -10)).isEqualTo(Map.of(0L, -2L, 1L, -4L, 2L, -3L, 3L, -1L));
    }

    @Test
    void whatEndsWithAStepLeavesNothingToTheNext() {
        assertThat(energySteps(0, STEP, 7)).isEqualTo(Map.of(0L, 7L));
        assertThat(energySteps(0, 2 * STEP, 7)).isEqualTo(Map.of(0L, 3L, 1L, 4L));
        assertThat(energySteps(STEP - 1, STEP, 7)).isEqualTo(Map.of(0L, 7L));
        assertThat(energySteps(STEP - 1, STEP + 1, 7)).isEqualTo(Map.of(0L, 3L, 1L, 4L));
    }

    @Test
    void theGreatestEnergyOverTheLongestIntervalNeeds128Bits() {
        Map<Long, Long> steps = energySteps(0, MeterBook.LONGEST_MILLIS, MOST);

        assertThat(steps).hasSize(576);
        // 2^53 / 576 = 15637498706147.555…
        assertThat(steps.get(0L)).isEqualTo(15_637_498_706_147L);
        assertThat(steps.get(1L)).isEqualTo(15_637_498_706_148L);
        assertThat(steps.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(MOST);
    }

    /** However steps are grouped, to days or at midnights, the groups sum to the cumulative floor at their bounds. */
    @Property
    void theSumUpToAnyStepIsTheCumulativeFloorThere(
            @ForAll @LongRange(min = -100_000_000L, max = 4_000_000_000_000L) long from,
            @ForAll @LongRange(min = 1, max = MeterBook.LONGEST_MILLIS) long length,
            @ForAll @LongRange(min = -MOST, max = MOST) long energy) {
        long given = 0;

        for (Map.Entry<Long, Long> step :
                energySteps(from, from + length, energy).entrySet()) {
            given += step.getValue();
            long elapsed = Math.min((step.getKey() + 1) * STEP, from + length) - from;
            assertThat(elapsed).isPositive();
            assertThat(given)
                    .isEqualTo(new BigDecimal(BigInteger.valueOf(energy).multiply(BigInteger.valueOf(elapsed)))
                            .divide(BigDecimal.valueOf(length), 0, RoundingMode.FLOOR)
                            .longValueExact());
        }

        assertThat(given).isEqualTo(energy);
    }

    @Property
    void timeGoesToTheStepsItLiesIn(
            @ForAll @LongRange(min = -100_000_000L, max = 4_000_000_000_000L) long from,
            @ForAll @LongRange(min = 1, max = MeterBook.LONGEST_MILLIS) long length) {
        Map<Long, Long> steps = new TreeMap<>();

        Spread.time(from, from + length, STEP, (step, millis) -> steps.merge(step, millis, Long::sum));

        long sum = 0;
        for (Map.Entry<Long, Long> step : steps.entrySet()) {
            long start = Math.max(from, step.getKey() * STEP);
            long end = Math.min(from + length, (step.getKey() + 1) * STEP);
            assertThat(step.getValue()).isEqualTo(end - start).isPositive();
            sum += step.getValue();
        }
        assertThat(sum).isEqualTo(length);
    }

    private static Map<Long, Long> energySteps(long from, long to, long energy) {
        Map<Long, Long> steps = new TreeMap<>();
        Spread.energy(from, to, energy, STEP, (step, wh) -> steps.merge(step, wh, Long::sum));
        return steps;
    }
}
