package io.parkpulse.simulator;

import java.util.Arrays;
import java.util.List;

/**
 * How a day's energy falls on its 96 quarter-hours, as a whole number of shares of {@link #WHOLE}.
 *
 * <p>What has been drawn up to a quarter is the day's energy × its cumulative share, rounded down; so the quarters of a
 * day add up to the day exactly, whatever the curve.
 */
final class LoadCurve {

    /** The day: a multiple of 96, so that a flat curve is exact. */
    static final int WHOLE = SimulatedDays.QUARTERS << 14;

    private static final int UNEVENNESS = 256;
    private static final int QUARTERS_OF_HOUR = 4;

    private final int[] upTo;
    private final boolean uneven;

    private LoadCurve(int[] weights, boolean uneven) {
        this.uneven = uneven;
        this.upTo = new int[SimulatedDays.QUARTERS + 1];
        long total = 0;
        for (int weight : weights) {
            total += weight;
        }
        long sum = 0;
        for (int quarter = 0; quarter < weights.length; quarter++) {
            sum += weights[quarter];
            upTo[quarter + 1] = (int) (WHOLE * sum / total);
        }
    }

    /** The same power all day, to the last digit. */
    static LoadCurve constant() {
        int[] weights = new int[SimulatedDays.QUARTERS];
        Arrays.fill(weights, 1);
        return new LoadCurve(weights, false);
    }

    /** From 24 weights, one for each full hour, with straight lines between them; uneven from quarter to quarter. */
    static LoadCurve ofHours(List<Integer> hours) {
        if (hours.size() != 24) {
            throw new IllegalArgumentException("a curve needs 24 weights, not " + hours.size());
        }
        int[] weights = new int[SimulatedDays.QUARTERS];
        for (int quarter = 0; quarter < weights.length; quarter++) {
            int hour = quarter / QUARTERS_OF_HOUR;
            int past = quarter % QUARTERS_OF_HOUR;
            weights[quarter] = hours.get(hour) * (QUARTERS_OF_HOUR - past) + hours.get((hour + 1) % 24) * past;
        }
        return new LoadCurve(weights, true);
    }

    /**
     * What of {@code day} has been drawn at the end of {@code quarter}, 0 to 96; never less than at the quarter before.
     *
     * @param noise moves up to a quarter of the quarter's own share into the next one
     */
    long drawn(long day, int quarter, long noise) {
        int share = upTo[quarter];
        if (uneven && quarter > 0 && quarter < SimulatedDays.QUARTERS) {
            share -= (int) ((share - upTo[quarter - 1]) * (noise & (UNEVENNESS - 1)) >>> 10);
        }
        return day * share / WHOLE;
    }

    /** The most that one quarter can take of a day, in shares of {@link #WHOLE}. */
    int peak() {
        int peak = 0;
        for (int quarter = 0; quarter < SimulatedDays.QUARTERS; quarter++) {
            int before = quarter == 0 || !uneven ? 0 : (upTo[quarter] - upTo[quarter - 1]) / 4;
            peak = Math.max(peak, upTo[quarter + 1] - upTo[quarter] + before + 1);
        }
        return peak;
    }
}
