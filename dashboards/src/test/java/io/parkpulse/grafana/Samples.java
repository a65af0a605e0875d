package io.parkpulse.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.parkpulse.catalogue.MethodParameters;
import io.parkpulse.grafana.ReferenceValues.Bounds;
import io.parkpulse.index.Measure;
import io.parkpulse.model.Method;
import io.parkpulse.model.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Boards to test. */
final class Samples {
    static final ReferenceValues STANDARDS = new ReferenceValues(
            "zhejiang-2020",
            MethodParameters.of(Method.of(Method.DEFAULT_ID)),
            new BigDecimal("0.80"),
            Map.of(
                    Measure.ENTERPRISE_RESUMPTION, new Bounds(new BigDecimal("60"), new BigDecimal("40")),
                    Measure.COVERAGE, new Bounds(new BigDecimal("80"), null)),
            new Registry(List.of(), List.of(), List.of(), Map.of(Method.DEFAULT_ID, Method.of(Method.DEFAULT_ID))));

    private static final JsonMapper JSON = new JsonMapper();

    private Samples() {}

    /** All boards by the path of their file. */
    static SortedMap<String, JsonNode> boards() {
        SortedMap<String, JsonNode> boards = new TreeMap<>();
        GrafanaBoards.files(STANDARDS).forEach((path, text) -> {
            try {
                boards.put(path, JSON.readTree(text));
            } catch (IOException e) {
                throw new UncheckedIOException(path, e);
            }
        });
        return boards;
    }
}
