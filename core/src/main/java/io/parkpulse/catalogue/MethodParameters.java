package io.parkpulse.catalogue;

import io.parkpulse.model.Method;
import io.parkpulse.model.MethodParameter;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** What a method puts into the catalogue's texts, by the names that the texts have for it. */
public final class MethodParameters {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private MethodParameters() {}

    /** Values by the names that stand in braces, for {@link Texts#filled}. */
    public static Map<String, String> of(Method method) {
        return Arrays.stream(MethodParameter.values())
                .collect(Collectors.toMap(MethodParameter::id, parameter -> shown(parameter, method)));
    }

    /** A parameter as texts have it: a share as a percentage. */
    public static String shown(MethodParameter parameter, Method method) {
        if (parameter == MethodParameter.COMPARATOR) {
            return method.comparator() == Method.Comparator.GE ? "≥" : ">";
        }
        return parameter.form().isShare()
                ? percent((BigDecimal) method.value(parameter)) + "%"
                : method.text(parameter);
    }

    /** A share as a number of percent. */
    public static String percent(BigDecimal share) {
        return share.multiply(HUNDRED).stripTrailingZeros().toPlainString();
    }
}
