package io.parkpulse.enterprise;

/**
 * What became of the records of one group since its last account.
 *
 * @param applied records that turned out valid, by {@link io.parkpulse.model.Stream}
 * @param retracted records that had been applied and are so no more, by stream: what came late, or another registry,
 *     has them held, dead or superseded. Of a recording 0
 * @param duplicates records whose identity stood already, by stream
 * @param unallocatedWh energy of intervals too long to be spread, Wh
 * @param unassignedWh energy of meters that is nobody's, Wh
 * @param last time of the latest valid record, epoch milliseconds; {@link #NEVER} if there is none, or nobody asks
 * @param marks when valid records lie, see {@link #mark}
 */
public record RecordTally(
        long[] applied,
        long[] retracted,
        long[] duplicates,
        long unallocatedWh,
        long unassignedWh,
        long last,
        long[] marks) {

    /** Of no record. */
    public static final long NEVER = Long.MIN_VALUE;

    /** Counts alone: nobody asks when. */
    public RecordTally(long[] applied, long[] retracted, long[] duplicates, long unallocatedWh, long unassignedWh) {
        this(applied, retracted, duplicates, unallocatedWh, unassignedWh, NEVER, new long[0]);
    }

    /**
     * Marks an instant: twice the number of its step if it is the step's very beginning, else one more. Windows are
     * bounded by steps' beginnings, so more need not be known of a record to tell which windows it lies in.
     */
    public static long mark(long at, long stepMillis) {
        long step = Math.floorDiv(at, stepMillis);
        return 2 * step + (at == step * stepMillis ? 0 : 1);
    }
}
