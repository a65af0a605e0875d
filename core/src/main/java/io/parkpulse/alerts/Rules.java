package io.parkpulse.alerts;

import io.parkpulse.roster.Roster;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What to raise an alert for.
 *
 * @param rules at most one of the kind {@link Kind#OUTAGE}
 * @param calendar which days are working days
 */
public record Rules(List<Rule> rules, WorkCalendar calendar) implements Serializable {

    public Rules {
        rules = List.copyOf(rules);
    }

    /** The patterns that match no scope of a registry, each with its rule's id before it. */
    public List<String> unmatched(Roster roster) {
        List<String> unmatched = new ArrayList<>();
        for (Rule rule : rules) {
            List<ScopePattern> patterns = new ArrayList<>(rule.policy().scopes());
            rule.overrides().forEach(own -> patterns.addAll(own.scopes()));
            patterns.stream()
                    .filter(pattern -> roster.scopes().stream().noneMatch(pattern::matches))
                    .forEach(pattern -> unmatched.add(rule.id() + ": " + pattern.text()));
        }
        return unmatched;
    }
}
