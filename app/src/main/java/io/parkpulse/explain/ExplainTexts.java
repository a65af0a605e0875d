package io.parkpulse.explain;

import io.parkpulse.breakdown.Reasons;
import io.parkpulse.catalogue.Catalogue;
import io.parkpulse.catalogue.Language;
import io.parkpulse.catalogue.Sentences;
import io.parkpulse.catalogue.Texts;
import io.parkpulse.index.Bands;
import io.parkpulse.index.Measure;
import io.parkpulse.index.Printing;
import io.parkpulse.message.Message;
import io.parkpulse.model.Names;
import io.parkpulse.model.Park;
import io.parkpulse.text.Columns;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What explanations say to people, in one language. */
final class ExplainTexts {
    private static final Map<Language, ExplainTexts> ALL = new ConcurrentHashMap<>();

    private final Language language;
    private final Sentences sentences;
    private final Catalogue catalogue;
    private final Catalogue names;
    private final Reasons reasons;

    private ExplainTexts(Language language) {
        this.language = language;
        this.sentences = Sentences.in(language);
        this.catalogue = Catalogue.in(language);
        // The measures come from Chinese publications: beside an id that is English stands the name that they have
        // there.
        this.names = language == Language.EN ? Catalogue.in(Language.ZH) : catalogue;
        this.reasons = Reasons.in(language);
    }

    static ExplainTexts in(Language language) {
        return ALL.computeIfAbsent(language, ExplainTexts::new);
    }

    Catalogue catalogue() {
        return catalogue;
    }

    Reasons reasons() {
        return reasons;
    }

    String of(Message message) {
        return sentences.of(message);
    }

    /** A text with values in its places: names and values by turns. */
    String of(String key, Object... namesAndValues) {
        return sentences.of(Message.of(key, namesAndValues));
    }

    /** So many enterprises. */
    String enterprises(int count) {
        return of(count == 1 ? "explain.enterprises.one" : "explain.enterprises.some", "n", Message.count(count));
    }

    /** A name that the registry gives. */
    String name(Names given, String plain) {
        return language.nameOf(given, plain);
    }

    /**
     * What a scope and a window are called above what is said of them.
     *
     * @param park that the scope lies in; null for none
     */
    String heading(ScopeLine line, Park park) {
        String name = park == null ? "" : name(park.names(), "");
        return of(
                "explain.heading",
                "scope",
                Columns.oneLine(line.scope() + (name.isEmpty() ? "" : "  " + name)),
                "when",
                line.when(),
                "status",
                status(line));
    }

    private String status(ScopeLine line) {
        if (line.isOfMoment()) {
            return of("explain.status.moment");
        }
        String status = of(line.provisional() ? "explain.status.provisional" : "explain.status.final");
        return line.revision() > 0 ? of("explain.status.revised", "status", status, "n", line.revision()) : status;
    }

    /** The name under which it is published, with the letter that formulas have for it. */
    String label(Measure measure) {
        String symbol = symbol(measure);
        return symbol.isEmpty() ? names.name(measure) : symbol + " " + names.name(measure);
    }

    /** The name under which it is published. */
    String label(Bands bands) {
        return names.name(bands);
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
    String numerator(Measure measure) {
        return measure.isCount() ? of("explain.column.counted") : catalogue.name(measure.numerator());
    }

    /** What its d counts. */
    String denominator(Measure measure) {
        return catalogue.name(measure.denominator());
    }

    /** What both count, {@code returned / registered}; empty for what is no rate. */
    String parts(Measure measure) {
        return measure.isRate() ? numerator(measure) + " / " + denominator(measure) : "";
    }

    /**
     * A difference of two values of a measure with its unit.
     *
     * @param number as printed; one that is not known has no unit
     */
    String difference(Measure measure, String number) {
        return number.equals(Printing.UNKNOWN)
                ? number
                : Texts.filled(catalogue.texts().get(Catalogue.differenceKey(measure)), Map.of("n", number));
    }
}
