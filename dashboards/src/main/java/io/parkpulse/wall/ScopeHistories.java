package io.parkpulse.wall;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The histories of all scopes. Of parts of parks, of which there may be very many, only the first that come have a past. */
final class ScopeHistories {
    private static final Logger LOG = LoggerFactory.getLogger(ScopeHistories.class);
    /** What the past of a scope takes at steps of 5 minutes, when all of it is there. */
    private static final int PAST_BYTES = 300_000;
    /** The part of the heap that the pasts of parts of parks may take. */
    private static final int PART_OF_HEAP = 4;

    private final int mostPasts;
    private final Map<String, ScopeHistory> histories = new HashMap<>();
    private int pasts;

    /** @param mostPasts of how many parts of parks more than the present is kept */
    ScopeHistories(int mostPasts) {
        this.mostPasts = mostPasts;
    }

    /** Of how many parts of parks this machine has room for a past. */
    static int roomForPasts() {
        return (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / PART_OF_HEAP / PAST_BYTES);
    }

    /** The history of a scope; null if nothing was heard of it. */
    ScopeHistory known(String name) {
        return histories.get(name);
    }

    /**
     * The history of a scope, an empty one if nothing was heard of it.
     *
     * @throws IllegalArgumentException if it is no name of a scope
     */
    ScopeHistory of(String name) {
        ScopeHistory history = histories.get(name);
        if (history == null) {
            Scope scope = Scope.of(name);
            history = new ScopeHistory(scope, !scope.isPartOfPark() || hasRoomForPast());
            histories.put(name, history);
        }
        return history;
    }

    private boolean hasRoomForPast() {
        if (pasts == mostPasts) {
            LOG.warn(
                    "the heap has no room for the past of more than {} parts of parks; of others only the present is shown",
                    mostPasts);
        }
        return pasts++ < mostPasts;
    }

    Collection<ScopeHistory> all() {
        return histories.values();
    }
}
