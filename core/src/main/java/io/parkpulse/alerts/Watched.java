package io.parkpulse.alerts;

import io.parkpulse.index.Fraction;
import io.parkpulse.index.Printing;
import io.parkpulse.index.ScopeFigures;
import io.parkpulse.index.ScopeFigures.Rate;
import io.parkpulse.model.Method;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.function.Function;

/** The measures that a rule can watch, by their names in {@code indices.jsonl}. */
public enum Watched {
    ENTERPRISE_RESUMPTION(ScopeFigures::enterpriseResumption),
    POWER_WORK_RATE(ScopeFigures::powerWorkRate),
    POWER_OUTPUT_RATE(ScopeFigures::powerOutputRate),
    RESUMPTION_INDEX(null),
    STAFF_RETURN(ScopeFigures::staffReturn),
    CAPACITY_UTILISATION(ScopeFigures::capacityUtilisation),
    COVERAGE(ScopeFigures::coverage);

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal MILLIS_OF_HOUR = BigDecimal.valueOf(3_600_000);

    private final Function<ScopeFigures, Rate> rate;

    Watched(Function<ScopeFigures, Rate> rate) {
        this.rate = rate;
    }

    /** The name in files, e.g. {@code staff_return}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The rate; null where it is unknown, and for the index, which has no n and d. */
    Rate rate(ScopeFigures figures) {
        return rate == null ? null : rate.apply(figures);
    }

    /** The value in percent, of the index the index itself; null where it is unknown. */
    Fraction value(ScopeFigures figures) {
        if (rate == null) {
            return figures.resumptionIndex();
        }
        Rate found = rate.apply(figures);
        return found == null ? null : found.fraction().times(HUNDRED);
    }

    /** The value as the method prints it. */
    String printed(ScopeFigures figures, Method method) {
        if (rate == null) {
            return Printing.index(figures.resumptionIndex(), method);
        }
        Rate found = rate.apply(figures);
        return found == null ? Printing.UNKNOWN : Printing.rate(found.n(), found.d(), method);
    }

    /** A value of this measure that is nobody's figure, such as a median, as the method prints it. */
    String printed(Fraction percent, Method method) {
        return Printing.index(percent, method) + unit();
    }

    /** A configured bound of this measure. */
    String printed(BigDecimal bound) {
        return bound.stripTrailingZeros().toPlainString() + unit();
    }

    /**
     * n and d for people to read: energy with its unit, covered time in hours rounded down to tenths, the rest counted.
     *
     * @param id of a measure of alerts, which need not be one of these
     */
    static String parts(String id, Rate rate) {
        if (id.equals(COVERAGE.id())) {
            return hours(rate.n()) + "/" + hours(rate.d()) + " h";
        }
        boolean energy = id.equals(POWER_OUTPUT_RATE.id()) || id.equals(CAPACITY_UTILISATION.id());
        return String.format(Locale.ROOT, "%,d/%,d%s", rate.n(), rate.d(), energy ? " Wh" : "");
    }

    private static String hours(long millis) {
        return String.format(
                Locale.ROOT, "%,.1f", BigDecimal.valueOf(millis).divide(MILLIS_OF_HOUR, 1, RoundingMode.DOWN));
    }

    private String unit() {
        return rate == null ? "" : "%";
    }
}
