package io.parkpulse.simulator;

/** How a park's devices write an instant; the contract allows all of these side by side. */
public enum TimeStyle {
    /** {@code "2020-03-16T08:15:00+08:00"}. */
    OFFSET,
    /** {@code "2020-03-16T00:15:00Z"}. */
    ZULU,
    /** Milliseconds since the epoch, as an integer. */
    MILLIS
}
