package io.parkpulse.model;

import java.util.Locale;

/** Why a record could not be applied, in the order in which a record with several defects is judged. */
public enum DeadReason {
    /** Not one JSON object of the stream's shape. */
    MALFORMED,
    /** A time that is none, or is before 2000 or after 2099. */
    BAD_TIME,
    /** A number or id outside what it may be. */
    BAD_VALUE,
    /** The registry has no such meter. */
    UNKNOWN_METER,
    /** The registry has no such enterprise. */
    UNKNOWN_ENTERPRISE,
    /** No row of the enterprise, or of the meter and of its enterprise, holds at that instant. */
    OUTSIDE_VALIDITY,
    /** More than five minutes after it was received. */
    FUTURE,
    /** More energy than the meter's rated power allows. */
    IMPLAUSIBLE,
    /** A register that fell back and came up again. */
    GLITCH,
    /** Energy of an interval that other readings of its meter tell already. */
    OVERLAP,
    /** Older than the allowed lateness; live only. */
    TOO_LATE;

    private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The word in outputs, e.g. {@code bad-time}. */
    public String id() {
        return id;
    }
}
