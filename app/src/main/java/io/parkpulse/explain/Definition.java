package io.parkpulse.explain;

import io.parkpulse.baseline.BaselineSet;
import io.parkpulse.catalogue.Catalogue;
import io.parkpulse.catalogue.Language;
import io.parkpulse.catalogue.MethodParameters;
import io.parkpulse.catalogue.Texts;
import io.parkpulse.index.Measure;
import io.parkpulse.model.Method;
import io.parkpulse.model.MethodParameter;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a measure is, and what the parameters of a method are, in words. */
final class Definition {
    private static final Catalogue CATALOGUE = Catalogue.in(Language.EN);

    private Definition() {}

    /** The formula, a sentence or two. */
    static String of(Measure measure, Method method) {
        return switch (measure) {
            case POWER_WORK_RATE -> "Power-resumed enterprises / metered enterprises. " + resumed(method);
            case POWER_OUTPUT_RATE -> output(method) + " " + resumed(method);
            case RESUMPTION_INDEX ->
                "100 × (" + method.weightWork().toPlainString() + " × W + "
                        + method.weightOutput().toPlainString()
                        + " × P), exact, never clamped. W: power-resumed / metered enterprises. P: "
                        + output(method) + " " + resumed(method);
            default ->
                CATALOGUE.definition(measure) + " "
                        + Texts.filled(CATALOGUE.formula(measure), MethodParameters.of(method));
        };
    }

    /** Out of which days baselines come; at least one. */
    static String of(List<BaselineSet> baselines) {
        return "Baselines of enterprises that have none of their own in the registry: "
                + baselines.stream().map(BaselineSet::toString).collect(Collectors.joining("; ")) + ".";
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
        for (MethodParameter parameter : MethodParameter.values()) {
            if (parameter.form().isShare()) {
                parameters.add(parameter.id() + " " + method.text(parameter));
            }
        }
        return String.join(", ", parameters);
    }

    private static String comparator(Method method) {
        return method.comparator() == Method.Comparator.GE ? "≥" : ">";
    }
}
