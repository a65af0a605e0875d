package io.parkpulse.check;

import java.util.Locale;

/** How much a finding matters, the weightiest first. */
public enum Severity {
    /** Figures are wrong or unknown because of it. */
    ERROR,
    /** Figures may be wrong because of it. */
    WARNING,
    /** It may be meant so. */
    HINT;

    private final String id = name().toLowerCase(Locale.ROOT);

    /** The word in outputs, e.g. {@code error}. */
    public String id() {
        return id;
    }
}
