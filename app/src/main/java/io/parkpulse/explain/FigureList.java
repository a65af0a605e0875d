package io.parkpulse.explain;

import io.parkpulse.catalogue.Catalogue;
import io.parkpulse.catalogue.Language;
import io.parkpulse.index.Bands;
import io.parkpulse.index.Fraction;
import io.parkpulse.index.Measure;
import io.parkpulse.index.Printing;
import io.parkpulse.index.Ratio;
import io.parkpulse.model.Method;
import io.parkpulse.model.Park;
import io.parkpulse.text.TextTable;
import io.parkpulse.text.TextTable.Align;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** All figures of a scope and a window for people to read. */
public final class FigureList {
    /** Of what shares the bands tell, in their order. */
    private static final String RANGES =
            IntStream.range(0, Bands.COUNT).mapToObj(Catalogue::range).collect(Collectors.joining(" · "));

    private FigureList() {}

    /**
     * The lines to print.
     *
     * @param park that the scope lies in; null for none
     * @param language in which to say it
     */
    public static List<String> lines(ScopeLine line, Park park, Language language) {
        ExplainTexts texts = ExplainTexts.in(language);
        List<String> lines = new ArrayList<>();
        lines.add(heading(line, park, texts));
        TextTable table = new TextTable(Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT, Align.LEFT)
                .row(texts.of("explain.column.measure"), "", "", "n / d", "");
        for (Measure measure : measures(line)) {
            Figure figure = line.figure(measure).orElse(null);
            table.row(
                    measure.id(), texts.label(measure), printed(figure), parts(measure, figure), texts.parts(measure));
        }
        for (Bands bands : Bands.values()) {
            if (line.bands().containsKey(bands)) {
                table.row(
                        bands.id(),
                        texts.label(bands),
                        counts(line, bands),
                        "",
                        texts.of("explain.enterprises_with", "bands", RANGES));
            }
        }
        lines.addAll(table.lines());
        return lines;
    }

    private static String heading(ScopeLine line, Park park, ExplainTexts texts) {
        return texts.of("explain.heading_method", "heading", texts.heading(line, park), "method", line.method());
    }

    private static List<Measure> measures(ScopeLine line) {
        return line.isOfMoment() ? Measure.ofTrailingWindow() : Measure.ofDay();
    }

    /**
     * The lines to print, with what became of each figure since another window.
     *
     * @param park that the scope lies in; null for none
     * @param language in which to say it
     */
    public static List<String> lines(Explainer.Compared compared, Park park, Language language) {
        ExplainTexts texts = ExplainTexts.in(language);
        ScopeLine now = compared.now();
        ScopeLine before = compared.before();
        List<String> lines = new ArrayList<>();
        lines.add(heading(now, park, texts));
        lines.add(texts.of("explain.against", "when", before.when()));
        TextTable table = new TextTable(
                        Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.RIGHT)
                .row(
                        texts.of("explain.column.measure"),
                        "",
                        texts.of("explain.column.before"),
                        "n / d",
                        texts.of("explain.column.now"),
                        "n / d",
                        texts.of("explain.column.change"));
        for (Measure measure : measures(now)) {
            Figure then = before.figure(measure).orElse(null);
            Figure figure = now.figure(measure).orElse(null);
            table.row(
                    measure.id(),
                    texts.label(measure),
                    printed(then),
                    parts(measure, then),
                    printed(figure),
                    parts(measure, figure),
                    texts.difference(measure, change(measure, compared)));
        }
        for (Bands bands : Bands.values()) {
            table.row(bands.id(), texts.label(bands), counts(before, bands), "", counts(now, bands), "", "");
        }
        lines.addAll(table.lines());
        return lines;
    }

    private static String printed(Figure figure) {
        return figure == null ? Printing.UNKNOWN : figure.printed();
    }

    private static String parts(Measure measure, Figure figure) {
        return figure == null || !measure.isRate() ? "" : figure.n() + " / " + figure.d();
    }

    private static String counts(ScopeLine line, Bands bands) {
        List<Long> enterprises = line.bands().get(bands);
        return enterprises == null
                ? Printing.UNKNOWN
                : enterprises.stream().map(String::valueOf).collect(Collectors.joining(" · "));
    }

    private static String change(Measure measure, Explainer.Compared compared) {
        Fraction now = exact(measure, compared.now(), compared.method());
        Fraction before = exact(measure, compared.before(), compared.method());
        return now == null || before == null
                ? Printing.UNKNOWN
                : ExplanationText.difference(measure, now, before, compared.method());
    }

    /** The figure exactly; null if it is not known. */
    private static Fraction exact(Measure measure, ScopeLine line, Method method) {
        if (measure.kind() == Measure.Kind.INDEX) {
            return line.figure(measure).isEmpty()
                    ? null
                    : Ratio.resumptionIndex(
                            exact(Measure.POWER_WORK_RATE, line, method),
                            exact(Measure.POWER_OUTPUT_RATE, line, method),
                            method);
        }
        return line.figure(measure)
                .map(figure -> measure.isRate() ? figure.fraction() : Fraction.of(figure.n(), 1))
                .orElse(null);
    }
}
