package io.parkpulse.model;

/** What the registry says of an enterprise that what is observed of it is held against. */
public interface EnterpriseTerms {
    /** Persons on the books, at least 0. */
    long staffRegistered();

    /** Persons needed to run at capacity, at least 0. */
    long staffRequired();

    /** Where its people are counted. */
    StaffSource staffSource();

    /**
     * What shows that it is at work over a window.
     *
     * @param metered whether one of its meters holds in the window
     */
    Evidence evidence(boolean metered);

    /** Energy of a mean day, Wh; 0 for none. */
    long baselineWh();

    /** E0, energy of a day of standing still, Wh. */
    long standbyWh();

    /** Ecap, energy of a day at capacity, Wh; 0 for none. */
    long capacityWh();

    /** The weights of its capacity utilisation. */
    Process process();
}
