package io.parkpulse.model;

import java.util.List;
import java.util.Map;

/**
 * Everything that is known beforehand: parks, enterprises, meters, methods. Checked when it was read: every reference
 * in it holds.
 *
 * @param parks sorted by id
 * @param enterprises sorted by (id, validFrom)
 * @param meters sorted by id
 * @param methods by id; always contains {@link Method#DEFAULT_ID}
 */
public record Registry(
        List<Park> parks, List<Enterprise> enterprises, List<Meter> meters, Map<String, Method> methods) {

    public Registry {
        parks = List.copyOf(parks);
        enterprises = List.copyOf(enterprises);
        meters = List.copyOf(meters);
        methods = Map.copyOf(methods);
    }
}
