package io.parkpulse.enterprise;

import io.parkpulse.energy.MeterBook;
import io.parkpulse.model.Observation;
import io.parkpulse.roster.MeterEntry;
import java.util.List;

/**
 * Revises the verdicts on a meter's readings, of which others stand now than were known. Those on the ones known are retracted
 * and those on the ones that stand given, by difference: nothing is said of readings before the first that differs, nor from
 * where the meter's book comes to the same with both up to the next that differs.
 */
final class ReviseVerdicts {
    private final List<Observation> known;
    private final List<Observation> standing;
    private final MeterEntry meter;
    private final RecordOutcomes outcomes;

    /** How many of those known are behind us. */
    private int knownBefore;
    /** How many of those that stand are behind us. */
    private int standingBefore;

    /** @param known in order of time, as those that stand; one that is in both is the same object in both */
    ReviseVerdicts(List<Observation> known, List<Observation> standing, MeterEntry meter, RecordOutcomes outcomes) {
        this.known = known;
        this.standing = standing;
        this.meter = meter;
        this.outcomes = outcomes;
    }

    /**
     * Revises them.
     *
     * @param before the meter's book before all of them, which takes them
     * @return the book after those that stand; null if it comes to the same as after those known
     */
    MeterBook from(MeterBook before) {
        MeterBook book = before;
        if (joinAny(known) || joinAny(standing)) {
            // What becomes of such a one is known only by both of its segments.
            book = revise(known.size(), standing.size(), book);
        } else {
            int alike = alikeAtEnd();
            while (known.size() - knownBefore > alike || standing.size() - standingBefore > alike) {
                if (goOnAlike(knownBefore, standingBefore)) {
                    book = meter.take(known.get(knownBefore), book, RejudgeableRecords.SILENT);
                    knownBefore++;
                    standingBefore++;
                } else {
                    book = reviseStretch(book);
                }
            }
        }
        outcomes.given();
        return knownBefore == known.size() && standingBefore == standing.size() ? book : null;
    }

    private static boolean joinAny(List<Observation> readings) {
        for (Observation reading : readings) {
            if (reading.joins()) {
                return true;
            }
        }
        return false;
    }

    /** How many of the last readings are in both. */
    private int alikeAtEnd() {
        int least = Math.min(known.size(), standing.size());
        int alike = 0;
        while (alike < least && goOnAlike(known.size() - 1 - alike, standing.size() - 1 - alike)) {
            alike++;
        }
        return alike;
    }

    /** Whether the same reading follows in both. */
    private boolean goOnAlike(int ofKnown, int ofStanding) {
        return ofKnown < known.size() && ofStanding < standing.size() && known.get(ofKnown) == standing.get(ofStanding);
    }

    /** Revises from the next reading, which differs, up to where both lead to the same book and go on alike. */
    private MeterBook reviseStretch(MeterBook before) {
        int knownTo = knownBefore;
        int standingTo = standingBefore;
        MeterBook was = before.copy();
        MeterBook is = before.copy();
        do {
            int order = order(knownTo, standingTo);
            if (order <= 0) {
                was = meter.take(known.get(knownTo), was, RejudgeableRecords.SILENT);
                knownTo++;
            }
            if (order >= 0) {
                is = meter.take(standing.get(standingTo), is, RejudgeableRecords.SILENT);
                standingTo++;
            }
        } while ((knownTo < known.size() || standingTo < standing.size())
                && !(goOnAlike(knownTo, standingTo) && is.goesOnAs(was)));
        return revise(knownTo, standingTo, before);
    }

    /** Which follows first: below 0 for the one known, above for the one that stands, 0 for both. */
    private int order(int ofKnown, int ofStanding) {
        if (ofKnown == known.size()) {
            return 1;
        }
        return ofStanding == standing.size()
                ? -1
                : ArrivalOrder.WITHOUT_BYTES.compare(known.get(ofKnown), standing.get(ofStanding));
    }

    /** Revises the verdicts on the readings up to there; the book after those that stand. */
    private MeterBook revise(int knownTo, int standingTo, MeterBook before) {
        outcomes.retract();
        outcomes.take(known.subList(knownBefore, knownTo), before.copy());
        outcomes.reapply();
        MeterBook after = outcomes.take(standing.subList(standingBefore, standingTo), before);
        knownBefore = knownTo;
        standingBefore = standingTo;
        return after;
    }
}
