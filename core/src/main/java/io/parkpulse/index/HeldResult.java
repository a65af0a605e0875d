package io.parkpulse.index;

/** What one enterprise came to over one window, as far as the {@linkplain DayColumn columns} of a day hold it. */
public interface HeldResult {
    /** Length of the window, milliseconds. */
    long windowMs();

    /** Whether it has a meter in the window. */
    boolean metered();

    /** Milliseconds that its meters cover; 0 if it is not metered. */
    long coveredMs();

    /** Energy, Wh, at least 0. */
    long energyWh();

    /** Baseline of the window, Wh. */
    long baselineWh();

    /** Whether its energy can be held against its baseline. */
    boolean matched();

    /** Whether it is matched and its energy reaches the method's share of the baseline. */
    boolean powerResumed();

    /** Whether it is at work, as far as is known. */
    boolean atWork();

    /** Persons returned. */
    long returned();

    /** Persons on the books. */
    long staffRegistered();

    /** Distinct persons with an online IN. */
    long online();

    /** Whether it has both a capacity and anything to hold against it. */
    boolean hasUtilisation();

    /** Capacity used, Wh; meaningful if {@link #hasUtilisation}. */
    long usedWh();

    /** Capacity of the window, Wh; meaningful if {@link #hasUtilisation}. */
    long capacityWh();
}
