package io.parkpulse.alerts;

import java.util.Locale;

/** How grave an alert is. */
public enum Severity {
    WARNING,
    CRITICAL;

    /** The word in files, e.g. {@code warning}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
