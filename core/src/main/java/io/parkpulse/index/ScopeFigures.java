package io.parkpulse.index;

import io.parkpulse.exact.Bound;
import io.parkpulse.model.Method;

/**
 * The measures of a scope over a window. Unknown is not zero: what cannot be told is null.
 *
 * @param enterpriseResumption 企业复工率: enterprises at work over all; null if too few are known
 * @param powerWorkRate W 复工率: power-resumed over metered; null if too few are matched
 * @param powerOutputRate P 复产率: energy over baseline; null if too few are matched
 * @param resumptionIndex R 复工电力指数: 100 × (weight × W + weight × P), may exceed 100; null if W or P is
 * @param staffReturn 返岗率: returned over registered; null if nobody's staff source said anything
 * @param present persons now
 * @param capacityUtilisation 产能利用率 (proxy): used over capacity; null if no enterprise has both
 * @param coverage covered time over metered time; null without meters
 * @param enterprises enterprises of the scope
 * @param metered of them with meters
 * @param matched of them with a known energy and a baseline
 * @param silent of the metered, those of which nothing is known
 */
public record ScopeFigures(
        Rate enterpriseResumption,
        Rate powerWorkRate,
        Rate powerOutputRate,
        Fraction resumptionIndex,
        Rate staffReturn,
        long present,
        Rate capacityUtilisation,
        Rate coverage,
        long enterprises,
        long metered,
        long matched,
        long silent) {

    /**
     * An exact rate n ÷ d.
     *
     * @param d above 0
     */
    public record Rate(long n, long d) {
        /** n ÷ d, or null if d is 0. */
        static Rate of(long n, long d) {
            return d == 0 ? null : new Rate(n, d);
        }

        /** The rate as a fraction. */
        public Fraction fraction() {
            return Fraction.of(n, d);
        }
    }

    /**
     * The measures that follow from a scope's sums.
     *
     * @param sums one for each {@link Sum}
     * @param method the scope's
     */
    public static ScopeFigures of(long[] sums, Method method) {
        long enterprises = Sum.ENTERPRISES.of(sums);
        long metered = Sum.METERED.of(sums);
        long matched = Sum.MATCHED.of(sums);
        Bound scopeGate = Bound.of(method.scopeGate(), 1);
        boolean enoughMatched = scopeGate.compare(matched, metered) >= 0;
        Rate work = enoughMatched ? Rate.of(Sum.POWER_RESUMED.of(sums), metered) : null;
        Rate output = enoughMatched ? Rate.of(Sum.OUTPUT_WH.of(sums), Sum.OUTPUT_BASELINE_WH.of(sums)) : null;
        boolean enoughKnown = scopeGate.compare(enterprises - Sum.UNKNOWN.of(sums), enterprises) >= 0;
        return new ScopeFigures(
                enoughKnown ? Rate.of(Sum.AT_WORK.of(sums), enterprises) : null,
                work,
                output,
                work == null || output == null
                        ? null
                        : Ratio.resumptionIndex(work.fraction(), output.fraction(), method),
                Sum.STAFF_HEARD.of(sums) == 0 ? null : Rate.of(Sum.RETURNED.of(sums), Sum.STAFF_REGISTERED.of(sums)),
                Sum.PRESENT.of(sums),
                Rate.of(Sum.USED_WH.of(sums), Sum.CAPACITY_WH.of(sums)),
                Rate.of(Sum.COVERED_MS.of(sums), Sum.METERED_MS.of(sums)),
                enterprises,
                metered,
                matched,
                Sum.SILENT.of(sums));
    }
}
