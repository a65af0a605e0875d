package io.parkpulse.explain;

import io.parkpulse.breakdown.Member;
import io.parkpulse.index.Fraction;
import io.parkpulse.index.Measure;
import io.parkpulse.index.Ratio;
import io.parkpulse.index.ScopeFigures;
import io.parkpulse.index.Sum;
import io.parkpulse.model.Method;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The enterprises of a scope on a day, and what they add up to. */
final class Population {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final ScopeLine line;
    private final Method method;
    private final List<Member> members;
    private final long[] sums = new long[Sum.COUNT];
    private final Map<Measure, Fraction> exact = new EnumMap<>(Measure.class);

    /**
     * @param line what is written of the scope
     * @param method the scope's, which weights and prints
     * @param members its enterprises
     */
    Population(ScopeLine line, Method method, List<Member> members) {
        this.line = line;
        this.method = method;
        this.members = List.copyOf(members);
        boolean canHaveBeenHeard = false;
        for (Member member : members) {
            Sum.add(member.sums(), sums);
            canHaveBeenHeard |=
                    sums[Sum.STAFF_HEARD.ordinal()] == 0 && member.staffHeard().isEmpty();
        }
        // A staff source may have said something that the files do not hold; then only the figure shows it.
        if (Sum.STAFF_HEARD.of(sums) == 0 && canHaveBeenHeard && written(Measure.STAFF_RETURN) != null) {
            sums[Sum.STAFF_HEARD.ordinal()] = 1;
        }
        ScopeFigures figures = ScopeFigures.of(sums, method);
        for (Measure measure : Measure.values()) {
            exact.put(measure, figures.exact(measure));
        }
    }

    ScopeLine line() {
        return line;
    }

    Method method() {
        return method;
    }

    List<Member> members() {
        return members;
    }

    /** What the enterprises add up to. */
    long of(Sum sum) {
        return sum.of(sums);
    }

    /** The figure that is written; null if there is none. */
    Figure written(Measure measure) {
        return line.figure(measure).orElse(null);
    }

    /** n by the enterprises: of a figure that is not given, what they would make it. */
    long n(Measure measure) {
        return of(measure.numerator());
    }

    /** d by the enterprises. */
    long d(Measure measure) {
        return of(measure.denominator());
    }

    /**
     * The figure by the enterprises, exact: a rate as a share of one, the index on its own scale, a count as it is; null
     * for one that is not known.
     */
    Fraction exact(Measure measure) {
        return exact.get(measure);
    }

    /** How many enterprises it is known of whether they are at work. */
    long known() {
        return of(Sum.ENTERPRISES) - of(Sum.UNKNOWN);
    }

    /** Whether so many of all are too few to give a figure. */
    boolean isUnderGate(long some, long all) {
        return Fraction.of(some, 1).compareTo(Fraction.of(all, 1).times(method.scopeGate())) < 0;
    }

    /** How many points of the figure, of 100 for a whole, one enterprise makes up; null for a figure not known. */
    Optional<Fraction> points(Measure measure, Member member) {
        if (measure.isCount() || exact(measure) == null) {
            return Optional.empty();
        }
        return Optional.of(
                measure == Measure.RESUMPTION_INDEX
                        ? Ratio.resumptionIndex(
                                share(Measure.POWER_WORK_RATE, member),
                                share(Measure.POWER_OUTPUT_RATE, member),
                                method)
                        : share(measure, member).times(HUNDRED));
    }

    private Fraction share(Measure measure, Member member) {
        return Fraction.of(member.of(measure.numerator()), d(measure));
    }

    /**
     * What one enterprise's change did to the figure since another day, in the unit of {@link #exact}: over all enterprises
     * of both days the whole change, exactly.
     *
     * @param now the enterprise now; null if it has gone out
     * @param before the enterprise then; null if it has come in
     * @return empty where one of the two figures is not known
     */
    Optional<Fraction> effect(Measure measure, Member now, Member before, Population then) {
        if (exact(measure) == null || then.exact(measure) == null) {
            return Optional.empty();
        }
        if (measure == Measure.RESUMPTION_INDEX) {
            return Optional.of(Ratio.resumptionIndex(
                    rateEffect(Measure.POWER_WORK_RATE, now, before, then),
                    rateEffect(Measure.POWER_OUTPUT_RATE, now, before, then),
                    method));
        }
        return Optional.of(
                measure.isCount()
                        ? Fraction.of(difference(now, before, measure.numerator()), 1)
                        : rateEffect(measure, now, before, then));
    }

    private Fraction rateEffect(Measure measure, Member now, Member before, Population then) {
        return Ratio.effect(
                difference(now, before, measure.numerator()),
                difference(now, before, measure.denominator()),
                then.exact(measure),
                d(measure));
    }

    private static long difference(Member now, Member before, Sum sum) {
        return (now == null ? 0 : now.of(sum)) - (before == null ? 0 : before.of(sum));
    }
}
