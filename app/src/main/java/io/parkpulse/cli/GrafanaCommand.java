package io.parkpulse.cli;

import io.parkpulse.alerts.Kind;
import io.parkpulse.alerts.Parameter;
import io.parkpulse.alerts.Policy;
import io.parkpulse.alerts.Rule;
import io.parkpulse.alerts.Rules;
import io.parkpulse.catalogue.MethodParameters;
import io.parkpulse.grafana.GrafanaBoards;
import io.parkpulse.grafana.ReferenceValues;
import io.parkpulse.grafana.ReferenceValues.Bounds;
import io.parkpulse.index.Measure;
import io.parkpulse.index.Methods;
import io.parkpulse.model.Method;
import io.parkpulse.model.Registry;
import io.parkpulse.registry.RegistryException;
import io.parkpulse.registry.RegistryReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code grafana}: the Grafana boards, with the bounds of one's own rules. */
@Command(
        name = "grafana",
        mixinStandardHelpOptions = true,
        description = {
            "Write the Grafana boards, in Chinese, English, Japanese and Korean: DIR/LANGUAGE/BOARD.json. Files"
                    + " of these names are replaced."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  parkpulse grafana --out dashboards/grafana                      those of the repository",
            "  parkpulse grafana --registry recordings/tiny --out my-boards    with its rules, methods and names",
            "",
            "Exit codes: 0 done, 1 they could not be written, 2 wrong usage, rules or methods."
        })
public final class GrafanaCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The directory to write.")
    private Path out;

    @Option(
            names = "--registry",
            paramLabel = "DIR",
            description =
                    "A registry (or recording), whose rules.yaml, methods.yaml and names of parks, grids and enterprises are"
                            + " used, if it has them (default: the built-in rules and methods, and ids in place of names).")
    private Path registry;

    @Override
    public Integer call() throws IOException {
        ReferenceValues standards;
        try {
            standards = registry == null ? builtIn() : of(registry);
        } catch (RegistryException e) {
            spec.commandLine().getErr().println(CliTexts.of(spec).of(e));
            return ExitCode.USAGE;
        }
        for (Map.Entry<String, String> board : GrafanaBoards.files(standards).entrySet()) {
            Path file = out.resolve(board.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, board.getValue());
        }
        return ExitCode.DONE;
    }

    /** What boards hold figures against where nothing else is said. */
    static ReferenceValues builtIn() {
        return standards(RegistryReader.builtInRules(), nobody(Methods.builtIn()));
    }

    private static ReferenceValues of(Path registry) throws RegistryException {
        Map<String, Method> methods = RegistryReader.readMethods(registry);
        Path rules = registry.resolve(RegistryReader.RULES);
        return standards(
                Files.exists(rules) ? RegistryReader.readRules(rules) : RegistryReader.builtInRules(),
                hasParks(registry) ? RegistryReader.read(registry).registry() : nobody(methods));
    }

    private static Registry nobody(Map<String, Method> methods) {
        return new Registry(List.of(), List.of(), List.of(), methods);
    }

    /** Rules and methods alone are enough. */
    private static boolean hasParks(Path registry) {
        return RegistryReader.FILES.stream()
                .filter(name -> name.startsWith("parks."))
                .anyMatch(name -> Files.exists(registry.resolve(name)));
    }

    private static ReferenceValues standards(Rules rules, Registry registry) {
        Method method = registry.methods().get(Method.DEFAULT_ID);
        return new ReferenceValues(
                method.id(), MethodParameters.of(method), method.coverageGate(), bounds(rules), registry);
    }

    /** The bounds of rules that compare a measure with a fixed one; of several about one measure, those of the first. */
    private static Map<Measure, Bounds> bounds(Rules rules) {
        Map<Measure, Bounds> bounds = new EnumMap<>(Measure.class);
        for (Rule rule : rules.rules()) {
            Policy policy = rule.policy();
            if (rule.isOn() && rule.kind() == Kind.LAGGING) {
                Measure watched = (Measure) policy.values().get(Parameter.MEASURE);
                BigDecimal critical = policy.decimal(Parameter.CRITICAL_BELOW);
                bounds.putIfAbsent(
                        watched,
                        new Bounds(
                                policy.decimal(Parameter.WARNING_BELOW),
                                critical.equals(Policy.NONE) ? null : critical));
            } else if (rule.isOn() && rule.kind() == Kind.STALE) {
                BigDecimal share = policy.decimal(Parameter.COVERAGE_BELOW);
                bounds.putIfAbsent(Measure.COVERAGE, new Bounds(new BigDecimal(MethodParameters.percent(share)), null));
            }
        }
        return bounds;
    }
}
