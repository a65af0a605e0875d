package io.parkpulse.alerts;

import io.parkpulse.roster.Roster;
import io.parkpulse.roster.ScopeNames;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * A rule of {@code rules.yaml}.
 *
 * @param id unique; the key of its alerts, with the scope
 * @param kind what it looks for
 * @param policy its parameters
 * @param overrides other parameters for some scopes (一园一策), in the order of the file: later ones win
 */
public record Rule(String id, Kind kind, Policy policy, List<Own> overrides) implements Serializable {

    public Rule {
        overrides = List.copyOf(overrides);
    }

    /**
     * Other parameters for some scopes.
     *
     * @param scopes where they hold
     * @param values the parameters that differ
     */
    public record Own(List<ScopePattern> scopes, Map<Parameter, Object> values) implements Serializable {
        public Own {
            scopes = List.copyOf(scopes);
            values = Map.copyOf(values);
        }
    }

    /** Whether it is on for any scope. */
    public boolean isOn() {
        return policy.isEnabled()
                || overrides.stream()
                        .anyMatch(own -> Boolean.TRUE.equals(own.values().get(Parameter.ENABLED)));
    }

    /** The parameters for a scope; null for a scope that it does not watch. */
    Policy of(Roster.Scope scope) {
        boolean watched = kind == Kind.OUTAGE
                ? scope.name().equals(ScopeNames.ALL)
                : policy.scopes().stream().anyMatch(pattern -> pattern.matches(scope));
        if (!watched) {
            return null;
        }
        Policy own = policy;
        for (Own override : overrides) {
            if (override.scopes().stream().anyMatch(pattern -> pattern.matches(scope))) {
                own = own.with(override.values());
            }
        }
        return own.isEnabled() ? own : null;
    }
}
