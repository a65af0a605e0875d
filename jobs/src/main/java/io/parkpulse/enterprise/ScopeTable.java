package io.parkpulse.enterprise;

import io.parkpulse.index.Sum;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The changes of a group's scopes, summed over its enterprises before they leave the group. */
final class ScopeTable {
    private final int[] scopes;
    private final int zone;
    private final Map<Long, long[]> trailing = new TreeMap<>();
    private final Map<Long, long[]> days = new TreeMap<>();
    private final Map<Long, long[]> provisionalDays = new TreeMap<>();
    private long lastAt;
    private long[] lastSums;

    /**
     * @param scopes numbers of the scopes; everywhere else a scope is named by its place here
     * @param zone number of the zone of the group's days
     */
    ScopeTable(int[] scopes, int zone) {
        this.scopes = scopes;
        this.zone = zone;
    }

    /** The sums of the trailing window that ends there, {@link Sum#COUNT} for each scope. */
    long[] trailing(long end) {
        // Enterprise by enterprise the same few ends come again, mostly in order.
        if (lastSums == null || lastAt != end) {
            lastSums = trailing.computeIfAbsent(end, key -> empty());
            lastAt = end;
        }
        return lastSums;
    }

    /** The sums of a day, {@link Sum#COUNT} for each scope. */
    long[] day(Agenda.Day day) {
        return (day.provisional() ? provisionalDays : days).computeIfAbsent(day.epochDay(), key -> empty());
    }

    private long[] empty() {
        return new long[scopes.length * Sum.COUNT];
    }

    /** Tells all changes and forgets them. */
    void drainTo(Findings findings) {
        drain(trailing, ScopeChange.Kind.TRAILING, findings);
        drain(days, ScopeChange.Kind.DAY, findings);
        drain(provisionalDays, ScopeChange.Kind.PROVISIONAL_DAY, findings);
        lastSums = null;
    }

    private void drain(Map<Long, long[]> sumsByTime, ScopeChange.Kind kind, Findings findings) {
        sumsByTime.forEach((at, sums) -> {
            for (int scope = 0; scope < scopes.length; scope++) {
                int from = scope * Sum.COUNT;
                if (hasChange(sums, from)) {
                    long[] ofScope = Arrays.copyOfRange(sums, from, from + Sum.COUNT);
                    int zoneOfDay = kind == ScopeChange.Kind.TRAILING ? 0 : zone;
                    findings.scopeChange(new ScopeChange(scopes[scope], kind, at, zoneOfDay, ofScope));
                }
            }
        });
        sumsByTime.clear();
    }

    private static boolean hasChange(long[] sums, int from) {
        for (int i = from; i < from + Sum.COUNT; i++) {
            if (sums[i] != 0) {
                return true;
            }
        }
        return false;
    }
}
