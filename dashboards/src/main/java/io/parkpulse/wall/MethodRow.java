package io.parkpulse.wall;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parkpulse.catalogue.MethodParameters;
import io.parkpulse.model.Method;
import io.parkpulse.model.MethodParameter;

/** A method's row of the registry. */
final class MethodRow {
    private MethodRow() {}

    /**
     * Its method; what the row does not have is as usual.
     *
     * @throws IllegalArgumentException for a value that is none of its parameter
     */
    static Method of(String id, JsonNode row) {
        return Method.of(id, parameter -> {
            String text = row.path(parameter.id()).asText("");
            return text.isEmpty() ? parameter.usual() : value(parameter, text);
        });
    }

    private static Object value(MethodParameter parameter, String text) {
        try {
            return parameter.form().parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    parameter.id() + " '" + text + "': expected "
                            + parameter.form().expected(),
                    e);
        }
    }

    /** The row for the page, with what each parameter puts into texts. */
    static String published(JsonNode row, Method method) {
        ObjectNode published = row.deepCopy();
        ObjectNode shown = published.putObject("shown");
        MethodParameters.of(method).forEach(shown::put);
        return published.toString();
    }
}
