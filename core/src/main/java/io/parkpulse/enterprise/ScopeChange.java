package io.parkpulse.enterprise;

import io.parkpulse.roster.ScopeChain;
import java.util.stream.Stream;

/**
 * By how much the sums of a scope change, and of the scopes above parks that it is a part of.
 *
 * @param scope number of the scope
 * @param above numbers of the scopes above parks whose sums change by as much; none where this is said of each alone
 * @param kind what {@code at} means
 * @param at end of the trailing window from which on the sums differ, epoch milliseconds; or the epoch day
 * @param zone number of the day's zone in the roster; 0 for trailing windows
 * @param sums one for each {@link io.parkpulse.index.Sum}
 */
public record ScopeChange(int scope, int[] above, Kind kind, long at, int zone, long[] sums) {
    private static final int[] NOTHING_ABOVE = {};

    /** A change of one scope alone. */
    public ScopeChange(int scope, Kind kind, long at, int zone, long[] sums) {
        this(scope, NOTHING_ABOVE, kind, at, zone, sums);
    }

    /** The same, said of each scope alone. */
    public Stream<ScopeChange> each() {
        return new ScopeChain(scope, above).scopes().mapToObj(each -> new ScopeChange(each, kind, at, zone, sums));
    }

    /** What a change is of. */
    public enum Kind {
        /** Of the trailing window that ends there and of all later ones. */
        TRAILING,
        /** A part of a whole local day. */
        DAY,
        /** A part of a local day that breaks off. */
        PROVISIONAL_DAY
    }
}
