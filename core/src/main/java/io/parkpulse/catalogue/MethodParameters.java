package io.parkpulse.catalogue;

import io.parkpulse.model.Method;
import java.math.BigDecimal;
import java.util.Map;

/** What a method puts into the catalogue's texts, by the names that the texts have for it. */
public final class MethodParameters {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private MethodParameters() {}

    /** Values by the names that stand in braces, for {@link Texts#filled}. */
    public static Map<String, String> of(Method method) {
        return Map.of(
                "threshold",
                method.threshold().toPlainString(),
                "comparator",
                method.comparator() == Method.Comparator.GE ? "≥" : ">",
                "weight_work",
                method.weightWork().toPlainString(),
                "weight_output",
                method.weightOutput().toPlainString(),
                "coverage_gate",
                percent(method.coverageGate()) + "%",
                "scope_gate",
                percent(method.scopeGate()) + "%");
    }

    /** A share as a number of percent. */
    public static String percent(BigDecimal share) {
        return share.multiply(HUNDRED).stripTrailingZeros().toPlainString();
    }
}
