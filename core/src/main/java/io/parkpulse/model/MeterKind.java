package io.parkpulse.model;

/** What the value of a meter's reading means. */
public enum MeterKind {
    /** A register that counts up; energy is the difference of two readings. */
    CUMULATIVE,
    /** The energy of the period that ends at the reading. */
    INTERVAL
}
