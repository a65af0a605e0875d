package io.parkpulse.alerts;

import java.util.Locale;

/** On which days a rule judges. */
public enum JudgedDays {
    /** Working days; a trailing window if at least three quarters of it lie in such. */
    WORKING,
    /** All days. */
    ALL;

    /** The word in {@code rules.yaml}, e.g. {@code working}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
