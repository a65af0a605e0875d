package io.parkpulse.index;

import io.parkpulse.exact.Bound;
import io.parkpulse.model.Method;

/** The measures of a scope over a window, computed from its sums. Unknown is not zero: what is not known is null. */
public final class ScopeFigures {
    private final long[] sums;
    private final Method method;
    private final boolean enoughMatched;
    private final boolean enoughKnown;

    /**
     * An exact rate n ÷ d.
     *
     * @param d above 0
     */
    public record Rate(long n, long d) {
        /** The rate as a fraction. */
        public Fraction fraction() {
            return Fraction.of(n, d);
        }
    }

    private ScopeFigures(long[] sums, Method method) {
        this.sums = sums;
        this.method = method;
        Bound scopeGate = Bound.of(method.scopeGate(), 1);
        long enterprises = Sum.ENTERPRISES.of(sums);
        this.enoughMatched = scopeGate.compare(Sum.MATCHED.of(sums), Sum.METERED.of(sums)) >= 0;
        this.enoughKnown = scopeGate.compare(enterprises - Sum.UNKNOWN.of(sums), enterprises) >= 0;
    }

    /**
     * The measures that follow from a scope's sums.
     *
     * @param sums one for each {@link Sum}; they are read when a measure is asked for
     * @param method the scope's
     */
    public static ScopeFigures of(long[] sums, Method method) {
        return new ScopeFigures(sums, method);
    }

    /**
     * A rate.
     *
     * @return null if it is unknown: below its gate, or with d = 0
     * @throws IllegalArgumentException for a measure that is no rate
     */
    public Rate rate(Measure measure) {
        if (!measure.isRate()) {
            throw new IllegalArgumentException(measure.id() + " is no rate");
        }
        long d = measure.denominator().of(sums);
        return d == 0 || !passes(measure.gate())
                ? null
                : new Rate(measure.numerator().of(sums), d);
    }

    /**
     * A count.
     *
     * @throws IllegalArgumentException for a measure that is no count
     */
    public long count(Measure measure) {
        if (!measure.isCount()) {
            throw new IllegalArgumentException(measure.id() + " is no count");
        }
        return measure.numerator().of(sums);
    }

    /** How many enterprises lie in each band, {@link Bands#COUNT} numbers, the lowest band first; always known. */
    public long[] bands(Bands bands) {
        return bands.of(sums);
    }

    /** R, 复工电力指数: 100 × (weight × W + weight × P), may exceed 100; null if W or P is unknown. */
    public Fraction index() {
        Rate work = rate(Measure.POWER_WORK_RATE);
        Rate output = rate(Measure.POWER_OUTPUT_RATE);
        return work == null || output == null
                ? null
                : Ratio.resumptionIndex(work.fraction(), output.fraction(), method);
    }

    /** A measure exactly: a rate as a share of one, the index on its own scale, a count as it is; null if unknown. */
    public Fraction exact(Measure measure) {
        return switch (measure.kind()) {
            case RATE -> {
                Rate rate = rate(measure);
                yield rate == null ? null : rate.fraction();
            }
            case INDEX -> index();
            case COUNT -> Fraction.of(count(measure), 1);
        };
    }

    private boolean passes(Measure.Gate gate) {
        return switch (gate) {
            case NONE -> true;
            case MATCHED -> enoughMatched;
            case KNOWN -> enoughKnown;
            case STAFF_HEARD -> Sum.STAFF_HEARD.of(sums) > 0;
        };
    }
}
