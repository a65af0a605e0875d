package io.parkpulse.model;

import java.util.Locale;

/** What of the registry a record names. Records of one subject stay in order: in Kafka its id is their key. */
public enum Subject {
    METER(DeadReason.UNKNOWN_METER),
    ENTERPRISE(DeadReason.UNKNOWN_ENTERPRISE);

    private final String id = name().toLowerCase(Locale.ROOT);
    private final DeadReason unknown;

    Subject(DeadReason unknown) {
        this.unknown = unknown;
    }

    /** The field that names it, e.g. {@code meter}. */
    public String id() {
        return id;
    }

    /** Why a record is dead whose subject the registry does not have. */
    public DeadReason unknown() {
        return unknown;
    }
}
