package io.parkpulse.index;

import io.parkpulse.model.Method;

/** The columns of an enterprise's local day, wherever they come from. */
public interface DayValues extends HeldResult {
    /** The value of a column; a {@link DayColumn.Kind#FLAG} is 1 or 0, what is not known is 0. */
    long of(DayColumn column);

    private boolean is(DayColumn column) {
        return of(column) != 0;
    }

    @Override
    default long windowMs() {
        return of(DayColumn.WINDOW_MS);
    }

    @Override
    default boolean metered() {
        return is(DayColumn.METERED);
    }

    @Override
    default long coveredMs() {
        return of(DayColumn.COVERED_MS);
    }

    @Override
    default long energyWh() {
        return of(DayColumn.ENERGY_WH);
    }

    @Override
    default long baselineWh() {
        return of(DayColumn.BASELINE_WH);
    }

    @Override
    default boolean matched() {
        return is(DayColumn.MATCHED);
    }

    @Override
    default boolean powerResumed() {
        return is(DayColumn.POWER_RESUMED);
    }

    @Override
    default long returned() {
        return of(DayColumn.RETURNED);
    }

    @Override
    default long staffRegistered() {
        return of(DayColumn.STAFF_REGISTERED);
    }

    @Override
    default long online() {
        return of(DayColumn.ONLINE);
    }

    @Override
    default boolean atWork() {
        return is(DayColumn.AT_WORK);
    }

    @Override
    default boolean hasUtilisation() {
        return of(DayColumn.CAPACITY_WH) > 0;
    }

    @Override
    default long usedWh() {
        return of(DayColumn.USED_WH);
    }

    @Override
    default long capacityWh() {
        return of(DayColumn.CAPACITY_WH);
    }

    /**
     * What it adds to a sum of its scopes.
     *
     * @param output of its park's method
     * @throws IllegalStateException for a sum that is not {@linkplain Sum#isHeld held}
     */
    default long of(Sum sum, Method.Output output) {
        return sum.of(this, output);
    }
}
