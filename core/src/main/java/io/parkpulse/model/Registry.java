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
 * @param grids names of grids and regions by path, e.g. {@code tianjin/dongli}
 */
public record Registry(
        List<Park> parks,
        List<Enterprise> enterprises,
        List<Meter> meters,
        Map<String, Method> methods,
        Map<String, Names> grids) {

    public Registry {
        parks = List.copyOf(parks);
        enterprises = immutable(enterprises);
        meters = immutable(meters);
        methods = Map.copyOf(methods);
        grids = Map.copyOf(grids);
    }

    /** One without names of grids and regions. */
    public Registry(List<Park> parks, List<Enterprise> enterprises, List<Meter> meters, Map<String, Method> methods) {
        this(parks, enterprises, meters, methods, Map.of());
    }

    private static <T> List<T> immutable(List<T> list) {
        return list instanceof ListOnDemand ? list : List.copyOf(list);
    }
}
