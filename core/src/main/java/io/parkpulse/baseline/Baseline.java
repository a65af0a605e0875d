package io.parkpulse.baseline;

import java.time.LocalDate;
import java.util.Collections;
import java.util.SortedMap;

/**
 * What the days of an enterprise come to.
 *
 * @param enterprise its id
 * @param days how many days were used
 * @param meanWh energy of the used days over their number, rounded down, Wh; 0 without any
 * @param lowestWh energy of the used day with the least, Wh: a proposal for the energy of standing still
 * @param highestWh energy of the used day with the most, Wh: a proposal for the energy at capacity
 * @param leftOut the other days that were asked for, each with its reason
 */
public record Baseline(
        String enterprise,
        int days,
        long meanWh,
        long lowestWh,
        long highestWh,
        SortedMap<LocalDate, LeftOut> leftOut) {
    /** Fewer days than these say too little of what is usual. */
    public static final int LEAST_DAYS = 3;

    public Baseline {
        leftOut = Collections.unmodifiableSortedMap(leftOut);
    }

    /** Whether there are enough days. */
    public boolean isKnown() {
        return days >= LEAST_DAYS;
    }
}
