package io.parkpulse.model;

/** The three streams of a recording, in the order in which the outputs name them. */
public enum Stream {
    CHECKIN,
    HEADCOUNT,
    POWER;

    /** The name in outputs, e.g. {@code power}. */
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The file of a recording that holds this stream, e.g. {@code power.jsonl}. */
    public String fileName() {
        return id() + ".jsonl";
    }
}
