package io.parkpulse.explain;

import io.parkpulse.index.Fraction;
import io.parkpulse.index.Measure;
import io.parkpulse.index.Printing;
import io.parkpulse.index.Ratio;
import java.util.ArrayList;
import java.util.List;

/**
 * How a figure comes about.
 *
 * @param measure which figure
 * @param now the scope on the day
 * @param before the scope on the day before; null if nothing is written of it
 * @param contradictions where the enterprises do not add up to what is written, in words; empty if they do
 */
record Explanation(Measure measure, Population now, Population before, List<String> contradictions) {

    static Explanation of(Measure measure, Population now, Population before) {
        List<String> contradictions = new ArrayList<>();
        check(measure, now, contradictions);
        if (before != null) {
            check(measure, before, contradictions);
        }
        return new Explanation(measure, now, before, List.copyOf(contradictions));
    }

    private static void check(Measure measure, Population of, List<String> contradictions) {
        if (measure == Measure.RESUMPTION_INDEX) {
            check(Measure.POWER_WORK_RATE, of, contradictions);
            check(Measure.POWER_OUTPUT_RATE, of, contradictions);
        }
        String added = text(measure, added(measure, of));
        String written = text(measure, of.written(measure));
        if (!added.equals(written)) {
            contradictions.add(of.line().scope() + ", " + of.line().day() + ", " + measure.id()
                    + ": the enterprises add up to " + added + ", but " + written + " is written");
        }
    }

    /** The figure that follows from the enterprises, as it should be written. */
    private static Figure added(Measure measure, Population of) {
        Fraction exact = of.exact(measure);
        if (exact == null) {
            return null;
        }
        if (measure.isCount()) {
            return Figure.count(of.n(measure));
        }
        if (measure == Measure.RESUMPTION_INDEX) {
            return new Figure(0, 0, exact.toDouble(), Printing.index(exact, of.method()));
        }
        long n = of.n(measure);
        long d = of.d(measure);
        return new Figure(n, d, Ratio.percent(n, d), Printing.rate(n, d, of.method()));
    }

    private static String text(Measure measure, Figure figure) {
        if (figure == null) {
            return "null";
        }
        return measure.isRate()
                ? figure.n() + " / " + figure.d() + " (" + figure.value() + ", " + figure.printed() + ")"
                : figure.value() + " (" + figure.printed() + ")";
    }
}
