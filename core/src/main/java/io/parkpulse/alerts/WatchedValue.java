package io.parkpulse.alerts;

import io.parkpulse.index.Fraction;
import io.parkpulse.index.Measure;
import io.parkpulse.index.Printing;
import io.parkpulse.index.ScopeFigures;
import io.parkpulse.index.ScopeFigures.Rate;
import io.parkpulse.model.Method;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** The value of a measure as rules compare it and alerts print it. */
final class WatchedValue {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal MILLIS_OF_HOUR = BigDecimal.valueOf(3_600_000);

    private WatchedValue() {}

    /** The rate; null where it is unknown, and for the index, which has no n and d. */
    static Rate rate(Measure measure, ScopeFigures figures) {
        return measure.isRate() ? figures.rate(measure) : null;
    }

    /** The value in percent, of the index the index itself; null where it is unknown. */
    static Fraction of(Measure measure, ScopeFigures figures) {
        Fraction exact = figures.exact(measure);
        return exact == null || !measure.isRate() ? exact : exact.times(HUNDRED);
    }

    /** The value as the method prints it. */
    static String printed(Measure measure, ScopeFigures figures, Method method) {
        if (!measure.isRate()) {
            return Printing.index(figures.exact(measure), method);
        }
        Rate rate = figures.rate(measure);
        return rate == null ? Printing.UNKNOWN : Printing.rate(rate.n(), rate.d(), method);
    }

    /** A value of this measure that is nobody's figure, such as a median, as the method prints it. */
    static String printed(Measure measure, Fraction percent, Method method) {
        return Printing.index(percent, method) + unit(measure);
    }

    /** A configured bound of this measure. */
    static String printed(Measure measure, BigDecimal bound) {
        return bound.stripTrailingZeros().toPlainString() + unit(measure);
    }

    /**
     * n and d for people to read: energy with its unit, covered time in hours rounded down to tenths, the rest counted.
     *
     * @param id of a measure of alerts, which need not be a {@link Measure}
     */
    static String parts(String id, Rate rate) {
        Measure.Unit unit = Measure.of(id).map(Measure::unit).orElse(Measure.Unit.ENTERPRISES);
        return switch (unit) {
            case MS -> hours(rate.n()) + "/" + hours(rate.d()) + " h";
            case WH -> String.format(Locale.ROOT, "%,d/%,d Wh", rate.n(), rate.d());
            case MILLIONTHS ->
                BigDecimal.valueOf(rate.n(), 6).toPlainString() + "/"
                        + BigDecimal.valueOf(rate.d(), 6).toPlainString();
            case ENTERPRISES, PERSONS, POINTS -> String.format(Locale.ROOT, "%,d/%,d", rate.n(), rate.d());
        };
    }

    private static String hours(long millis) {
        return String.format(
                Locale.ROOT, "%,.1f", BigDecimal.valueOf(millis).divide(MILLIS_OF_HOUR, 1, RoundingMode.DOWN));
    }

    private static String unit(Measure measure) {
        return measure.isRate() ? "%" : "";
    }
}
