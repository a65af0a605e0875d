package io.parkpulse.cli;

import io.parkpulse.index.EnterpriseWindow;
import io.parkpulse.index.ScopeFigures;
import io.parkpulse.index.Sum;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Method;
import io.parkpulse.model.Process;
import io.parkpulse.model.StaffSource;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Figures made up for what no publication shows: a day of one enterprise at full work, one exactly at the method's threshold
 * and one that idles, computed as those of any park.
 *
 * @param energies of each, Wh
 * @param baselines of each, Wh
 * @param sums one for each {@link Sum}
 */
record MethodExample(List<Long> energies, List<Long> baselines, long[] sums) {
    private static final List<Long> BASELINES = List.of(200_000L, 100_000L, 100_000L);
    private static final long FULL_WORK = 210_000;
    private static final long IDLE = 5_000;
    /** Above it nobody resumes, and nothing is to be seen. */
    private static final BigDecimal HIGHEST_SHOWN = BigDecimal.TEN;

    /** That of a method; empty where it would show nothing. */
    static Optional<MethodExample> of(Method method) {
        if (method.threshold().compareTo(HIGHEST_SHOWN) > 0) {
            return Optional.empty();
        }
        long atThreshold = method.threshold()
                .multiply(BigDecimal.valueOf(BASELINES.get(1)))
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
        List<Long> energies = List.of(FULL_WORK, atThreshold, IDLE);
        long[] sums = new long[Sum.COUNT];
        for (int i = 0; i < energies.size(); i++) {
            Sum.add(sumsOf(energies.get(i), BASELINES.get(i), method), sums);
        }
        return Optional.of(new MethodExample(energies, BASELINES, sums));
    }

    private static long[] sumsOf(long energyWh, long baselineWh, Method method) {
        EnterpriseWindow day = new EnterpriseWindow();
        day.observeNobody();
        day.windowMs = Duration.ofDays(1).toMillis();
        day.dayMs = day.windowMs;
        day.metered = true;
        day.dueMs = day.windowMs;
        day.coveredMsOfMeters = day.windowMs;
        day.energyWh = energyWh;
        Enterprise enterprise = new Enterprise(
                "E",
                "P",
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
                baselineWh,
                0,
                0,
                Process.CONTINUOUS,
                Long.MIN_VALUE,
                Long.MAX_VALUE);
        day.measure(enterprise, new EnterpriseWindow.Criteria(method));
        long[] sums = new long[Sum.COUNT];
        day.copySums(sums);
        return sums;
    }

    /** The figures of the three together. */
    ScopeFigures figures(Method method) {
        return ScopeFigures.of(sums, method);
    }
}
