package io.parkpulse.wall;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parkpulse.breakdown.Rung;
import io.parkpulse.breakdown.Rung.Standing;

/**
 * How many enterprises of a scope moved on each rung of the ladder between two days: came up to it, fell below it, or are
 * newly counted or no longer counted on it, because they came into the scope or went out of it, or because it has become known
 * or unknown how they stand. So on each rung those of now are those of then + up − down + newly − no longer, exactly.
 */
final class LadderMoves {
    private static final Rung[] RUNGS = Rung.values();

    private final int[] now = new int[RUNGS.length];
    private final int[] then = new int[RUNGS.length];
    private final int[] up = new int[RUNGS.length];
    private final int[] down = new int[RUNGS.length];
    private final int[] newly = new int[RUNGS.length];
    private final int[] noLonger = new int[RUNGS.length];

    /**
     * Adds an enterprise.
     *
     * @param sumsNow what it adds to each sum of its scopes on the later day; null if it does not count in the scope
     * @param sumsThen the same of the earlier day
     */
    void add(long[] sumsNow, long[] sumsThen) {
        for (Rung rung : RUNGS) {
            int i = rung.ordinal();
            Standing standsNow = rung.standing(sumsNow);
            Standing stoodThen = rung.standing(sumsThen);
            now[i] += standsNow == Standing.ON ? 1 : 0;
            then[i] += stoodThen == Standing.ON ? 1 : 0;
            up[i] += standsNow == Standing.ON && stoodThen == Standing.BELOW ? 1 : 0;
            down[i] += standsNow == Standing.BELOW && stoodThen == Standing.ON ? 1 : 0;
            newly[i] += standsNow == Standing.ON && isUncounted(stoodThen) ? 1 : 0;
            noLonger[i] += isUncounted(standsNow) && stoodThen == Standing.ON ? 1 : 0;
        }
    }

    private static boolean isUncounted(Standing standing) {
        return standing == Standing.UNKNOWN || standing == Standing.ABSENT;
    }

    /** Adds a list with an object for each rung, the lowest first. */
    void into(ObjectNode answer) {
        ArrayNode rungs = answer.putArray("rungs");
        for (Rung rung : RUNGS) {
            int i = rung.ordinal();
            rungs.addObject()
                    .put("rung", rung.id())
                    .put("now", now[i])
                    .put("then", then[i])
                    .put("up", up[i])
                    .put("down", down[i])
                    .put("newly", newly[i])
                    .put("no_longer", noLonger[i]);
        }
    }
}
