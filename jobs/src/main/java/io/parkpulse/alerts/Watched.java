package io.parkpulse.alerts;

import io.parkpulse.index.Fraction;
import io.parkpulse.index.Printing;
import io.parkpulse.index.ScopeFigures;
import io.parkpulse.index.ScopeFigures.Rate;
import io.parkpulse.model.Method;
import java.math.BigDecimal;
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

    private String unit() {
        return rate == null ? "" : "%";
    }
}
