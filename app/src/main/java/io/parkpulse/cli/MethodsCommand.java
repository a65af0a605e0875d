package io.parkpulse.cli;

import io.parkpulse.catalogue.Catalogue;
import io.parkpulse.catalogue.Language;
import io.parkpulse.catalogue.MethodParameters;
import io.parkpulse.catalogue.Texts;
import io.parkpulse.index.Fraction;
import io.parkpulse.index.Measure;
import io.parkpulse.index.Methods;
import io.parkpulse.index.Printing;
import io.parkpulse.index.Ratio;
import io.parkpulse.model.Method;
import io.parkpulse.model.MethodParameter;
import io.parkpulse.registry.RegistryException;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.text.Columns;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code methods}: how each method computes and prints its figures, with figures to check it by. */
@Command(
        name = "methods",
        mixinStandardHelpOptions = true,
        description =
                "Print the measures, and the methods that compute them: formula, parameters, published source, and "
                        + "a worked example of each.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  parkpulse methods",
            "  parkpulse methods binhai-2020                   one method alone",
            "  parkpulse methods --registry recordings/tiny    also the methods.yaml of a recording",
            "",
            "Exit codes: 0 done, 2 wrong usage, no such method, or something wrong with methods.yaml."
        })
public final class MethodsCommand implements Callable<Integer> {
    private static final int REGISTRY_ERROR = 2;

    private static final Catalogue ENGLISH = Catalogue.in(Language.EN);
    private static final Catalogue CHINESE = Catalogue.in(Language.ZH);

