package io.parkpulse.cli;

import io.parkpulse.registry.RegistryException;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.replay.Alerting;
import io.parkpulse.replay.Replay;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code replay}: the index job over a recording. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the index job over a recording and writes every figure of its days.",
            "",
            "The result is the same, byte for byte, at any parallelism and for any order of the lines."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  parkpulse replay recordings/tiny --out out/tiny",
            "  parkpulse replay recordings/province --out out/province --parallelism 4 --every PT1H",
            "  parkpulse replay recordings/tiny --out out/tiny --force      replaces what an earlier replay wrote",
            "",
            "Files written to OUT: indices.jsonl (trailing 24 hours), daily.jsonl (local days), enterprises.jsonl",
            "(what each day is made of), alerts.jsonl (who lags, since when, on what figures), dead-letters.jsonl",
            "(records that could not be applied), run.json (what became of all records), registry/ (what it was",
            "computed with).",
            "",
            "Exit codes: 0 done, 2 wrong usage or registry, 1 the run failed."
        })
public final class ReplayCommand implements Callable<Integer> {
    private static final Duration LONGEST_STEP = Duration.ofMinutes(15);

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The recording: registry and streams.")
    private Path recording;

    @Option(names = "--out", required = true, paramLabel = "OUT", description = "Where to write; must not exist yet.")
    private Path out;

    @Option(names = "--force", description = "Replace OUT if it exists.")
    private boolean force;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "1",
            description = "Parallel instances of each operator (default: ${DEFAULT-VALUE}).")
    private int parallelism;

    @Option(
            names = "--step",
            paramLabel = "DURATION",
            defaultValue = "PT5M",
            description = "Length of a step; divides 15 minutes (default: ${DEFAULT-VALUE}).")
    private Duration step;

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            description =
                    "Distance of the ends of the trailing windows, at which rules are judged too, a multiple of the step"
                            + " (default: the step).")
    private Duration every;

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "What to raise alerts for (default: rules.yaml in DIR, else the built-in rules).")
    private Path rules;

    @Override
    public Integer call() throws Exception {
        Duration distance = every == null ? step : every;
        require(parallelism > 0, "--parallelism", parallelism, "a number above 0");
        require(
                step.toMillis() > 0
                        && step.equals(Duration.ofMillis(step.toMillis()))
                        && LONGEST_STEP.toMillis() % step.toMillis() == 0,
                "--step",
                step,
                "a duration that divides 15 minutes, such as PT5M");
        require(
                distance.toMillis() > 0
                        && distance.equals(Duration.ofMillis(distance.toMillis()))
                        && distance.toMillis() % step.toMillis() == 0,
                "--every",
                distance,
                "a multiple of the step, such as PT1H");
        require(Files.isDirectory(recording), "DIR", recording, "a directory with a recording");
        require(force || Files.notExists(out), "--out", out, "a directory that does not exist yet, or --force");
        // Replacing OUT must not cost the recording.
        require(
                !recording.toRealPath().startsWith(out.toAbsolutePath().normalize()),
                "--out",
                out,
                "another directory than the recording's");
        require(
                Arrays.stream(io.parkpulse.model.Stream.values())
                        .anyMatch(stream -> Files.exists(recording.resolve(stream.fileName()))),
                "DIR",
                recording,
                "a recording with power.jsonl, headcount.jsonl or checkin.jsonl");
        PrintWriter err = spec.commandLine().getErr();
        require(rules == null || Files.isRegularFile(rules), "--rules", rules, "a file with rules");
        RegistryReader.Result read;
        Alerting alerting;
        try {
            read = RegistryReader.read(recording);
            alerting = Alerting.read(recording, read.registry(), rules);
        } catch (RegistryException e) {
            err.println(e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        read.warnings().forEach(warning -> err.println("warning: " + warning));
        alerting.warnings().forEach(warning -> err.println("warning: " + warning));
        for (io.parkpulse.model.Stream stream : io.parkpulse.model.Stream.values()) {
            if (Files.notExists(recording.resolve(stream.fileName()))) {
                err.println("warning: no " + stream.fileName() + ": the recording has no such stream");
            }
        }
        Replay.Settings settings = new Replay.Settings(step.toMillis(), distance.toMillis(), parallelism);
        List<String> summary;
        try (ReplayBar bar = new ReplayBar(Terminal.showsErr(), err);
                Staging staging = Staging.beside(out)) {
            Path result = staging.directory("result");
            new Replay(recording, read.registry(), settings, bar)
                    .alerting(alerting)
                    .into(result, staging.directory("scratch"));
            summary = ReplaySummary.lines(result, out, read.registry());
            staging.publish(result, out);
        }
        PrintWriter print = spec.commandLine().getOut();
        summary.forEach(print::println);
        print.flush();
        return CommandLine.ExitCode.OK;
    }

    private void require(boolean holds, String what, Object value, String expected) {
        if (!holds) {
            throw new CommandLine.ParameterException(spec.commandLine(), what + " " + value + ": expected " + expected);
        }
    }
}
