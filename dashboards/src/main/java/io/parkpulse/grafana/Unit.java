package io.parkpulse.grafana;

import io.parkpulse.catalogue.Catalogue;
import io.parkpulse.index.Measure;

/**
 * How numbers are shown.
 *
 * @param id in Grafana's terms
 * @param decimals null for as many as there are
 */
record Unit(String id, Integer decimals) {
    static final Unit PERCENT = new Unit("percent", 2);
    /** A share of 1. */
    static final Unit SHARE = new Unit("percentunit", 1);
    /** A number on a scale of its own. */
    static final Unit NUMBER = new Unit("none", 2);
    /** A whole number. */
    static final Unit COUNT = new Unit("none", 0);

    static final Unit TEXT = new Unit("string", null);
    static final Unit WATT_HOURS = new Unit("watth", 1);
    static final Unit MILLISECONDS = new Unit("ms", null);
    static final Unit SECONDS = new Unit("s", null);
    static final Unit BYTES = new Unit("bytes", null);
    static final Unit PER_SECOND = new Unit("cps", null);
    static final Unit DAY = new Unit("time:YYYY-MM-DD", null);
    static final Unit INSTANT = new Unit("dateTimeAsIso", null);
    static final Unit AGE = new Unit("dateTimeFromNow", null);

    /** That of a measure's values. */
    static Unit of(Measure measure, Catalogue catalogue) {
        return switch (measure.kind()) {
            case RATE -> PERCENT;
            case INDEX -> NUMBER;
            case COUNT -> counted(catalogue.unit(measure));
        };
    }

    /** A number of things, whose word follows it; after a space where words are set apart by spaces. */
    private static Unit counted(String word) {
        boolean latin = word.codePointAt(0) < 0x250;
        return new Unit("suffix:" + (latin ? " " : "") + word, 0);
    }
}
