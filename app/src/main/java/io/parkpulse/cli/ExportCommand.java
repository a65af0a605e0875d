package io.parkpulse.cli;

import io.parkpulse.catalogue.OutputTables;
import io.parkpulse.catalogue.OutputTables.Format;
import io.parkpulse.export.TableExport;
import io.parkpulse.files.OwnOutput;
import io.parkpulse.files.Staging;
import io.parkpulse.message.Message;
import io.parkpulse.model.Registry;
import io.parkpulse.output.ReplayFiles;
import io.parkpulse.registry.RegistryException;
import io.parkpulse.registry.RegistryReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code export}: what a replay wrote, as tables. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Write what a replay wrote as tables, for SQL, pandas and spreadsheets.",
            "",
            "Integers are exact, times are in UTC, what is not known is null. docs/export.md shows how to read them, and"
                    + " docs/sql has queries that compute every daily figure anew."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  parkpulse export out/tiny --format parquet                 into out/tiny",
            "  parkpulse export out/tiny --format csv --out tables/tiny",
            "",
            "Tables: indices, daily, enterprises, and of the registry parks, enterprise_rows, methods.",
            "",
            "Exit codes: 0 done, 1 a file cannot be read or written, 2 wrong usage or registry."
        })
public final class ExportCommand implements Callable<Integer> {
    private static final long MEBIBYTE = 1 << 20;

    private static final OwnOutput OWN =
            new OwnOutput("export", List.copyOf(OutputTables.files()), Set.copyOf(OutputTables.files()));

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "OUT", description = "What a replay wrote.")
    private Path out;

    @Option(names = "--format", required = true, paramLabel = "FORMAT", description = "parquet or csv.")
    private String format;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The directory to write; must not exist yet (default: OUT itself).")
    private Path into;

    @Option(names = "--force", description = "Replace DIR if it holds what an earlier export wrote, and nothing else.")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        Format chosen = format(spec, format, Usage.oneOf("parquet", "csv"));
        for (String name :
                List.of(ReplayFiles.INDICES, ReplayFiles.DAILY, ReplayFiles.ENTERPRISES, ReplayFiles.REGISTRY)) {
            Usage.require(spec, Files.exists(out.resolve(name)), "OUT", out, Usage.replayed(name));
        }
        Usage.require(spec, into != null || !force, "--force", "", Message.of("usage.out_as_well"));
        Staging.Target target = into == null
                ? new Staging.Target("OUT", out.resolve("tables"), false, OWN)
                : new Staging.Target("--out", into, force, OWN);
        target.check();
        PrintWriter err = spec.commandLine().getErr();
        Path registry = out.resolve(ReplayFiles.REGISTRY);
        Registry read;
        try {
            read = RegistryReader.read(registry).registry();
        } catch (RegistryException e) {
            err.println(CliTexts.of(spec).in(registry, e));
            return ExitCode.USAGE;
        }
        try (Staging staging = Staging.of(target, "./parkpulse export")) {
            Path result = staging.directory("result");
            write(CliTexts.of(spec), new TableExport(out, read, chosen), result, err);
            if (into == null) {
                moveAll(result, out);
            } else {
                staging.publish(result);
            }
        }
        PrintWriter print = spec.commandLine().getOut();
        print.println(summary(CliTexts.of(spec), chosen, into == null ? out : into));
        print.flush();
        return ExitCode.DONE;
    }

    /**
     * The format of a name.
     *
     * @param expected what to say was expected
     * @throws picocli.CommandLine.ParameterException for a name that there is not
     */
    static Format format(CommandSpec spec, String name, Message expected) {
        for (Format format : Format.values()) {
            if (format.id().equals(name)) {
                return format;
            }
        }
        throw Usage.wrong(spec, "--format", '"' + name + '"', expected);
    }

    /** Writes all tables and shows how far it has come. */
    static void write(CliTexts texts, TableExport export, Path into, PrintWriter err) throws IOException {
        try (ProgressDisplay progress = new ProgressDisplay(texts, Terminal.showsErr(), err)) {
            progress.begin(new ProgressDisplay.Phase(texts.of("progress.tables"), "MiB", MEBIBYTE), export.bytes());
            export.write(into, progress::at);
            progress.end();
        }
    }

    /** What was written where, in a line. */
    static String summary(CliTexts texts, Format format, Path directory) {
        return texts.of(
                "export.tables",
                "dir",
                directory,
                "files",
                OutputTables.ALL.stream().map(format::fileOf).collect(Collectors.joining(", ")));
    }

    private static void moveAll(Path from, Path to) throws IOException {
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.move(file, to.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }
}
