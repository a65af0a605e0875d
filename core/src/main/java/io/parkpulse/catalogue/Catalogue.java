package io.parkpulse.catalogue;

import io.parkpulse.index.Bands;
import io.parkpulse.index.Measure;
import io.parkpulse.index.Sum;
import java.util.Locale;
import java.util.Map;

/**
 * What each {@link Measure} is, in one language: described here once, for pages, dashboards and commands alike.
 *
 * <p>The three stages of coming back keep three words in every language: opened (复工), producing (复产) and at target
 * (达产). A park can be all opened and far from target.
 */
public final class Catalogue {
    private final Texts texts;

    private Catalogue(Texts texts) {
        this.texts = texts;
    }

    /** The catalogue of a language. */
    public static Catalogue in(Language language) {
        return new Catalogue(Texts.of(Catalogue.class, "measures", language));
    }

    /** What it is called. */
    public String name(Measure measure) {
        return text(measure, "name");
    }

    /** What it is called where there is room for a word or two. */
    public String label(Measure measure) {
        return text(measure, "label");
    }

    /** What it is, a sentence. */
    public String definition(Measure measure) {
        return text(measure, "definition");
    }

    /** What is divided by what. Parameters of the method stand in it as {@code {threshold}}. */
    public String formula(Measure measure) {
        return text(measure, "formula");
    }

    /** How to read it, and what not to read into it. */
    public String reading(Measure measure) {
        return text(measure, "reading");
    }

    /** When it is not known. Parameters of the method stand in it as {@code {scope_gate}}. */
    public String unknown(Measure measure) {
        return text(measure, "unknown");
    }

    /** What bands are called. */
    public String name(Bands bands) {
        return texts.of("bands." + bands.id() + ".name");
    }

    /** What bands tell, a sentence. */
    public String definition(Bands bands) {
        return texts.of("bands." + bands.id() + ".definition");
    }

    /** From where to where a band goes, in any language: {@code < 30 %}, {@code 30–50 %}, {@code ≥ 90 %}. */
    public static String range(int band) {
        if (band == 0) {
            return "< " + limit(0) + " %";
        }
        return band == Bands.LIMITS.size() ? "≥ " + limit(band - 1) + " %" : limit(band - 1) + "–" + limit(band) + " %";
    }

    private static String limit(int number) {
        return MethodParameters.percent(Bands.LIMITS.get(number));
    }

    /** What a sum counts, in a word or two: the head of a column of n or d. */
    public String name(Sum sum) {
        return texts.of("sum." + sum.id());
    }

    /** The unit of its values, e.g. {@code %}. */
    public String unit(Measure measure) {
        Enum<?> key = measure.isCount() ? measure.unit() : measure.kind();
        return texts.of("unit." + key.name().toLowerCase(Locale.ROOT));
    }

    /**
     * The key of the text with the unit in which two values differ, the number standing as {@code {n}}: points of an index,
     * percentage points of a rate, and no unit of a count.
     */
    public static String differenceKey(Measure measure) {
        return "difference." + measure.kind().name().toLowerCase(Locale.ROOT);
    }

    /**
     * A word of the registry or of outputs, as people of this language have it: {@code tier} {@code top-100}, {@code
     * place} {@code tianjin}, {@code severity} {@code critical}, {@code method_name} {@code jiangsu-2020}.
     *
     * @return the word itself, where there is no other for it
     */
    public String word(String kind, String word) {
        return texts.all().getOrDefault(kind + "." + word, word);
    }

    /** How a class or batch of parks is called by its number; {@code kind} is {@code class} or {@code batch}. */
    public String numbered(String kind, String number) {
        return Texts.filled(texts.of("part." + kind), Map.of("n", number));
    }

    /**
     * All texts by key: those above as {@code measure.ID.name}, {@code bands.ID.name} and so on, what sums count as
     * {@code sum.at_work}, the words of the stages as {@code term.opened}, {@code term.producing} and
     * {@code term.at_target}, a method's parameters as {@code method.…}, and what {@link #word} knows, e.g.
     * {@code tier.above-scale}.
     */
    public Map<String, String> texts() {
        return texts.all();
    }

    private String text(Measure measure, String what) {
        return texts.of("measure." + measure.id() + "." + what);
    }
}
