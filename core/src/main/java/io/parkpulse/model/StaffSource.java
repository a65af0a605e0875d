package io.parkpulse.model;

/** Where the number of an enterprise's people on site is taken from. */
public enum StaffSource {
    /** Check-ins of persons. */
    CHECKIN,
    /** Absolute counts, gate by gate. */
    HEADCOUNT
}
