package io.parkpulse.mapping;

import java.io.Serializable;
import java.util.Set;

/**
 * What a row must have to be a record.
 *
 * @param values one of these, without blanks at its ends
 */
public record Condition(Place place, Set<String> values) implements Serializable {
    public Condition {
        values = Set.copyOf(values);
    }
}
