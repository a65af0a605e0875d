package io.parkpulse.wall;

import com.fasterxml.jackson.databind.JsonNode;
import io.parkpulse.model.Method;
import java.math.BigDecimal;

/**
 * A method of the registry, as far as the server must know it.
 *
 * @param output ALL, RESUMED_OVER_ALL or RESUMED_ONLY
 */
record MethodRow(
        Method.Output output,
        BigDecimal weightWork,
        BigDecimal weightOutput,
        int decimals,
        int indexDecimals,
        BigDecimal coverageGate) {

    static MethodRow of(JsonNode row) {
        return new MethodRow(
                output(row),
                number(row, "weight_work"),
                number(row, "weight_output"),
                number(row, "decimals").intValueExact(),
                number(row, "index_decimals").intValueExact(),
                number(row, "coverage_gate"));
    }

    private static Method.Output output(JsonNode row) {
        String text = row.path("output").asText("");
        try {
            return Method.Output.valueOf(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "output '" + text + "': expected ALL, RESUMED_OVER_ALL or RESUMED_ONLY", e);
        }
    }

    private static BigDecimal number(JsonNode row, String name) {
        String text = row.path(name).asText("");
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " '" + text + "': expected a number", e);
        }
    }
}
