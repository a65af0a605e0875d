package io.parkpulse.model;

/** Whether an enterprise's energy grows or shrinks by what a meter shows. */
public enum Flow {
    /** Energy of the enterprise's own. */
    ADD,
    /** Energy that others meter again: an export register, or a tenant's sub-meter behind the main meter. */
    SUBTRACT
}
