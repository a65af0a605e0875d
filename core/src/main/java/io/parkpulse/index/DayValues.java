package io.parkpulse.index;

import io.parkpulse.model.Method;

/** The columns of an enterprise's local day, wherever they come from. */
public interface DayValues {
    /** The value of a column; a {@link DayColumn.Kind#FLAG} is 1 or 0, what is not known is 0. */
    long of(DayColumn column);

    private boolean is(DayColumn column) {
        return of(column) != 0;
    }

    /** Measured length of the day, milliseconds. */
    default long windowMs() {
        return of(DayColumn.WINDOW_MS);
    }

    /** Whether it has meters. */
    default boolean metered() {
        return is(DayColumn.METERED);
    }

    /** Milliseconds in which its meters are known. */
    default long coveredMs() {
        return of(DayColumn.COVERED_MS);
    }

    /** Wh. */
    default long energyWh() {
        return of(DayColumn.ENERGY_WH);
    }

    /** Wh, scaled on a day that breaks off. */
    default long baselineWh() {
        return of(DayColumn.BASELINE_WH);
    }

    /** Whether its energy can be held against its baseline. */
    default boolean matched() {
        return is(DayColumn.MATCHED);
    }

    /** Whether its energy reaches the method's share of the baseline. */
    default boolean powerResumed() {
        return is(DayColumn.POWER_RESUMED);
    }

    /** Persons returned. */
    default long returned() {
        return of(DayColumn.RETURNED);
    }

    /** Persons on the books. */
    default long staffRegistered() {
        return of(DayColumn.STAFF_REGISTERED);
    }

    /** Distinct persons with an online IN. */
    default long online() {
        return of(DayColumn.ONLINE);
    }

    /** Whether it is at work, as far as is known. */
    default boolean atWork() {
        return is(DayColumn.AT_WORK);
    }

    /** Whether it has both a capacity and anything to hold against it. */
    default boolean hasUtilisation() {
        return of(DayColumn.CAPACITY_WH) > 0;
    }

    /** Wh; 0 without utilisation. */
    default long usedWh() {
        return of(DayColumn.USED_WH);
    }

    /** Wh, scaled on a day that breaks off; 0 without utilisation. */
    default long capacityWh() {
        return of(DayColumn.CAPACITY_WH);
    }

    /** Whether the columns of a day say what an enterprise adds to a sum. */
    static boolean say(Sum sum) {
        return DayResult.says(sum);
    }

    /**
     * What it adds to a sum of its scopes.
     *
     * @param output of its park's method
     * @throws IllegalStateException for a sum of which they do not {@link #say}
     */
    default long of(Sum sum, Method.Output output) {
        if (!DayResult.says(sum)) {
            throw new IllegalStateException("the columns of a day do not say " + sum.id());
        }
        return sum.of(new DayResult(this, output));
    }
}
