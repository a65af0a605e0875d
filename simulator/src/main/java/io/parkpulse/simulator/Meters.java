package io.parkpulse.simulator;

import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import java.math.BigDecimal;
import java.util.List;

/** Which meter a load gets: transformer ratio, rated power and modulus as an electrician would choose them. */
final class Meters {

    /** Rated powers of distribution transformers, kVA (about the R10 series); larger ones are these times 1000. */
    private static final int[] RATED_KVA = {
        10, 16, 20, 30, 50, 80, 100, 125, 160, 200, 250, 315, 400, 500, 630, 800, 1000, 1250, 1600, 2000, 2500, 3150,
        4000, 5000, 6300, 8000
    };

    /** Products of usual current and voltage transformer ratios. */
    private static final int[] RATIOS = {
        1, 10, 15, 20, 30, 40, 60, 80, 100, 150, 200, 300, 400, 600, 800, 1000, 1500, 2000, 3000, 4000, 6000, 8000,
        10000, 15000, 20000, 30000, 40000, 60000, 80000, 100_000
    };

    private static final int MOST_UNITS_A_DAY = 1000;
    private static final int MODULUS_UNITS = 1_000_000;
    private static final int WH_OF_UNIT = 1000;
    private static final int QUARTERS_OF_HOUR = 4;

    private Meters() {}

    /** The smallest ratio of at least {@code least} with which a day of this energy is no more than 1000 units. */
    static long whPerUnit(long greatestDayWh, int least) {
        for (int ratio : RATIOS) {
            if (ratio >= least && greatestDayWh / ((long) WH_OF_UNIT * ratio) <= MOST_UNITS_A_DAY) {
                return (long) WH_OF_UNIT * ratio;
            }
        }
        throw new IllegalArgumentException("no meter counts " + greatestDayWh + " Wh a day");
    }

    /** A meter for loads of up to {@code greatestDayWh} a day with these curves. */
    static Meter meter(
            String id,
            List<Meter.Share> shares,
            MeterKind kind,
            long whPerUnit,
            long greatestDayWh,
            List<LoadCurve> curves,
            int everyQuarters) {
        int peak = curves.stream().mapToInt(LoadCurve::peak).max().orElseThrow();
        // A reading may be a last digit more than its share; the margin of 1.25 is for the engineer's peace of mind.
        long peakWatts = (greatestDayWh * peak / LoadCurve.WHOLE + whPerUnit / 50) * QUARTERS_OF_HOUR;
        return new Meter(
                id,
                shares,
                kind,
                BigDecimal.valueOf(whPerUnit),
                kind == MeterKind.CUMULATIVE ? MODULUS_UNITS * whPerUnit : 0,
                BigDecimal.valueOf(ratedKva(peakWatts * 5 / 4)),
                (long) everyQuarters * SimulatedDays.QUARTER_SECONDS * 1000);
    }

    private static long ratedKva(long watts) {
        for (long scale = 1; ; scale *= 1000) {
            for (int kva : RATED_KVA) {
                if (kva * scale * 1000 >= watts) {
                    return kva * scale;
                }
            }
        }
    }
}
