package io.parkpulse.explain;

import io.parkpulse.breakdown.ExactDecimal;
import io.parkpulse.catalogue.Catalogue;
import io.parkpulse.index.Bands;
import io.parkpulse.index.Fraction;
import io.parkpulse.index.Measure;
import io.parkpulse.index.Printing;
import io.parkpulse.index.Ratio;
import io.parkpulse.model.Method;
import io.parkpulse.text.TextTable;
import io.parkpulse.text.TextTable.Align;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** All figures of a scope and a window for people to read. */
public final class FigureList {
    /** Of what enterprises the bands tell, in their order. */
    private static final String LIMITS = "enterprises with "
            + IntStream.range(0, Bands.COUNT).mapToObj(Catalogue::range).collect(Collectors.joining(" · "));

    private FigureList() {}

    /** The lines to print. */
    public static List<String> lines(ScopeLine line, String parkName) {
        List<String> lines = new ArrayList<>();
        lines.add(ExplanationText.heading(line, parkName) + ", method " + line.method());
        TextTable table = new TextTable(Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT, Align.LEFT)
                .row("measure", "", "", "n / d", "");
        for (Measure measure : measures(line)) {
            Figure figure = line.figure(measure).orElse(null);
            table.row(measure.id(), Labels.of(measure), printed(figure), parts(measure, figure), Labels.parts(measure));
        }
        for (Bands bands : Bands.values()) {
            List<Long> enterprises = line.bands().get(bands);
            if (enterprises != null) {
                table.row(bands.id(), Labels.of(bands), counts(line, bands), "", LIMITS);
            }
        }
        lines.addAll(table.lines());
        return lines;
    }

    private static List<Measure> measures(ScopeLine line) {
        return line.isOfMoment() ? Measure.ofTrailingWindow() : Measure.ofDay();
    }

    /** The lines to print, with what became of each figure since another window. */
    public static List<String> lines(Explainer.Compared compared, String parkName) {
        ScopeLine now = compared.now();
        ScopeLine before = compared.before();
        List<String> lines = new ArrayList<>();
        lines.add(ExplanationText.heading(now, parkName) + ", method " + now.method());
        lines.add("against " + before.when());
        TextTable table = new TextTable(
                        Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.RIGHT)
                .row("measure", "", "before", "n / d", "now", "n / d", "change");
        for (Measure measure : measures(now)) {
            Figure then = before.figure(measure).orElse(null);
            Figure figure = now.figure(measure).orElse(null);
            table.row(
                    measure.id(),
                    Labels.of(measure),
                    printed(then),
                    parts(measure, then),
                    printed(figure),
                    parts(measure, figure),
                    change(measure, compared));
        }
        for (Bands bands : Bands.values()) {
            table.row(bands.id(), Labels.of(bands), counts(before, bands), "", counts(now, bands), "", "");
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
        if (now == null || before == null) {
            return Printing.UNKNOWN;
        }
        return switch (measure.kind()) {
            case RATE -> Printing.delta(now, before, compared.method());
            case INDEX -> Printing.indexDelta(now, before, compared.method());
            case COUNT -> {
                Fraction difference = now.minus(before);
                yield (difference.signum() > 0 ? "+" : "") + ExactDecimal.decimal(difference, 0);
            }
        };
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
