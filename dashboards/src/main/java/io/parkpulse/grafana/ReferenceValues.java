package io.parkpulse.grafana;

import io.parkpulse.index.Measure;
import io.parkpulse.model.Registry;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What boards hold figures against and cannot find in the store: parameters of a method, bounds of rules, names of the registry. A
 * board is a file and cannot know which method each park has, so it shows the parameters of one and names it.
 *
 * @param method id of the method
 * @param parameters of the method, by the names that stand in the catalogue's texts, e.g. {@code scope_gate}; printed
 * @param coverageGate least share of a window that an enterprise's meters must cover, 0 to 1
 * @param bounds of the measures that rules watch; a measure without has no colours
 * @param registry whose names of parks, grids and enterprises stand in place of ids; an id that it does not have is shown as
 *     it is
 */
public record ReferenceValues(
        String method,
        Map<String, String> parameters,
        BigDecimal coverageGate,
        Map<Measure, Bounds> bounds,
        Registry registry) {
    public ReferenceValues {
        parameters = Map.copyOf(parameters);
        EnumMap<Measure, Bounds> copy = new EnumMap<>(Measure.class);
        copy.putAll(bounds);
        bounds = Collections.unmodifiableMap(copy);
    }

    /**
     * From where on a measure is too low.
     *
     * @param warningBelow in percent, of an index on its own scale
     * @param criticalBelow the same, lower than the first; null if there is none
     */
    public record Bounds(BigDecimal warningBelow, BigDecimal criticalBelow) {}
}
