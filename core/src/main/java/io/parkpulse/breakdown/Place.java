package io.parkpulse.breakdown;

/** Where an enterprise counts in a figure of its scopes. */
public enum Place {
    /** In n, and in d where the figure has one; in a count. */
    IN_N,
    /** In d alone. */
    IN_D_ALONE,
    /** Nowhere. */
    LEFT_OUT
}
