package io.parkpulse.cli;

import io.parkpulse.explain.DailyLine;
import io.parkpulse.explain.Explainer;
import io.parkpulse.explain.FigureList;
import io.parkpulse.explain.UnknownNameException;
import io.parkpulse.output.ReplayFiles;
import io.parkpulse.registry.RegistryException;
import io.parkpulse.registry.RegistryReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code explain}: how a daily figure comes about, enterprise by enterprise. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Explain a daily figure of a replay: its definition and method, the enterprises that make it"
                    + " up, those left out and why, the gates it passed, and what moved it since the day before.",
            "",
            "Reads nothing but what the replay wrote, adds the enterprises up again and says whether they come to the"
                    + " figure."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  parkpulse explain OUT                                 the measures of all parks on the last day",
            "  parkpulse explain OUT --scope park:P1 --measure power_output_rate",
            "  parkpulse explain OUT --scope park:P1/tier:above-scale --day 2020-03-16 --measure staff_return",
            "  parkpulse explain OUT --scope region:tianjin --measure resumption_index --top 50",
            "",
            "Scopes: all, region:PATH, park:ID, and inside a park /tier:X, /industry:X, /site:X, /grid:PATH,"
                    + " /priority:X.",
            "",
            "Exit codes: 0 done, 1 the files contradict each other or cannot be read, 2 wrong usage (also an unknown"
                    + " scope, day or measure)."
        })
public final class ExplainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "OUT", description = "What a replay wrote.")
    private Path out;

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            defaultValue = "all",
            description = "The scope, e.g. park:P1 (default: ${DEFAULT-VALUE}).")
    private String scope;

    @Option(
            names = "--day",
            paramLabel = "DATE",
            description = "The local day, e.g. 2020-03-16 (default: the last one).")
    private LocalDate day;

    @Option(
            names = "--measure",
            paramLabel = "NAME",
            description = "The measure, by its name in daily.jsonl (default: list all, explain none).")
    private String measure;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many enterprises to list of each kind (default: ${DEFAULT-VALUE}).")
    private int top;

    @Override
    public Integer call() throws IOException {
        if (top < 1) {
            throw usage("--top " + top + ": expected a number above 0");
        }
        for (String name : List.of(ReplayFiles.DAILY, ReplayFiles.ENTERPRISES, ReplayFiles.REGISTRY)) {
            if (!Files.exists(out.resolve(name))) {
                throw usage("OUT " + out + ": expected a directory that replay wrote; it has no " + name);
            }
        }
        Path registry = out.resolve(ReplayFiles.REGISTRY);
        PrintWriter print = spec.commandLine().getOut();
        try {
            RegistryReader.Result read = RegistryReader.read(registry);
            Explainer explainer = new Explainer(out, read.registry(), read.baselines());
            if (measure == null) {
                DailyLine figures = explainer.figures(scope, day);
                FigureList.lines(figures, explainer.parkName(scope)).forEach(print::println);
                print.println();
                print.println("next: "
                        + ShellWords.join(
                                "./parkpulse",
                                "explain",
                                out.toString(),
                                "--scope",
                                scope,
                                "--day",
                                figures.day().toString(),
                                "--measure",
                                "power_output_rate"));
                print.flush();
                return ExitCode.DONE;
            }
            Explainer.Emitted emitted = explainer.explain(scope, day, measure, top);
            emitted.lines().forEach(print::println);
            print.flush();
            if (!emitted.addsUp()) {
                spec.commandLine()
                        .getErr()
                        .println("failed: the files of " + out + " contradict each other; the figure does not add up");
                return ExitCode.FAILED;
            }
            return ExitCode.DONE;
        } catch (UnknownNameException e) {
            throw usage(e.getMessage());
        } catch (RegistryException e) {
            spec.commandLine().getErr().println("in " + registry + ":\n" + e.getMessage());
            return ExitCode.USAGE;
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