    /** What stands for the parameters of methods where a measure is described for all of them. */
    private static final Map<String, String> ANY_METHOD = Arrays.stream(MethodParameter.values())
            .collect(Collectors.toMap(
                    MethodParameter::id,
                    parameter -> parameter == MethodParameter.COMPARATOR ? "≥ or >" : parameter.id()));

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--registry",
            paramLabel = "DIR",
            description = "A registry (or recording), whose methods.yaml is shown as well.")
    private Path registry;

    @Parameters(paramLabel = "ID", arity = "0..1", description = "One method alone, without the measures.")
    private String id;

    @Override
    public Integer call() {
        Map<String, Method> builtIn = Methods.builtIn();
        Map<String, Method> methods = builtIn;
        if (registry != null) {
            try {
                methods = RegistryReader.readMethods(registry);
            } catch (RegistryException e) {
                spec.commandLine().getErr().println(CliTexts.of(spec).of(e));
                return REGISTRY_ERROR;
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        if (id != null) {
            Method method = methods.get(id);
            Usage.require(spec, method != null, "ID", id, "one of " + String.join(", ", methods.keySet()));
            print(out, method, method.equals(builtIn.get(id)));
            out.flush();
            return 0;
        }
        out.println("E = energy of the window, B = baseline: the energy of a mean day of the same enterprise.");
        out.println("metered: has a meter; comparable: metered, with a baseline, and enough of the window covered.");
        out.println();
        out.println("Measures; a window is a local day, or 24 hours");
        for (Measure measure : Measure.values()) {
            if (!measure.isCount()) {
                print(out, measure);
            }
        }
        for (Method method : methods.values()) {
            boolean asPublished = method.equals(builtIn.get(method.id()));
            out.println();
            print(out, method, asPublished);
        }
        out.flush();
        return 0;
    }

    private static void print(PrintWriter out, Measure measure) {
        out.println("  " + Columns.left(measure.id(), 23) + ENGLISH.name(measure) + " " + CHINESE.name(measure));
        line(out, "", ENGLISH.definition(measure));
        line(out, "", Texts.filled(ENGLISH.formula(measure), ANY_METHOD));
        line(out, "", Texts.filled(ENGLISH.unknown(measure), ANY_METHOD));
    }

    private static void print(PrintWriter out, Method m, boolean asPublished) {
        out.println(m.id()
                + (asPublished ? "" : "  (methods.yaml)")
                + (m.id().equals(Method.DEFAULT_ID) ? "  (default)" : ""));
        Map<String, String> parameters = MethodParameters.of(m);
        line(
                out,
                CHINESE.name(Measure.POWER_WORK_RATE),
                Texts.filled(ENGLISH.formula(Measure.POWER_WORK_RATE), parameters));
        line(out, CHINESE.name(Measure.POWER_OUTPUT_RATE), "P = " + output(m));
        line(
                out,
                CHINESE.name(Measure.RESUMPTION_INDEX),
                Texts.filled(ENGLISH.formula(Measure.RESUMPTION_INDEX), parameters));
        line(
                out,
                "printing",
                rounding(m) + " (" + m.rounding() + "): rates to " + decimals(m.decimals()) + ", the index to "
                        + decimals(m.indexDecimals())
                        + (m.trimZeros() ? "; rates without zeros at the end" : "") + "; differences "
                        + (m.delta() == Method.Delta.EXACT
                                ? "of the exact figures, rounded toward zero"
                                : "of the figures as printed")
                        + " (" + m.delta() + ")");
        line(
                out,
                "online",
                m.countOnline()
                        ? "an online check-in counts as an enterprise that is open (not as a person returned)"
                        : "online check-ins do not count");
        line(
                out,
                "gates",
                "coverage_gate " + m.coverageGate().toPlainString()
                        + " of the window covered, to count an enterprise's energy; scope_gate "
                        + m.scopeGate().toPlainString() + " of the enterprises known, to give a figure; target "
                        + m.text(MethodParameter.TARGET)
                        + " of its capacity used, to count an enterprise at target; utilisation counts up to utilisation_cap "
                        + m.text(MethodParameter.UTILISATION_CAP));
        line(out, "source", m.sourceText().isEmpty() ? "none given" : m.sourceText());
        if (!m.sourceLink().isEmpty()) {
            line(out, "", m.sourceLink());
        }
        if (asPublished) {
            line(out, "", Methods.remark(m.id()));
            published(m).forEach(figure -> line(out, "published", figure.print(m)));
            publishedIndex(out, m);
        }
        example(out, m);
    }

    /** A label and its text, broken into lines that a terminal shows whole. */
    private static void line(PrintWriter out, String label, String text) {
        String shown = label;
        for (String part : Columns.wrap(text, 96)) {
            out.println("  " + Columns.left(shown, 13) + part);
            shown = "";
        }
    }

    private static String output(Method m) {
        return switch (m.output()) {
            case ALL -> "energy of all comparable / baselines of all comparable (ALL)";
            case RESUMED_OVER_ALL -> "energy of the resumed / baselines of all comparable (RESUMED_OVER_ALL)";
            case RESUMED_ONLY -> "energy of the resumed / baselines of the resumed (RESUMED_ONLY)";
        };
    }

    private static String rounding(Method m) {
        return m.rounding() == RoundingMode.FLOOR ? "truncated" : "rounded half up";
    }

    private static String decimals(int decimals) {
        return decimals == 1 ? "1 decimal" : decimals + " decimals";
    }

    // Figures that were published with their numerators and denominators.

    private record Figure(String what, String unit, BigDecimal n, BigDecimal d) {
        Figure(String what, String n, String d) {
            this(what, "", new BigDecimal(n), new BigDecimal(d));
        }

        String print(Method m) {
            return what + ": " + n + " / " + d + unit + " = " + Printing.rate(units(n), units(d), m);
        }

        Fraction fraction() {
            return Fraction.of(units(n), units(d));
        }

        /** In hundredths, which makes all of them whole. */
        private static long units(BigDecimal value) {
            return value.movePointRight(2).longValueExact();
        }
    }

    private static final Figure ZHEJIANG_WORK = new Figure("W, 2020-02-10", "64590", "333427");
    private static final Figure ZHEJIANG_OUTPUT =
            new Figure("P, 2020-02-10", " 万kWh", new BigDecimal("40541.65"), new BigDecimal("128807.02"));

    private static List<Figure> published(Method m) {
        return switch (m.id()) {
            case "zhejiang-2020" -> List.of(ZHEJIANG_WORK, ZHEJIANG_OUTPUT);
            case "sichuan-2020" -> List.of(new Figure("W, Guangyuan, 2020-02-24", "4049", "4954"));
            case "jiangsu-2020" ->
                List.of(new Figure("W, 2020-02-27", " 万", new BigDecimal("42.3"), new BigDecimal("88.7")));
            case "binhai-2020" ->
                List.of(
                        new Figure("enterprises open, 156 on site and 50 online, 2020-03-16", "206", "236"),
                        new Figure("persons returned, 2020-03-16", "5669", "6750"));
            default -> List.of();
        };
    }

    private static void publishedIndex(PrintWriter out, Method m) {
        if (m.id().equals("zhejiang-2020")) {
            Fraction index = Ratio.resumptionIndex(ZHEJIANG_WORK.fraction(), ZHEJIANG_OUTPUT.fraction(), m);
            line(out, "", "R of both: " + Printing.index(index, m));
        }
    }

    // Figures made up for what no publication shows: one enterprise at full work, one exactly at the threshold and one
    // that idles.

    private static final BigDecimal HIGHEST_SHOWN = BigDecimal.TEN;
    private static final long[] BASELINES = {200_000, 100_000, 100_000};

    private static void example(PrintWriter out, Method m) {
        if (m.threshold().compareTo(HIGHEST_SHOWN) > 0) {
            return; // nobody resumes, and nothing is to be seen
        }
        long atThreshold = m.threshold()
                .multiply(BigDecimal.valueOf(BASELINES[1]))
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
        long[] energies = {210_000, atThreshold, 5_000};
        long resumed = 0;
        long energy = 0;
        long baseline = 0;
        for (int i = 0; i < energies.length; i++) {
            BigDecimal threshold = m.threshold().multiply(BigDecimal.valueOf(BASELINES[i]));
            int compared = BigDecimal.valueOf(energies[i]).compareTo(threshold);
            boolean works = m.comparator() == Method.Comparator.GE ? compared >= 0 : compared > 0;
            resumed += works ? 1 : 0;
            energy += works || m.output() == Method.Output.ALL ? energies[i] : 0;
            baseline += works || m.output() != Method.Output.RESUMED_ONLY ? BASELINES[i] : 0;
        }
        line(
                out,
                "made up",
                "E/B in kWh " + kwh(energies[0]) + "/" + kwh(BASELINES[0]) + ", " + kwh(energies[1]) + "/"
                        + kwh(BASELINES[1]) + ", " + kwh(energies[2]) + "/" + kwh(BASELINES[2]) + ": W = " + resumed
                        + " / " + energies.length + " = " + Printing.rate(resumed, energies.length, m) + ", P = "
                        + kwh(energy) + " / " + kwh(baseline) + " = " + Printing.rate(energy, baseline, m) + ", R = "
                        + Printing.index(
                                Ratio.resumptionIndex(
                                        Fraction.of(resumed, energies.length),
                                        baseline == 0 ? null : Fraction.of(energy, baseline),
                                        m),
                                m));
    }

    private static String kwh(long wh) {
        return BigDecimal.valueOf(wh, 3).stripTrailingZeros().toPlainString();
    }
}
