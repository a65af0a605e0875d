package io.parkpulse.enterprise;

import io.parkpulse.model.Observation;
import io.parkpulse.model.Subject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Of records of one meter, or one enterprise, that are judged again: which stand. Of each identity that is one. */
final class StandingRecords {
    private StandingRecords() {}

    /**
     * Who stands, of records known and new ones; the others are counted as duplicates. A known one that is dead does not
     * stand in the way of one that says the same: it was sent again to be judged again.
     *
     * @param dead of the known ones, those that are dead
     */
    static List<Observation> settle(
            List<Observation> known,
            List<Observation> run,
            Function<List<Observation>, Set<Observation>> dead,
            RecordOutcomes outcomes) {
        if (known.isEmpty() && run.size() == 1) {
            return run;
        }
        List<Observation> merged = known.isEmpty() ? null : mergeIfDistinct(known, run);
        if (merged != null) {
            return merged;
        }
        List<Observation> all = run;
        Set<Observation> before = Set.of();
        if (!known.isEmpty()) {
            all = new ArrayList<>(known);
            all.addAll(run);
            // Of those known the bytes are gone.
            all.sort(ArrivalOrder.WITHOUT_BYTES);
            before = sameObjects(known);
        }
        List<Observation> standing = new ArrayList<>(all.size());
        Set<Observation> deadBefore = null;
        Observation last = null;
        for (Observation record : all) {
            if (last == null || !ArrivalOrder.sameIdentity(last, record)) {
                last = record;
                standing.add(record);
                continue;
            }
            if (before.contains(last) != before.contains(record) && ArrivalOrder.sameClaim(last, record)) {
                deadBefore = deadBefore == null ? dead.apply(known) : deadBefore;
                if (deadBefore.contains(last)) {
                    last = record;
                    standing.set(standing.size() - 1, record);
                    continue;
                }
                if (deadBefore.contains(record)) {
                    continue;
                }
            }
            outcomes.duplicate(record);
            if (before.contains(record) && record.about() == Subject.ENTERPRISE) {
                outcomes.superseded(record);
            }
        }
        return standing;
    }

    /** Known records and new ones, in order; null if two of them are of one identity. */
    private static List<Observation> mergeIfDistinct(List<Observation> known, List<Observation> run) {
        List<Observation> merged = new ArrayList<>(known.size() + run.size());
        int taken = 0;
        for (Observation record : run) {
            int found =
                    Collections.binarySearch(known.subList(taken, known.size()), record, ArrivalOrder.WITHOUT_BYTES);
            int next = taken + (found < 0 ? -found - 1 : found);
            merged.addAll(known.subList(taken, next));
            taken = next;
            if (!merged.isEmpty() && ArrivalOrder.sameIdentity(merged.get(merged.size() - 1), record)
                    || taken < known.size() && ArrivalOrder.sameIdentity(known.get(taken), record)) {
                return null;
            }
            merged.add(record);
        }
        merged.addAll(known.subList(taken, known.size()));
        return merged;
    }

    /** Records as themselves: two that say the same are two. */
    static Set<Observation> sameObjects(List<Observation> records) {
        Set<Observation> same = Collections.newSetFromMap(new IdentityHashMap<>());
        same.addAll(records);
        return same;
    }
}
