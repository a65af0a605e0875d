package io.parkpulse.alerts;

import io.parkpulse.roster.Roster;
import java.io.Serializable;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What to raise an alert for.
 *
 * @param rules at most one of the kind {@link Kind#OUTAGE}
 * @param restDays dates that are days of rest though no Saturday or Sunday (节假日)
 * @param workDays dates that are working days though Saturday or Sunday (调休)
 */
public record Rules(List<Rule> rules, Set<LocalDate> restDays, Set<LocalDate> workDays) implements Serializable {

    public Rules {
        rules = List.copyOf(rules);
        restDays = Set.copyOf(restDays);
        workDays = Set.copyOf(workDays);
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

    /** Whether at least three quarters of [from, to) lie in working days. */
    boolean isWorkTime(long from, long to, ZoneId zone) {
        long work = 0;
        LocalDate date = Instant.ofEpochMilli(from).atZone(zone).toLocalDate();
        for (long begin = from; begin < to; ) {
            long end =
                    Math.min(to, date.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli());
            work += isWorkDay(date) ? end - begin : 0;
            begin = end;
            date = date.plusDays(1);
        }
        return work * 4 >= (to - from) * 3;
    }

    /** Whether a date is a working day. */
    public boolean isWorkDay(LocalDate date) {
        boolean weekend = date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
        return workDays.contains(date) || !weekend && !restDays.contains(date);
    }
}
