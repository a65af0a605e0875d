package io.parkpulse.cli;

import io.parkpulse.files.Scratch;
import io.parkpulse.imports.Import;
import io.parkpulse.imports.ImportFiles;
import io.parkpulse.mapping.IdBook;
import io.parkpulse.message.Message;
import io.parkpulse.registry.MappingFile;
import io.parkpulse.registry.RegistryException;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.replay.Alerting;
import io.parkpulse.replay.RecordingCheck;
import io.parkpulse.replay.Replay;
import io.parkpulse.roster.Roster;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check}: what in a recording is likely a misunderstanding. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Read a recording as a replay would, and say what in it is likely a misunderstanding. For whoever brings data"
                    + " for the first time.",
            "",
            "Nothing is computed and nothing is written. The registry is checked whole, and so are rules.yaml and a"
                    + " mapping.yaml, where they are. Then each record is read: ids that nobody knows, times and numbers"
                    + " that are none, readings that come more rarely than the registry says, registers that fall or"
                    + " leap, energies that come twice, meters that nobody holds, baselines in another unit, and more."
                    + " docs/check.md lists all of it.",
            "",
            "Where there are no streams but a mapping.yaml, what an import would make of it is checked.",
            "",
            "The weightiest finding comes first: an error makes figures wrong or unknown, a warning may, a hint may be"
                    + " meant so. Each says how often, where, what it does to the figures, and what to change."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  parkpulse check recordings/site",
            "  parkpulse check recordings/site --json | jq '.[] | select(.severity == \"error\")'",
            "",
            "Exit codes: 0 done, whatever was found, 3 done, but no record could be applied, 2 wrong usage, or a registry,"
                    + " rules or mapping that cannot be used, 1 the check failed."
        })
public final class CheckCommand implements Callable<Integer> {
    private static final String MAPPING = "mapping.yaml";
    private static final long MEBIBYTE = 1 << 20;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The recording: registry and streams.")
    private Path dir;

    @Option(names = "--json", description = "Print an array of findings as JSON, and nothing else on standard output.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Usage.require(spec, Files.isDirectory(dir), "DIR", dir, Message.of("usage.registry"));
        PrintWriter err = spec.commandLine().getErr();
        List<String> problems = new ArrayList<>();
        List<Message> warnings = new ArrayList<>();
        Roster roster = registry(problems, warnings);
        List<ImportFiles.Source> sources = mapped(problems);
        if (!problems.isEmpty()) {
            problems.forEach(err::println);
            return ExitCode.USAGE;
        }
        boolean imports = !sources.isEmpty() && Recording.streams(dir).isEmpty();
        warnings.addAll(Recording.warnings(dir));
        if (imports) {
            sources.forEach(source -> warnings.addAll(source.warnings()));
        }
        warnings.forEach(warning -> err.println(CliTexts.of(spec).warning(warning)));
        RecordingCheck.Result result;
        try (ProgressDisplay progress = new ProgressDisplay(CliTexts.of(spec), Terminal.showsErr(), err)) {
            result = imports ? checkImported(sources, roster, progress, err) : check(dir, roster, progress);
        }
        PrintWriter print = spec.commandLine().getOut();
        (json ? List.of(FindingTexts.json(result.findings())) : summary(result)).forEach(print::println);
        print.flush();
        return result.appliesAny() ? ExitCode.DONE : ExitCode.NOTHING_APPLIED;
    }

    private Roster registry(List<String> problems, List<Message> warnings) throws IOException {
        try {
            RegistryReader.Result read = RegistryReader.read(dir);
            warnings.addAll(read.warnings());
            warnings.addAll(Alerting.read(dir, read.registry(), null).warnings());
            return Roster.of(read.registry());
        } catch (RegistryException e) {
            problems.add(CliTexts.of(spec).of(e));
            return null;
        }
    }

    /** What the mapping means, if there is one. */
    private List<ImportFiles.Source> mapped(List<String> problems) throws IOException {
        Path mapping = dir.resolve(MAPPING);
        if (Files.exists(mapping)) {
            try {
                return ImportFiles.find(MappingFile.read(mapping, dir, System::getenv), dir, dir);
            } catch (RegistryException e) {
                problems.add(CliTexts.of(spec).of(e));
            }
        }
        return List.of();
    }

    private RecordingCheck.Result check(Path streams, Roster roster, ProgressDisplay progress) throws IOException {
        progress.begin(
                new ProgressDisplay.Phase(CliTexts.of(spec).of("progress.check"), "MiB", MEBIBYTE),
                Replay.bytes(streams));
        RecordingCheck.Result result = RecordingCheck.of(streams, dir, roster, progress::at);
        progress.end();
        return result;
    }

    /** Checks what an import would write. */
    private RecordingCheck.Result checkImported(
            List<ImportFiles.Source> sources, Roster roster, ProgressDisplay progress, PrintWriter err)
            throws IOException {
        Import rows = new Import(sources, IdBook.of(roster.registry()), System::getenv);
        try (Scratch scratch = Scratch.create("check-")) {
            progress.begin(
                    new ProgressDisplay.Phase(CliTexts.of(spec).of("progress.import"), "MiB", MEBIBYTE), rows.bytes());
            List<Import.Counts> counts = rows.writeTo(scratch.directory(), progress::at);
            RecordingCheck.Result result = check(scratch.directory(), roster, progress);
            long read = counts.stream().mapToLong(Import.Counts::read).sum();
            long dead = counts.stream().mapToLong(Import.Counts::allDead).sum();
            CliTexts texts = CliTexts.of(spec);
            err.println(texts.of("check.imported", "file", MAPPING));
            if (dead > 0) {
                err.println(texts.of(
                        "check.no_record",
                        "dead",
                        Message.count(dead),
                        "read",
                        Message.count(read),
                        "file",
                        Import.DEAD_LETTERS));
            }
            return result;
        }
    }

    private List<String> summary(RecordingCheck.Result result) {
        List<String> lines = new ArrayList<>();
        int found = result.findings().size();
        CliTexts texts = CliTexts.of(spec);
        lines.add(texts.of(
                found == 0 ? "check.none" : found == 1 ? "check.one" : "check.some",
                "dir",
                dir,
                "n",
                Message.count(result.records()),
                "found",
                found));
        lines.addAll(FindingTexts.whole(texts, result.findings()));
        return lines;
    }
}
