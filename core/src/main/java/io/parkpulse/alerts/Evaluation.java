package io.parkpulse.alerts;

import io.parkpulse.alerts.Hysteresis.Signal;
import io.parkpulse.index.Fraction;
import io.parkpulse.index.Printing;
import io.parkpulse.index.ScopeFigures.Rate;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a rule finds at an instant.
 *
 * @param first how the value stands to the bounds; of a {@code lagging} rule to those of a warning
 * @param second how it stands to a second condition: the bounds of a critical alert, or another stream
 * @param rate n and d of the figure; null where it has none
 * @param printed the figure as text, made only when something is emitted
 * @param threshold the bound it is held against; null where it is not known
 * @param words what else the rule's texts name; a word that begins with {@code @} is a key of the texts
 */
record Evaluation(
        Signal first,
        Signal second,
        Rate rate,
        Supplier<String> printed,
        Fraction threshold,
        Supplier<Map<String, String>> words) {

    /** Nothing is known. */
    static final Evaluation MISSING =
            new Evaluation(Signal.MISSING, Signal.MISSING, null, () -> Printing.UNKNOWN, null, Map::of);

    /** How a value stands to two bounds: below the one, at or above the other, or between them. */
    static Signal signal(Fraction value, Fraction below, Fraction clear) {
        if (value.compareTo(below) < 0) {
            return Signal.LOW;
        }
        return value.compareTo(clear) >= 0 ? Signal.HIGH : Signal.BETWEEN;
    }
}
