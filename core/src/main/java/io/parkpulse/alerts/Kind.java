package io.parkpulse.alerts;

import static io.parkpulse.alerts.Parameter.*;

import io.parkpulse.message.Message;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
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

    /**
     * What parameters must be to each other.
     *
     * @param holds whether a policy with all parameters of the kind keeps to it
     * @param expected of whoever wrote the first of the keys, for messages
     * @param keys whose values are compared
     */
    public record Relation(Predicate<Policy> holds, Function<Policy, Message> expected, List<Parameter> keys) {
        private static Relation above(Parameter key, Parameter bound) {
            return new Relation(
                    policy -> policy.decimal(key).compareTo(policy.decimal(bound)) > 0,
                    policy -> Message.of("yaml.above", "bound", bound.shown(policy)),
                    List.of(key, bound));
        }

        private static Relation notAbove(Parameter key, Parameter bound) {
            return new Relation(
                    policy -> policy.decimal(key).compareTo(policy.decimal(bound)) <= 0,
                    policy -> Message.of("yaml.not_above", "bound", bound.shown(policy)),
                    List.of(key, bound));
        }

        /** One that is asked for only where a critical bound is given. */
        private Relation ifCritical() {
            return new Relation(
                    policy -> policy.decimal(CRITICAL_BELOW).equals(Policy.NONE) || holds.test(policy), expected, keys);
        }
    }

    private static final List<Relation> OF_BOUNDS = List.of(
            Relation.above(WARNING_CLEAR, WARNING_BELOW),
            new Relation(
                    policy -> policy.decimal(CRITICAL_BELOW).equals(Policy.NONE)
                            == policy.decimal(CRITICAL_CLEAR).equals(Policy.NONE),
                    policy -> Message.of("yaml.both_or_none"),
                    List.of(CRITICAL_CLEAR, CRITICAL_BELOW)),
            new Relation(
                            policy -> policy.decimal(CRITICAL_BELOW).compareTo(policy.decimal(WARNING_BELOW)) < 0,
                            policy -> Message.of("yaml.below", "bound", WARNING_BELOW.shown(policy)),
                            List.of(CRITICAL_BELOW, WARNING_BELOW))
                    .ifCritical(),
            new Relation(
                            policy -> policy.decimal(CRITICAL_CLEAR).compareTo(policy.decimal(CRITICAL_BELOW)) > 0
                                    && policy.decimal(CRITICAL_CLEAR).compareTo(policy.decimal(WARNING_CLEAR)) <= 0,
                            policy -> Message.of(
                                    "yaml.between",
                                    "least",
                                    CRITICAL_BELOW.shown(policy),
                                    "most",
                                    WARNING_CLEAR.shown(policy)),
                            List.of(CRITICAL_CLEAR, WARNING_CLEAR, CRITICAL_BELOW))
                    .ifCritical());

    /** What its parameters must be to each other. */
    public List<Relation> relations() {
        return switch (this) {
            case LAGGING -> OF_BOUNDS;
            case DROPPING, DECLARED_GAP -> List.of(Relation.notAbove(CLEAR_MARGIN, POINTS));
            default -> List.of();
        };
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
