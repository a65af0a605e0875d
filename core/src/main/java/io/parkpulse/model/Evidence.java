package io.parkpulse.model;

/** What shows that an enterprise is at work. */
public enum Evidence {
    /** Its energy reaches the method's share of its baseline. */
    POWER,
    /** Somebody came in, or, where the method counts it, works online. */
    PRESENCE,
    /** Either. */
    ANY
}
