package io.parkpulse.check;

import io.parkpulse.message.Message;
import java.util.Locale;

/** What can be found, the weightier first among those that weigh the same. */
public enum FindingKind {
    NO_RECORD_APPLIED,
    TIMES,
    UNKNOWN_IDS,
    VALUES,
    EVERY_DIFFERS,
    NEGATIVE,
    MALFORMED,
    OUTSIDE_VALIDITY,
    IMPLAUSIBLE,
    FUTURE,
    OTHER_SOURCE,
    TWICE,
    OVERLAPS,
    SEVERAL_VALUES,
    START_STAMPED,
    FALLING,
    NOBODY_HOLDS,
    JUMP,
    BASELINE_FAR,
    NEVER_HEARD,
    MORE_RETURNED_THAN_REGISTERED,
    PERSON_IDS,
    TWO_PLACES,
    OVER_CAPACITY,
    NO_RATING;

    private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The word in outputs, e.g. {@code every-differs}. */
    public String id() {
        return id;
    }

    /** What is said of it: names of places and what stands there, by turns. */
    Message says(Object... values) {
        return Message.of("says." + id, values);
    }

    /** What is to be done, likewise. */
    Message remedy(Object... values) {
        return Message.of("do." + id, values);
    }
}
