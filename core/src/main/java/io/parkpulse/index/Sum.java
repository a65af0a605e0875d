package io.parkpulse.index;

/**
 * What is summed over the enterprises of a scope. Every measure of a scope is computed from these and nothing else, so
 * scopes add up, and a change of one enterprise is a change of these sums.
 */
public enum Sum {
    /** Enterprises. */
    ENTERPRISES,
    /** Enterprises with meters. */
    METERED,
    /** Metered enterprises with a baseline whose coverage reaches the gate. */
    MATCHED,
    /** Metered enterprises of which nothing is known. */
    SILENT,
    /** Matched enterprises whose energy reaches the method's share of their baseline. */
    POWER_RESUMED,
    /** n of the output rate, Wh. */
    OUTPUT_WH,
    /** d of the output rate, Wh. */
    OUTPUT_BASELINE_WH,
    /** Enterprises at work. */
    AT_WORK,
    /** Enterprises of which it is not known whether they are at work. */
    UNKNOWN,
    /** Persons returned. */
    RETURNED,
    /** Persons on the books. */
    STAFF_REGISTERED,
    /** Enterprises whose staff source said anything. */
    STAFF_HEARD,
    /** Persons present now. */
    PRESENT,
    /** Capacity used, Wh, of the enterprises that have both. */
    USED_WH,
    /** Capacity, Wh, of the same enterprises. */
    CAPACITY_WH,
    /** Milliseconds covered, of metered enterprises. */
    COVERED_MS,
    /** Milliseconds of the window, of metered enterprises. */
    METERED_MS;

    /** How many sums there are. */
    public static final int COUNT = values().length;

    /** This sum in an array of all. */
    public long of(long[] sums) {
        return sums[ordinal()];
    }
}
