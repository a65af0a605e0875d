package io.parkpulse.cli;

import io.parkpulse.imports.ImportFiles;
import io.parkpulse.registry.MappingFile;
import io.parkpulse.registry.RegistryException;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.replay.Alerting;
import io.parkpulse.replay.RecordingCheck;
import io.parkpulse.roster.Roster;
import io.parkpulse.text.Columns;
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
        Usage.require(spec, Files.isDirectory(dir), "DIR", dir, "a directory with a registry");
        PrintWriter err = spec.commandLine().getErr();
        List<String> problems = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        Roster roster = read(problems, warnings);
        if (!problems.isEmpty()) {
            problems.forEach(err::println);
            return ExitCode.USAGE;
        }
        warnings.forEach(warning -> err.println("warning: " + warning));
        RecordingCheck.Result result;
        try (ProgressDisplay progress = new ProgressDisplay(Terminal.showsErr(), err)) {
            progress.begin(new ProgressDisplay.Phase("Checking", "MiB", MEBIBYTE), RecordingCheck.bytes(dir));
            result = RecordingCheck.of(dir, roster, progress::at);
            progress.end();
        }
        PrintWriter print = spec.commandLine().getOut();
        (json ? List.of(FindingTexts.json(result.findings())) : summary(result)).forEach(print::println);
        print.flush();
        return result.appliesAny() ? ExitCode.DONE : ExitCode.NOTHING_APPLIED;
    }

    private Roster read(List<String> problems, List<String> warnings) throws IOException {
        Roster roster = null;
        try {
            RegistryReader.Result registry = RegistryReader.read(dir);
            warnings.addAll(registry.warnings());
            roster = Roster.of(registry.registry());
            warnings.addAll(Alerting.read(dir, registry.registry(), null).warnings());
        } catch (RegistryException e) {
            problems.add(e.getMessage());
        }
        Path mapping = dir.resolve(MAPPING);
        if (Files.exists(mapping)) {
            try {
                ImportFiles.find(MappingFile.read(mapping, dir, System::getenv), dir, dir.toAbsolutePath());
            } catch (RegistryException e) {
                problems.add(e.getMessage());
            }
        }
        return roster;
    }

    private List<String> summary(RecordingCheck.Result result) {
        List<String> lines = new ArrayList<>();
        int found = result.findings().size();
        lines.add(dir + ": " + Columns.count(result.records()) + " records, "
                + (found == 0 ? "nothing found" : found + (found == 1 ? " finding" : " findings")));
        lines.addAll(FindingTexts.whole(result.findings()));
        return lines;
    }
}
