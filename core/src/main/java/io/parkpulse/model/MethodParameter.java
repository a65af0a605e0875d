package io.parkpulse.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/**
 * The parameters of a {@link Method}, beside its id and its source. This is the only list of them: files, rows of the
 * registry's topic, states, and what the command line and the pages say of a method iterate over it.
 */
public enum MethodParameter {
    /** θ: an enterprise is power-resumed from this share of its baseline on. */
    THRESHOLD(ValueForm.decimal(), "0.30"),
    /** Whether θ itself is enough, a {@link Method.Comparator}. */
    COMPARATOR(ValueForm.oneOf(List.of(Method.Comparator.values()), Enum::name), "GE"),
    /** Which enterprises' energy the output rate sums, a {@link Method.Output}. */
    OUTPUT(ValueForm.oneOf(List.of(Method.Output.values()), Enum::name), "RESUMED_OVER_ALL"),
    /** Weight of the work rate in the index. */
    WEIGHT_WORK(ValueForm.decimal(), "0.5"),
    /** Weight of the output rate in the index. */
    WEIGHT_OUTPUT(ValueForm.decimal(), "0.5"),
    /** Of everything printed, a {@link RoundingMode}: FLOOR or HALF_UP. */
    ROUNDING(ValueForm.oneOf(List.of(RoundingMode.FLOOR, RoundingMode.HALF_UP), Enum::name), "HALF_UP"),
    /** Decimals of printed rates. */
    DECIMALS(ValueForm.whole(0, 9), "2"),
    /** Decimals of the printed index. */
    INDEX_DECIMALS(ValueForm.whole(0, 9), "2"),
    /** Whether printed rates go without zeros at the end of their decimals. */
    TRIM_ZEROS(ValueForm.flag(), "false"),
    /** What the difference of two figures is taken from, a {@link Method.Delta}. */
    DELTA(ValueForm.oneOf(List.of(Method.Delta.values()), Enum::name), "EXACT"),
    /** Whether an online check-in shows that an enterprise works. */
    COUNT_ONLINE(ValueForm.flag(), "false"),
    /** Least share of a window that an enterprise's meters must cover. */
    COVERAGE_GATE(ValueForm.share(1), "0.80"),
    /** Least share of a scope's enterprises that must be known. */
    SCOPE_GATE(ValueForm.share(1), "0.50"),
    /** 达产: least utilisation of an enterprise at target. */
    TARGET(ValueForm.share(10), "0.80"),
    /** Up to what share of capacity the energy and the staff of an enterprise count. */
    UTILISATION_CAP(ValueForm.share(1, 10, 15), "1.2");

    private final ValueForm form;
    private final Object usual;

    MethodParameter(ValueForm form, String usual) {
        this.form = form;
        this.usual = form.parse(usual);
    }

    /** The name in files, e.g. {@code weight_work}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public ValueForm form() {
        return form;
    }

    /** The value in the method {@link Method#DEFAULT_ID}. */
    public Object usual() {
        return usual;
    }

    /**
     * The value of a text that {@link #print} wrote; as usual without one.
     *
     * @param text null or empty for none
     * @throws IllegalArgumentException if it is none of this parameter
     */
    Object parse(String text) {
        if (text == null || text.isEmpty()) {
            return usual;
        }
        Object value = form.parse(text);
        if (value == null) {
            throw new IllegalArgumentException(id() + " '" + text + "' is none of its values");
        }
        return value;
    }

    /** A value as it is written: numbers without an exponent. */
    public static String print(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }
}
