package io.parkpulse.cli;

import io.parkpulse.catalogue.Catalogue;
import io.parkpulse.catalogue.Language;
import io.parkpulse.catalogue.MethodParameters;
import io.parkpulse.catalogue.Texts;
import io.parkpulse.index.Measure;
import io.parkpulse.index.Methods;
import io.parkpulse.index.Printing;
import io.parkpulse.index.Sum;
import io.parkpulse.message.Message;
import io.parkpulse.model.Method;
import io.parkpulse.model.MethodParameter;
import io.parkpulse.text.Columns;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The measures, and how methods compute and print them, to be shown in a terminal. */
final class MethodsText {
    private static final int WIDEST = 96;
    private static final int LEAST_LABEL = 13;

    private final CliTexts texts;
    private final Catalogue catalogue;
    private final Catalogue chinese = Catalogue.in(Language.ZH);
    private final int labelWidth;
    private final List<String> lines = new ArrayList<>();

    MethodsText(CliTexts texts) {
        this.texts = texts;
        this.catalogue = texts.catalogue();
        this.labelWidth = Stream.concat(
                        Stream.of(Measure.POWER_WORK_RATE, Measure.POWER_OUTPUT_RATE, Measure.RESUMPTION_INDEX)
                                .map(this::published),
                        Stream.of("online", "gates", "published", "made_up").map(label -> texts.of("methods." + label)))
                .mapToInt(label -> Columns.width(label) + 2)
                .reduce(LEAST_LABEL, Math::max);
    }

    /** The lines to print of one method alone. */
    List<String> of(Method method) {
        method(method);
        return lines;
    }

    /** The lines to print of all measures and of these methods. */
    List<String> of(Collection<Method> methods) {
        lines.add(catalogue.texts().get("method.symbols"));
        lines.add(texts.of("methods.words"));
        lines.add("");
        lines.add(texts.of("methods.measures"));
        Arrays.stream(Measure.values()).filter(measure -> !measure.isCount()).forEach(this::measure);
        for (Method method : methods) {
            lines.add("");
            method(method);
        }
        return lines;
    }

    private void measure(Measure measure) {
        // What stands for the parameters of methods where a measure is described for all of them.
        Map<String, String> anyMethod = Arrays.stream(MethodParameter.values())
                .collect(Collectors.toMap(
                        MethodParameter::id,
                        parameter -> parameter == MethodParameter.COMPARATOR
                                ? texts.of("methods.comparator")
                                : parameter.id()));
        String name = catalogue.name(measure);
        String published = chinese.name(measure);
        lines.add("  " + Columns.left(measure.id(), 23) + name + (name.equals(published) ? "" : " " + published));
        line("", catalogue.definition(measure));
        line("", Texts.filled(catalogue.formula(measure), anyMethod));
        line("", Texts.filled(catalogue.unknown(measure), anyMethod));
    }

    private void method(Method m) {
        boolean asPublished = m.equals(Methods.builtIn().get(m.id()));
        lines.add(m.id()
                + (asPublished ? "" : "  (methods.yaml)")
                + (m.id().equals(Method.DEFAULT_ID) ? "  " + texts.of("methods.default") : ""));
        Map<String, String> parameters = MethodParameters.of(m);
        line(published(Measure.POWER_WORK_RATE), Texts.filled(catalogue.formula(Measure.POWER_WORK_RATE), parameters));
        line(published(Measure.POWER_OUTPUT_RATE), ofMethod("output." + m.output()));
        line(
                published(Measure.RESUMPTION_INDEX),
                Texts.filled(catalogue.formula(Measure.RESUMPTION_INDEX), parameters));
        line(ofMethod("printing"), printing(m));
        line(texts.of("methods.online"), ofMethod("online." + m.countOnline()));
        line(
                texts.of("methods.gates"),
                texts.of(
                        "methods.gates_are",
                        Stream.of(
                                        MethodParameter.COVERAGE_GATE,
                                        MethodParameter.SCOPE_GATE,
                                        MethodParameter.TARGET,
                                        MethodParameter.UTILISATION_CAP)
                                .flatMap(parameter -> Stream.of(parameter.id(), m.text(parameter)))
                                .toArray()));
        line(ofMethod("source"), m.sourceText().isEmpty() ? texts.of(Message.of("explain.no_source")) : m.sourceText());
        if (!m.sourceLink().isEmpty()) {
            line("", m.sourceLink());
        }
        if (asPublished) {
            line("", texts.of(Methods.remark(m.id())));
            PublishedFigure.of(m).forEach(figure -> line(texts.of("methods.published"), figure.print(texts, m)));
            PublishedFigure.index(m)
                    .ifPresent(
                            index -> line("", texts.of("methods.published.index", "index", Printing.index(index, m))));
        }
        example(m);
    }

    /** The name under which it is published where English says it; else that of the language. */
    private String published(Measure measure) {
        return (texts.language() == Language.EN ? chinese : catalogue).name(measure);
    }

    /** What the catalogue says of a method. */
    private String ofMethod(String key) {
        return catalogue.texts().get("method." + key);
    }

    /** A label and its text, broken into lines that a terminal shows whole. */
    private void line(String label, String text) {
        String shown = label;
        for (String part : Columns.wrap(text, WIDEST)) {
            lines.add("  " + Columns.left(shown, labelWidth) + part);
            shown = "";
        }
    }

    private String printing(Method m) {
        List<Message> said = new ArrayList<>();
        said.add(Message.asIs(texts.of(
                "methods.rounding." + m.rounding(),
                "rates",
                decimals(m.decimals()),
                "index",
                decimals(m.indexDecimals()))));
        if (m.trimZeros()) {
            said.add(Message.asIs(texts.of("methods.trim_zeros")));
        }
        said.add(Message.asIs(texts.of("methods.delta." + m.delta())));
        return texts.of(Message.joined("semicolon", said));
    }

    private String decimals(int decimals) {
        return texts.of("methods.decimals." + (decimals == 1 ? "one" : "some"), "n", decimals);
    }

    private void example(Method m) {
        MethodExample.of(m).ifPresent(example -> {
            long energy = Sum.OUTPUT_WH.of(example.sums());
            long baseline = Sum.OUTPUT_BASELINE_WH.of(example.sums());
            long resumed = Sum.POWER_RESUMED.of(example.sums());
            long comparable = Sum.MATCHED.of(example.sums());
            line(
                    texts.of("methods.made_up"),
                    texts.of(
                            "methods.example",
                            "pairs",
                            IntStream.range(0, example.energies().size())
                                    .mapToObj(i -> kwh(example.energies().get(i)) + "/"
                                            + kwh(example.baselines().get(i)))
                                    .collect(Collectors.joining(", ")),
                            "work",
                            resumed + " / " + comparable + " = " + Printing.rate(resumed, comparable, m),
                            "output",
                            kwh(energy) + " / " + kwh(baseline) + " = " + Printing.rate(energy, baseline, m),
                            "index",
                            Printing.index(example.figures(m).index(), m)));
        });
    }

    private static String kwh(long wh) {
        return BigDecimal.valueOf(wh, 3).stripTrailingZeros().toPlainString();
    }
}
