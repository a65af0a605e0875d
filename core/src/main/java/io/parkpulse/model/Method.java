package io.parkpulse.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.function.Function;

/** How a publisher computes and prints its figures. */
public final class Method {
    /** The method of parks that name none, and of scopes whose parks have several. */
    public static final String DEFAULT_ID = "zhejiang-2020";

    private final String id;
    /** By {@link MethodParameter}. */
    private final Object[] values;

    private final String sourceText;
    private final String sourceLink;

    private Method(String id, Object[] values, String sourceText, String sourceLink) {
        this.id = id;
        this.values = values;
        this.sourceText = sourceText;
        this.sourceLink = sourceLink;
    }

    /** How energy is held against θ × baseline. */
    public enum Comparator {
        /** At least. */
        GE,
        /** Above. */
        GT
    }

    /** What the output rate P divides. */
    public enum Output {
        /** Energy of all matched enterprises over the baselines of all matched. */
        ALL,
        /** Energy of the power-resumed over the baselines of all matched. */
        RESUMED_OVER_ALL,
        /** Energy of the power-resumed over the baselines of the power-resumed. */
        RESUMED_ONLY
    }

    /** What the difference of two figures is taken from. */
    public enum Delta {
        /** The figures exactly; the difference is rounded. */
        EXACT,
        /** The figures as they are rounded; the difference is not rounded any more. */
        PRINTED
    }

    /** A method whose parameters are all as usual, without a source. */
    public static Method of(String id) {
        return of(id, MethodParameter::usual);
    }

    /**
     * A method without a source.
     *
     * @param id unique, e.g. {@code zhejiang-2020}
     * @param values of each parameter, of its form
     */
    public static Method of(String id, Function<MethodParameter, Object> values) {
        return new Method(
                id, Arrays.stream(MethodParameter.values()).map(values).toArray(), "", "");
    }

    /**
     * A method of texts, without a source.
     *
     * @param texts of each parameter, as {@link #text} gives them; as usual where there is none, null or empty
     * @throws IllegalArgumentException for a text that is none of its parameter
     */
    public static Method parse(String id, Function<MethodParameter, String> texts) {
        return of(id, parameter -> parameter.parse(texts.apply(parameter)));
    }

    /** The same with another value of a parameter. */
    public Method with(MethodParameter parameter, Object value) {
        Object[] all = values.clone();
        all[parameter.ordinal()] = value;
        return new Method(id, all, sourceText, sourceLink);
    }

    /** The same under another id. */
    public Method named(String other) {
        return new Method(other, values, sourceText, sourceLink);
    }

    /**
     * The same with a source.
     *
     * @param text the publication; empty for none
     * @param link its address; empty for none
     */
    public Method from(String text, String link) {
        return new Method(id, values, text, link);
    }

    public String id() {
        return id;
    }

    /** The publication; empty for none. */
    public String sourceText() {
        return sourceText;
    }

    /** Its address; empty for none. */
    public String sourceLink() {
        return sourceLink;
    }

    /** The value of a parameter, of its form. */
    public Object value(MethodParameter parameter) {
        return values[parameter.ordinal()];
    }

    /** The value of a parameter, as it is written. */
    public String text(MethodParameter parameter) {
        return MethodParameter.print(value(parameter));
    }

    /** See {@link MethodParameter#THRESHOLD}. */
    public BigDecimal threshold() {
        return (BigDecimal) value(MethodParameter.THRESHOLD);
    }

    /** See {@link MethodParameter#COMPARATOR}. */
    public Comparator comparator() {
        return (Comparator) value(MethodParameter.COMPARATOR);
    }

    /** See {@link MethodParameter#OUTPUT}. */
    public Output output() {
        return (Output) value(MethodParameter.OUTPUT);
    }

    /** See {@link MethodParameter#WEIGHT_WORK}. */
    public BigDecimal weightWork() {
        return (BigDecimal) value(MethodParameter.WEIGHT_WORK);
    }

    /** See {@link MethodParameter#WEIGHT_OUTPUT}. */
    public BigDecimal weightOutput() {
        return (BigDecimal) value(MethodParameter.WEIGHT_OUTPUT);
    }

    /** See {@link MethodParameter#ROUNDING}. */
    public RoundingMode rounding() {
        return (RoundingMode) value(MethodParameter.ROUNDING);
    }

    /** See {@link MethodParameter#DECIMALS}. */
    public int decimals() {
        return (Integer) value(MethodParameter.DECIMALS);
    }

    /** See {@link MethodParameter#INDEX_DECIMALS}. */
    public int indexDecimals() {
        return (Integer) value(MethodParameter.INDEX_DECIMALS);
    }

    /** See {@link MethodParameter#TRIM_ZEROS}. */
    public boolean trimZeros() {
        return (Boolean) value(MethodParameter.TRIM_ZEROS);
    }

    /** See {@link MethodParameter#DELTA}. */
    public Delta delta() {
        return (Delta) value(MethodParameter.DELTA);
    }

    /** See {@link MethodParameter#COUNT_ONLINE}. */
    public boolean countOnline() {
        return (Boolean) value(MethodParameter.COUNT_ONLINE);
    }

    /** See {@link MethodParameter#COVERAGE_GATE}. */
    public BigDecimal coverageGate() {
        return (BigDecimal) value(MethodParameter.COVERAGE_GATE);
    }

    /** See {@link MethodParameter#SCOPE_GATE}. */
    public BigDecimal scopeGate() {
        return (BigDecimal) value(MethodParameter.SCOPE_GATE);
    }

    /** See {@link MethodParameter#UTILISATION_CAP}. */
    public BigDecimal utilisationCap() {
        return (BigDecimal) value(MethodParameter.UTILISATION_CAP);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Method method
                && id.equals(method.id)
                && Arrays.equals(values, method.values)
                && sourceText.equals(method.sourceText)
                && sourceLink.equals(method.sourceLink);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return id + Arrays.toString(values);
    }
}
