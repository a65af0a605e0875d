package io.parkpulse.model;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How a publisher computes and prints its figures.
 *
 * @param id unique, e.g. {@code zhejiang-2020}
 * @param threshold θ: an enterprise is power-resumed from this share of its baseline on
 * @param comparator whether θ itself is enough
 * @param output which enterprises' energy the output rate sums
 * @param weightWork weight of the work rate in the index
 * @param weightOutput weight of the output rate in the index
 * @param rounding {@link RoundingMode#FLOOR} or {@link RoundingMode#HALF_UP}, of everything printed
 * @param decimals of printed rates
 * @param indexDecimals of the printed index
 * @param countOnline whether an online check-in shows that an enterprise works
 * @param coverageGate least share of a window that an enterprise's meters must cover, 0 to 1
 * @param scopeGate least share of a scope's enterprises that must be known, 0 to 1
 * @param sourceText the publication
 * @param sourceLink its address; empty for none
 */
public record Method(
        String id,
        BigDecimal threshold,
        Comparator comparator,
        Output output,
        BigDecimal weightWork,
        BigDecimal weightOutput,
        RoundingMode rounding,
        int decimals,
        int indexDecimals,
        boolean countOnline,
        BigDecimal coverageGate,
        BigDecimal scopeGate,
        String sourceText,
        String sourceLink) {

    /** The method of parks that name none, and of scopes whose parks have several. */
    public static final String DEFAULT_ID = "zhejiang-2020";

    /** How energy is held against θ × baseline. */
    public enum Comparator {
        /** At least. */
        GE,
        /** Above. */
        GT
    }

    /** What the output rate P divides. */
    public enum Output {
        /** Energy of all matched enterprises over the baselines of all matched. */
        ALL,
        /** Energy of the power-resumed over the baselines of all matched. */
        RESUMED_OVER_ALL,
        /** Energy of the power-resumed over the baselines of the power-resumed. */
        RESUMED_ONLY
    }
}
