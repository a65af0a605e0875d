package io.parkpulse.enterprise;

import io.parkpulse.index.EnterpriseWindow;
import io.parkpulse.index.Sum;
import io.parkpulse.roster.ScopeChain;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The changes of a group's scopes, summed over its enterprises before they leave the group. */
final class ScopeTable {
    private ScopeChain[] scopes;
    private final int zone;
    private final long everyMillis;
    /** Sums by number of the end, from {@link #firstEnd} on; null where nothing changes. */
    private long[][] trailing = new long[16][];

    private long firstEnd = Long.MAX_VALUE;
    private final Map<Long, long[]> days = new TreeMap<>();
    private final Map<Long, long[]> provisionalDays = new TreeMap<>();

    /**
     * @param scopes inside parks; everywhere else a scope is named by its place here
     * @param zone number of the zone of the group's days
     * @param everyMillis distance of the trailing windows' ends
     */
    ScopeTable(ScopeChain[] scopes, int zone, long everyMillis) {
        this.scopes = scopes;
        this.zone = zone;
        this.everyMillis = everyMillis;
    }

    /** Goes on with further scopes behind those it has; the table is empty. */
    void extend(ScopeChain[] more) {
        int before = scopes.length;
        scopes = Arrays.copyOf(scopes, before + more.length);
        System.arraycopy(more, 0, scopes, before, more.length);
    }

    /** Makes room for the trailing windows that end in (from, to]; the table is empty. */
    void cover(long from, long to) {
        firstEnd = from / everyMillis + 1;
        int ends = (int) (to / everyMillis - firstEnd + 1);
        if (ends > trailing.length) {
            trailing = new long[ends][];
        }
    }

    /**
     * Changes of a trailing window. What is emitted of trailing windows holds from one end on, see
     * {@link ScopeChange.Kind#TRAILING}. So what changes one window alone is added at its end and taken off at the next
     * end, which was emitted on its own. Only after the latest window nothing was emitted yet: what changes there holds
     * on.
     *
     * @param end of the window
     * @param latest the latest end that was emitted, or is being emitted; at or after {@code end}
     */
    Changes window(long end, long latest) {
        return new Changes(() -> trailing(end), end == latest ? null : trailing(end + everyMillis));
    }

    /** Changes of a day. */
    Changes day(WindowSchedule.Day day) {
        return new Changes(() -> sumsOf(day), null);
    }

    /** Takes changes of the sums of one window. */
    static final class Changes {
        private final Supplier<long[]> open;
        /** Opened when the first change comes: what is open is looked through when the changes are emitted. */
        private long[] addedTo;
        /** Null if nothing is taken off. */
        private final long[] takenFrom;

        private Changes(Supplier<long[]> open, long[] takenFrom) {
            this.open = open;
            this.takenFrom = takenFrom;
        }

        /**
         * @param ofScopes the scopes whose sum changes, by their places here
         * @param sum ordinal of the {@link Sum}
         */
        void add(int[] ofScopes, int sum, long change) {
            if (addedTo == null) {
                addedTo = open.get();
            }
            for (int scope : ofScopes) {
                addedTo[scope * Sum.COUNT + sum] += change;
            }
            if (takenFrom != null) {
                for (int scope : ofScopes) {
                    takenFrom[scope * Sum.COUNT + sum] -= change;
                }
            }
        }

        /** Adds by how much all sums of an enterprise are more than they were. */
        void addDifference(int[] ofScopes, long[] was, EnterpriseWindow measured) {
            for (int sum = 0; sum < Sum.COUNT; sum++) {
                long change = measured.sum(sum) - was[sum];
                if (change != 0) {
                    add(ofScopes, sum, change);
                }
            }
        }
    }

    private long[] trailing(long end) {
        int index = (int) (end / everyMillis - firstEnd);
        long[] sums = trailing[index];
        if (sums == null) {
            sums = empty();
            trailing[index] = sums;
        }
        return sums;
    }

    private long[] sumsOf(WindowSchedule.Day day) {
        return (day.provisional() ? provisionalDays : days).computeIfAbsent(day.epochDay(), key -> empty());
    }

    private long[] empty() {
        return new long[scopes.length * Sum.COUNT];
    }

    /** Emits all changes and forgets them. */
    void drainTo(ResultCollector results) {
        for (int i = 0; i < trailing.length; i++) {
            if (trailing[i] != null) {
                emit(ScopeChange.Kind.TRAILING, (firstEnd + i) * everyMillis, 0, trailing[i], results);
                trailing[i] = null;
            }
        }
        days.forEach((day, sums) -> emit(ScopeChange.Kind.DAY, day, zone, sums, results));
        days.clear();
        provisionalDays.forEach((day, sums) -> emit(ScopeChange.Kind.PROVISIONAL_DAY, day, zone, sums, results));
        provisionalDays.clear();
    }

    private void emit(ScopeChange.Kind kind, long at, int zoneOfDay, long[] sums, ResultCollector results) {
        for (int scope = 0; scope < scopes.length; scope++) {
            int from = scope * Sum.COUNT;
            if (hasChange(sums, from)) {
                long[] ofScope = Arrays.copyOfRange(sums, from, from + Sum.COUNT);
                results.scopeChange(
                        new ScopeChange(scopes[scope].inside(), scopes[scope].above(), kind, at, zoneOfDay, ofScope));
            }
        }
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
