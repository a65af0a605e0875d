package io.parkpulse.wall;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parkpulse.catalogue.MethodParameters;
import io.parkpulse.model.Method;

/** A method's row of the registry. */
final class MethodRow {
    private MethodRow() {}

    /**
     * Its method; what the row does not have is as usual.
     *
     * @throws IllegalArgumentException for a value that is none of its parameter
     */
    static Method of(String id, JsonNode row) {
        return Method.parse(id, parameter -> row.path(parameter.id()).asText(""));
    }

    /** The row for the page, with what each parameter puts into texts. */
    static String published(JsonNode row, Method method) {
        ObjectNode published = row.deepCopy();
        ObjectNode shown = published.putObject("shown");
        MethodParameters.of(method).forEach(shown::put);
        return published.toString();
    }
}
