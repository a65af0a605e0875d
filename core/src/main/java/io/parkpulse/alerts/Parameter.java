package io.parkpulse.alerts;

import java.util.Locale;

/** A parameter of a rule. {@code docs/rules.md} says what each one means. */
public enum Parameter {
    ENABLED(Type.FLAG),
    SCOPES(Type.SCOPES),
    MEASURE(Type.MEASURE),
    ON_DAYS(Type.DAYS),
    WARNING_BELOW(Type.PERCENT),
    WARNING_CLEAR(Type.PERCENT),
    CRITICAL_BELOW(Type.PERCENT_OR_NONE),
    CRITICAL_CLEAR(Type.PERCENT_OR_NONE),
    FIRE_AFTER(Type.DURATION),
    CLEAR_AFTER(Type.DURATION),
    COVERAGE_GATE(Type.SHARE),
    COVERAGE_BELOW(Type.SHARE),
    DEVIATIONS(Type.PERCENT),
    LEAST_GAP(Type.PERCENT),
    LEAST_PEERS(Type.COUNT),
    CLEAR_MARGIN(Type.PERCENT),
    DAYS(Type.COUNT),
    POINTS(Type.PERCENT),
    COMPARE(Type.COMPARE),
    KEEP_DAYS(Type.COUNT),
    STAFF_AFTER(Type.DURATION),
    VALID_FOR(Type.DURATION),
    SHARE(Type.SHARE),
    LEAST_PARKS(Type.COUNT),
    INPUT_AFTER(Type.DURATION),
    SEVERITY(Type.SEVERITY),
    UPDATE_EVERY(Type.DURATION);

    /** What may stand there, and as what it is kept. */
    public enum Type {
        /** {@code true} or {@code false}; a {@link Boolean}. */
        FLAG,
        /** Patterns of scopes; a list of {@link ScopePattern}. */
        SCOPES,
        /** A rate or the index. */
        MEASURE,
        /** A decimal number of at least 0; a {@link java.math.BigDecimal}. */
        PERCENT,
        /** The same, or {@code none}, which is kept as {@link Policy#NONE}. */
        PERCENT_OR_NONE,
        /** A decimal number from 0 to 1; a {@link java.math.BigDecimal}. */
        SHARE,
        /** An ISO-8601 duration of at least 0; milliseconds as a {@link Long}. */
        DURATION,
        /** A whole number from 1 to 60; an {@link Integer}. */
        COUNT,
        /** A {@link ComparableDay}. */
        COMPARE,
        /** A {@link JudgedDays}. */
        DAYS,
        /** A {@link Severity}. */
        SEVERITY
    }

    private final Type type;

    Parameter(Type type) {
        this.type = type;
    }

    /** The key in {@code rules.yaml}, e.g. {@code fire_after}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Type type() {
        return type;
    }
}
