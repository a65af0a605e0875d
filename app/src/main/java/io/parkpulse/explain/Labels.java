package io.parkpulse.explain;

import io.parkpulse.catalogue.Catalogue;
import io.parkpulse.catalogue.Language;
import io.parkpulse.index.Bands;
import io.parkpulse.index.Measure;

/** What measures and their parts are called in explanations. */
final class Labels {
    private static final Catalogue CHINESE = Catalogue.in(Language.ZH);
    private static final Catalogue ENGLISH = Catalogue.in(Language.EN);

    private Labels() {}

    /** The name under which it is published, with the letter that formulas have for it. */
    static String of(Measure measure) {
        String symbol = symbol(measure);
        return symbol.isEmpty() ? CHINESE.name(measure) : symbol + " " + CHINESE.name(measure);
    }

    /** The name under which it is published. */
    static String of(Bands bands) {
        return CHINESE.name(bands);
    }

    /** The letter that formulas have for it; empty for none. */
    static String symbol(Measure measure) {
        return switch (measure) {
            case POWER_WORK_RATE -> "W";
            case POWER_OUTPUT_RATE -> "P";
            case RESUMPTION_INDEX -> "R";
            default -> "";
        };
    }

    /** What its n counts. */
    static String numerator(Measure measure) {
        return measure.isCount() ? "counted" : ENGLISH.name(measure.numerator());
    }

    /** What its d counts. */
    static String denominator(Measure measure) {
        return ENGLISH.name(measure.denominator());
    }

    /** What both count, {@code returned / registered}; empty for what is no rate. */
    static String parts(Measure measure) {
        return measure.isRate() ? numerator(measure) + " / " + denominator(measure) : "";
    }
}
