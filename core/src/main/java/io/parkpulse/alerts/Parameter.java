package io.parkpulse.alerts;

import io.parkpulse.index.Measure;
import io.parkpulse.model.ValueForm;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A parameter of a rule. {@code docs/rules.md} says what each one means. */
public enum Parameter {
    ENABLED(ValueForm.flag()),
    SCOPES(ScopePattern.FORM),
    MEASURE(ValueForm.oneOf(
            Arrays.stream(Measure.values())
                    .filter(measure -> !measure.isCount())
                    .toList(),
            Measure::id)),
    ON_DAYS(ValueForm.oneOf(List.of(JudgedDays.values()), JudgedDays::id)),
    WARNING_BELOW(ValueForm.percent()),
    WARNING_CLEAR(ValueForm.percent()),
    CRITICAL_BELOW(ValueForm.percent().orNone(Policy.NONE)),
    CRITICAL_CLEAR(ValueForm.percent().orNone(Policy.NONE)),
    FIRE_AFTER(ValueForm.duration(366)),
    CLEAR_AFTER(ValueForm.duration(366)),
    COVERAGE_GATE(ValueForm.share(1)),
    COVERAGE_BELOW(ValueForm.share(1)),
    DEVIATIONS(ValueForm.percent()),
    LEAST_GAP(ValueForm.percent()),
    LEAST_PEERS(ValueForm.whole(1, 60)),
    CLEAR_MARGIN(ValueForm.percent()),
    DAYS(ValueForm.whole(1, 60)),
    POINTS(ValueForm.percent()),
    COMPARE(ValueForm.oneOf(List.of(ComparableDay.values()), ComparableDay::id)),
    KEEP_DAYS(ValueForm.whole(1, 60)),
    STAFF_AFTER(ValueForm.duration(366)),
    VALID_FOR(ValueForm.duration(366)),
    SHARE(ValueForm.share(1)),
    LEAST_PARKS(ValueForm.whole(1, 60)),
    INPUT_AFTER(ValueForm.duration(366)),
    SEVERITY(ValueForm.oneOf(List.of(Severity.values()), Severity::id)),
    UPDATE_EVERY(ValueForm.duration(366));

    private final ValueForm form;

    Parameter(ValueForm form) {
        this.form = form;
    }

    /** The key in {@code rules.yaml}, e.g. {@code fire_after}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How a value is written; of {@link #SCOPES}, which is a list, each of them. */
    public ValueForm form() {
        return form;
    }

    /** The key with its value in a policy, for messages: {@code warning_below 60}. */
    String shown(Policy policy) {
        return key() + " " + policy.decimal(this).toPlainString();
    }
}
