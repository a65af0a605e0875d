package io.parkpulse.alerts;

import io.parkpulse.index.Measure;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters that a rule has for a scope.
 *
 * @param values one for each parameter of the rule's kind, as its {@link Parameter#form} reads it
 */
public record Policy(Map<Parameter, Object> values) implements Serializable {
    /** A bound that there is not: no value is below it. */
    public static final BigDecimal NONE = BigDecimal.valueOf(-1);

    public Policy {
        EnumMap<Parameter, Object> copy = new EnumMap<>(Parameter.class);
        copy.putAll(values);
        values = Collections.unmodifiableMap(copy);
    }

    /** This policy with some parameters otherwise. */
    public Policy with(Map<Parameter, Object> others) {
        EnumMap<Parameter, Object> all = new EnumMap<>(Parameter.class);
        all.putAll(values);
        all.putAll(others);
        return new Policy(all);
    }

    boolean isEnabled() {
        return (Boolean) values.get(Parameter.ENABLED);
    }

    /** A parameter that is a decimal number. */
    public BigDecimal decimal(Parameter parameter) {
        return (BigDecimal) values.get(parameter);
    }

    long millis(Parameter parameter) {
        return (Long) values.get(parameter);
    }

    int count(Parameter parameter) {
        return (Integer) values.get(parameter);
    }

    Measure measure() {
        return (Measure) values.getOrDefault(Parameter.MEASURE, Measure.COVERAGE);
    }

    Severity severity() {
        return (Severity) values.get(Parameter.SEVERITY);
    }

    JudgedDays onDays() {
        return (JudgedDays) values.getOrDefault(Parameter.ON_DAYS, JudgedDays.ALL);
    }

    ComparableDay compare() {
        return (ComparableDay) values.get(Parameter.COMPARE);
    }

    @SuppressWarnings("unchecked") // as Parameter.SCOPES is read
    List<ScopePattern> scopes() {
        return (List<ScopePattern>) values.getOrDefault(Parameter.SCOPES, List.of());
    }
}
