package io.parkpulse.enterprise;

/**
 * By how much the sums of a scope change.
 *
 * @param scope number of the scope
 * @param kind what {@code at} means
 * @param at end of the trailing window from which on the sums differ, epoch milliseconds; or the epoch day
 * @param zone number of the day's zone in the roster; 0 for trailing windows
 * @param sums one for each {@link io.parkpulse.index.Sum}
 */
public record ScopeChange(int scope, Kind kind, long at, int zone, long[] sums) {

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
