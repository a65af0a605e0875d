package io.parkpulse.alerts;

import java.util.Locale;

/** With which day before a day is compared. */
public enum ComparableDay {
    /** The latest of the seven days before that is of the same kind: a working day, or a day of rest. */
    SAME_KIND,
    /** The day a week before. */
    SAME_WEEKDAY,
    /** The day before. */
    DAY_BEFORE;

    /** The word in {@code rules.yaml}, e.g. {@code same-kind}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
