package io.parkpulse.explain;

import io.parkpulse.model.Method;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** What a measure is, and what the parameters of a method are, in words. */
final class Definition {
    private Definition() {}

    /** The formula, a sentence or two. */
    static String of(Measure measure, Method method) {
        return switch (measure) {
            case ENTERPRISE_RESUMPTION ->
                "Enterprises at work / all enterprises of the scope. At work is, by the evidence that the registry"
                        + " names, POWER: power-resumed; PRESENCE: somebody returned"
                        + (method.countOnline() ? ", or works online" : "")
                        + "; ANY: either.";
            case POWER_WORK_RATE -> "Power-resumed enterprises / metered enterprises. " + resumed(method);
            case POWER_OUTPUT_RATE -> output(method) + " " + resumed(method);
            case RESUMPTION_INDEX ->
                "100 × (" + method.weightWork().toPlainString() + " × W + "
                        + method.weightOutput().toPlainString()
                        + " × P), exact, never clamped. W: power-resumed / metered enterprises. P: "
                        + output(method) + " " + resumed(method);
            case STAFF_RETURN ->
                "Persons returned on site / persons registered. By check-in: distinct persons that came in; by"
                        + " headcount: the greatest number inside. Who works online has not returned.";
            case CAPACITY_UTILISATION ->
                "Capacity used / capacity (Ecap), over the enterprises that have both. A proxy, no published measure:"
                        + " used = Ecap × the mean of uE = (E − E0) / (Ecap − E0) and uH = returned / required, each at"
                        + " most 1.2, weighted by the kind of process; what is not known drops out with its weight.";
            case COVERAGE ->
                "Time that the meters cover / time of the day so far, summed over the metered enterprises.";
            case ENTERPRISES -> "Enterprises of the scope at the end of the day.";
            case METERED -> "Enterprises with at least one meter.";
            case MATCHED ->
                "Metered enterprises with a baseline whose coverage reaches the gate: those whose energy can be held"
                        + " against their baseline.";
            case SILENT -> "Metered enterprises of which no meter covers any of the day.";
        };
    }

    private static String resumed(Method method) {
        return "Power-resumed: metered, coverage at least "
                + method.coverageGate().toPlainString()
                + ", with a baseline B (the energy of a mean day), and energy E "
                + comparator(method) + " " + method.threshold().toPlainString() + " × B.";
    }

    private static String output(Method method) {
        return switch (method.output()) {
            case ALL ->
                "Energy of all matched enterprises / baselines of the same (ALL). Matched: metered, with a baseline and"
                        + " enough coverage.";
            case RESUMED_OVER_ALL ->
                "Energy of the power-resumed / baselines of all matched enterprises (RESUMED_OVER_ALL). Matched:"
                        + " metered, with a baseline and enough coverage.";
            case RESUMED_ONLY -> "Energy of the power-resumed / baselines of the same (RESUMED_ONLY).";
        };
    }

    /** The parameters of a method. */
    static String parameters(Method method) {
        List<String> parameters = new ArrayList<>();
        parameters.add(
                "threshold " + comparator(method) + " " + method.threshold().toPlainString());
        parameters.add("output " + method.output());
        parameters.add("weights " + method.weightWork().toPlainString() + " / "
                + method.weightOutput().toPlainString());
        parameters.add("rates "
                + (method.rounding() == RoundingMode.FLOOR ? "truncated" : "rounded half up")
                + " to " + method.decimals() + " decimals, the index to " + method.indexDecimals());
        parameters.add("online " + (method.countOnline() ? "counts" : "does not count"));
        parameters.add("coverage_gate " + method.coverageGate().toPlainString());
        parameters.add("scope_gate " + method.scopeGate().toPlainString());
        return String.join(", ", parameters);
    }

    private static String comparator(Method method) {
        return method.comparator() == Method.Comparator.GE ? "≥" : ">";
    }
}
