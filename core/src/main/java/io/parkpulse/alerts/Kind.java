package io.parkpulse.alerts;

import static io.parkpulse.alerts.Parameter.*;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a rule looks for. */
public enum Kind {
    /** A measure is below a bound. */
    LAGGING(
            true,
            SCOPES,
            MEASURE,
            ON_DAYS,
            WARNING_BELOW,
            WARNING_CLEAR,
            CRITICAL_BELOW,
            CRITICAL_CLEAR,
            FIRE_AFTER,
            CLEAR_AFTER,
            COVERAGE_GATE,
            UPDATE_EVERY),
    /** A park's measure is below what the parks of its class have: median − deviations × MAD. */
    LAGGING_PEERS(
            true,
            SCOPES,
            MEASURE,
            ON_DAYS,
            DEVIATIONS,
            LEAST_GAP,
            LEAST_PEERS,
            CLEAR_MARGIN,
            FIRE_AFTER,
            CLEAR_AFTER,
            COVERAGE_GATE,
            SEVERITY,
            UPDATE_EVERY),
    /** Days without a rise, while the median of the parks of the class rises. */
    STAGNANT(true, SCOPES, MEASURE, ON_DAYS, DAYS, LEAST_PEERS, CLEAR_MARGIN, COVERAGE_GATE, SEVERITY, UPDATE_EVERY),
    /** A day is below the comparable day before by more than some points. */
    DROPPING(
            true,
            SCOPES,
            MEASURE,
            ON_DAYS,
            POINTS,
            COMPARE,
            CLEAR_MARGIN,
            KEEP_DAYS,
            COVERAGE_GATE,
            SEVERITY,
            UPDATE_EVERY),
    /** Too little is known of a scope, or one of its streams has fallen silent. */
    STALE(false, SCOPES, COVERAGE_BELOW, FIRE_AFTER, CLEAR_AFTER, STAFF_AFTER, SEVERITY, UPDATE_EVERY),
    /** What was declared and what the meters show are apart by more than some points. */
    DECLARED_GAP(
            true,
            SCOPES,
            MEASURE,
            ON_DAYS,
            POINTS,
            CLEAR_MARGIN,
            VALID_FOR,
            FIRE_AFTER,
            CLEAR_AFTER,
            COVERAGE_GATE,
            SEVERITY,
            UPDATE_EVERY),
    /** Most parks are stale at once, or nothing comes in at all. Holds back every other rule. */
    OUTAGE(false, COVERAGE_BELOW, SHARE, LEAST_PARKS, INPUT_AFTER, FIRE_AFTER, CLEAR_AFTER, SEVERITY, UPDATE_EVERY);

    private final boolean lag;
    private final List<Parameter> parameters;

    Kind(boolean lag, Parameter... parameters) {
        this.lag = lag;
        this.parameters =
                Stream.concat(Stream.of(ENABLED), Stream.of(parameters)).toList();
    }

    /** The word in {@code rules.yaml}, e.g. {@code lagging-peers}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The parameters that mean something to it. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** Whether it reproaches a park with being behind, which a park that may not open yet is not. */
    boolean isLag() {
        return lag;
    }
}
