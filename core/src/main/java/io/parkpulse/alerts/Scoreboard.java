package io.parkpulse.alerts;

import io.parkpulse.exact.Bound;
import io.parkpulse.index.Measure;
import io.parkpulse.index.ScopeFigures;
import io.parkpulse.index.ScopeFigures.Rate;
import io.parkpulse.index.Sum;
import io.parkpulse.model.Park;
import io.parkpulse.roster.Roster;
import io.parkpulse.roster.ScopeNames;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The latest figures of all scopes that matter to rules, and how many parks lack data. */
final class Scoreboard {
    private static final byte HAS_DATA = 1;
    private static final byte LACKS_DATA = 2;

    private final Roster roster;
    private final long[][] sums;
    private final ScopeFigures[] figures;
    private final boolean[] needed;
    /** By scope, the class of the park whose whole it is; 0 for any other. */
    private final int[] classes;
    /** By scope, whether it is a park as a whole. */
    private final boolean[] parks;
    /** By class, the parks as a whole. */
    private final Map<Integer, List<Integer>> parksOfClass = new HashMap<>();

    private final Bound coverageBelow;
    /** By scope, of parks with meters whether they have data; 0 for any other. */
    private final byte[] data;

    private int metered;
    private int withoutData;

    Scoreboard(Roster roster, Rules rules) {
        this.roster = roster;
        int scopes = roster.scopes().size();
        this.sums = new long[scopes][];
        this.figures = new ScopeFigures[scopes];
        this.needed = new boolean[scopes];
        this.classes = new int[scopes];
        this.parks = new boolean[scopes];
        this.data = new byte[scopes];
        this.coverageBelow = rules.rules().stream()
                .filter(rule -> rule.kind() == Kind.OUTAGE && rule.policy().isEnabled())
                .findFirst()
                .map(rule -> Bound.of(rule.policy().decimal(Parameter.COVERAGE_BELOW), 1))
                .orElse(null);
        boolean comparesPeers = rules.rules().stream()
                .anyMatch(rule -> rule.kind() == Kind.LAGGING_PEERS || rule.kind() == Kind.STAGNANT);
        for (int number = 0; number < scopes; number++) {
            Roster.Scope scope = roster.scopes().get(number);
            parks[number] = scope.park() != null
                    && scope.name().equals(ScopeNames.ofPark(scope.park().id()));
            if (parks[number] && scope.park().parkClass() > 0) {
                classes[number] = scope.park().parkClass();
                parksOfClass
                        .computeIfAbsent(classes[number], key -> new ArrayList<>())
                        .add(number);
            }
            needed[number] = parks[number] && (coverageBelow != null || comparesPeers)
                    || coverageBelow != null && scope.name().equals(ScopeNames.ALL);
        }
    }

    boolean needs(int scope) {
        return needed[scope];
    }

    /** Whether this scope is a park as a whole. */
    boolean isPark(int scope) {
        return parks[scope];
    }

    /** The park in which a scope lies; null for one above parks. */
    Park parkOf(int scope) {
        return roster.scopes().get(scope).park();
    }

    /** Class of the park whose whole this scope is; 0 for none. */
    int classOf(int scope) {
        return classes[scope];
    }

    /** The parks of a class, as scopes, ascending. */
    List<Integer> parksOf(int parkClass) {
        return parksOfClass.getOrDefault(parkClass, List.of());
    }

    /** Parks that have meters. */
    int metered() {
        return metered;
    }

    /** Of them those whose coverage is too low. */
    int withoutData() {
        return withoutData;
    }

    void put(ScopePoint point) {
        int scope = point.scope();
        sums[scope] = point.sums().clone();
        figures[scope] = null;
        if (parks[scope] && coverageBelow != null) {
            count(scope, -1);
            Rate coverage = figures(scope) == null ? null : figures(scope).rate(Measure.COVERAGE);
            data[scope] = coverage == null
                    ? 0
                    : coverageBelow.compare(coverage.n(), coverage.d()) < 0 ? LACKS_DATA : HAS_DATA;
            count(scope, 1);
        }
    }

    private void count(int scope, int by) {
        metered += data[scope] != 0 ? by : 0;
        withoutData += data[scope] == LACKS_DATA ? by : 0;
    }

    /** The latest figures of a scope; null for one that has no enterprise, or of which nothing was emitted. */
    ScopeFigures figures(int scope) {
        if (figures[scope] == null && sums[scope] != null) {
            figures[scope] = Sum.ENTERPRISES.of(sums[scope]) > 0
                    ? ScopeFigures.of(sums[scope], roster.scopes().get(scope).method())
                    : null;
        }
        return figures[scope];
    }

    void write(DataOutput out) throws IOException {
        Map<String, long[]> known = new TreeMap<>();
        for (int scope = 0; scope < sums.length; scope++) {
            if (sums[scope] != null) {
                known.put(roster.scopes().get(scope).name(), sums[scope]);
            }
        }
        out.writeInt(Sum.COUNT);
        out.writeInt(known.size());
        for (Map.Entry<String, long[]> scope : known.entrySet()) {
            out.writeUTF(scope.getKey());
            for (long sum : scope.getValue()) {
                out.writeLong(sum);
            }
        }
    }

    void read(DataInput in) throws IOException {
        Map<String, Integer> numbers = new HashMap<>();
        for (int scope = 0; scope < sums.length; scope++) {
            numbers.put(roster.scopes().get(scope).name(), scope);
        }
        int count = in.readInt();
        Sum.requireKnown(count);
        for (int left = in.readInt(); left > 0; left--) {
            Integer scope = numbers.get(in.readUTF());
            long[] read = new long[Sum.COUNT];
            for (int i = 0; i < count; i++) {
                read[i] = in.readLong();
            }
            if (scope != null) {
                put(new ScopePoint(scope, read));
            }
        }
    }
}
