package io.parkpulse.cli;

import io.parkpulse.catalogue.Language;
import io.parkpulse.catalogue.Speaking;
import io.parkpulse.files.ProcessDirectory;
import io.parkpulse.live.RunCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The command line's entry point. */
@Command(
        name = "parkpulse",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Streaming telemetry monitor for industrial parks.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  parkpulse simulate --scenario tiny --out recordings/tiny    parks to try it with",
            "  parkpulse replay recordings/tiny --out out/tiny             every figure of its days",
            "  parkpulse check recordings/tiny                             what may be misunderstood in data of your own",
            "  parkpulse explain out/tiny                                  how a figure comes about",
            "  parkpulse wall --in out/tiny                                all of it on a page",
            "",
            "Each command has a --help. Exit codes: 0 done, 3 done, but no record could be applied, 1 the run failed,"
                    + " 2 wrong usage, configuration or registry."
        })
public final class Main implements Speaking {
    private static final int HELP_WIDTH = 120;
    private static final String LANG = "--lang";

    /** In the order in which they are listed. */
    private static final List<Class<?>> COMMANDS = List.of(
            DemoCommand.class,
            SimulateCommand.class,
            ImportCommand.class,
            CheckCommand.class,
            ReplayCommand.class,
            RunCommand.class,
            ExplainCommand.class,
            ExportCommand.class,
            AlertsCommand.class,
            MethodsCommand.class,
            BaselinesCommand.class,
            RegistryCommand.class,
            RecordCommand.class,
            WallCommand.class,
            GrafanaCommand.class,
            CommandLine.HelpCommand.class);

    private final Language usual;

    @Option(
            names = LANG,
            paramLabel = "LANGUAGE",
            scope = ScopeType.INHERIT,
            converter = LanguageName.class,
            description = "In what language to speak to people: ${COMPLETION-CANDIDATES}"
                    + " (default: that of LC_ALL, LC_MESSAGES or LANG, else en).",
            completionCandidates = LanguageName.class)
    private Language asked;

    private Main(Language usual) {
        this.usual = usual;
    }

    /** A language on the command line. */
    static final class LanguageName implements ITypeConverter<Language>, Iterable<String> {
        @Override
        public Language convert(String name) {
            return Language.of(name)
                    .orElseThrow(
                            () -> new TypeConversionException("'" + name + "' is none of " + String.join(", ", this)));
        }

        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Language.values()).map(Language::code).iterator();
        }
    }

    /** In which whoever runs a command reads. */
    @Override
    public Language language() {
        return asked == null ? usual : asked;
    }

    /** The language where the words are wrong, and may not have been read as far as its option. */
    private Language languageOf(String[] args) {
        for (int i = 0; i < args.length; i++) {
            String name = args[i].startsWith(LANG + "=")
                    ? args[i].substring(LANG.length() + 1)
                    : args[i].equals(LANG) && i + 1 < args.length ? args[i + 1] : "";
            Optional<Language> named = Language.of(name);
            if (named.isPresent()) {
                return named.get();
            }
        }
        return language();
    }

    public static void main(String[] args) {
        if (args.length > 0 && !args[0].equals("run")) {
            System.setProperty("parkpulse.flink.log", "error");
        }
        StandardError standardError = new StandardError(new FileOutputStream(FileDescriptor.err));
        System.setErr(standardError.ofOthers());
        UnplannedExit unplanned = UnplannedExit.watch(standardError);
        ProcessDirectory.forAllTemporaryFiles();
        PrintWriter err = utf8(standardError.ofCommand());
        StandardOutput standard = new StandardOutput(new FileOutputStream(FileDescriptor.out));
        PrintWriter out = utf8(standard);
        int exitCode;
        try {
            CommandLine line = commandLine(CliTexts.ofLocale(System.getenv()), args);
            IExecutionExceptionHandler report = line.getExecutionExceptionHandler();
            exitCode = line.setOut(out)
                    .setErr(err)
                    .setExecutionExceptionHandler((failure, command, parsed) ->
                            standardError.lastWord(() -> report.handleExecutionException(failure, command, parsed)))
                    .execute(args);
        } catch (Error e) {
            exitCode = report(e, standardError, err, unplanned);
        }
        out.flush();
        exitCode = standard.exitCode(exitCode, err);
        unplanned.isPlanned();
        // Flink's local cluster leaves threads behind that are no daemons.
        System.exit(exitCode);
    }

    private static int report(Error failure, StandardError standardError, PrintWriter err, UnplannedExit unplanned) {
        try {
            return standardError.lastWord(
                    () -> Failure.report(failure, CliTexts.in(CliTexts.ofLocale(System.getenv())), err));
        } catch (OutOfMemoryError e) {
            return unplanned.reportTooSmall();
        }
    }

    /**
     * With all commands.
     *
     * @param usual the language where none is asked for
     */
    static CommandLine commandLine(Language usual) {
        return commandLine(usual, COMMANDS);
    }

    /** With the command that is called alone, if it is one: reading the options of all takes half a second. */
    private static CommandLine commandLine(Language usual, String[] args) {
        List<Class<?>> called = COMMANDS.stream()
                .filter(command -> command != CommandLine.HelpCommand.class)
                .filter(command -> args.length > 0
                        && args[0].equals(command.getAnnotation(Command.class).name()))
                .toList();
        return called.isEmpty() ? commandLine(usual) : commandLine(usual, called);
    }

    private static CommandLine commandLine(Language usual, List<Class<?>> commands) {
        Main main = new Main(usual);
        CommandLine line = new CommandLine(main);
        commands.forEach(line::addSubcommand);
        WrongUsage.registerTimes(line);
        return line.setUsageHelpWidth(HELP_WIDTH)
                .setExecutionStrategy(parsed -> {
                    line.setResourceBundle(CliTexts.in(main.language()).help());
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setParameterExceptionHandler(
                        (wrong, args) -> WrongUsage.report(wrong, CliTexts.in(main.languageOf(args))))
                .setExecutionExceptionHandler((failure, command, parsed) ->
                        Failure.report(failure, CliTexts.of(command.getCommandSpec()), command.getErr()));
    }

    /** Figures and names have characters that the locale's charset may not. */
    private static PrintWriter utf8(OutputStream out) {
        return new PrintWriter(out, true, StandardCharsets.UTF_8);
    }
}
