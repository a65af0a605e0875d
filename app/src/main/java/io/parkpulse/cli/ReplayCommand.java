package io.parkpulse.cli;

import io.parkpulse.catalogue.OutputTables;
import io.parkpulse.demo.LiveReplay;
import io.parkpulse.export.TableExport;
import io.parkpulse.files.Scratch;
import io.parkpulse.files.Staging;
import io.parkpulse.kafka.Topics;
import io.parkpulse.live.AllSinks;
import io.parkpulse.live.FileSinks;
import io.parkpulse.live.InfluxSinks;
import io.parkpulse.live.LiveSinks;
import io.parkpulse.message.Message;
import io.parkpulse.model.Registry;
import io.parkpulse.registry.RegistryException;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.replay.Alerting;
import io.parkpulse.replay.Replay;
import io.parkpulse.replay.ReplayDirectory;
import io.parkpulse.roster.Roster;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code replay}: the index job over a recording. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Run the index job over a recording and write every figure of its days.",
            "",
            "The result is the same, byte for byte, at any parallelism and for any order of the lines.",
            "",
            "With --speed the recording is played as live streams instead: its lines go through Kafka, so many times as"
                    + " fast as they came, to the live job. A line is sent at the time of its field received, else at its"
                    + " place in the file, and never before its own time. Files without order are sorted first. Results go to"
                    + " files (--out), to a store (--influx) and to Kafka's output topics (--kafka). Files hold them in the"
                    + " order in which they came."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  parkpulse replay recordings/tiny --out out/tiny",
            "  parkpulse replay recordings/province --out out/province --parallelism 4 --every PT1H",
            "  parkpulse replay recordings/tiny --out out/tiny --force      replaces what an earlier replay wrote",
            "  parkpulse replay recordings/tiny --out out/tiny --format parquet    its figures as tables as well",
            "  parkpulse replay recordings/night --speed 600 --out out/night",
            "  parkpulse replay recordings/night --speed 60 --influx http://localhost:8086 --influx-token-env INFLUX_TOKEN",
            "",
            "Files written to OUT: indices.jsonl (trailing 24 hours), daily.jsonl (local days), enterprises.jsonl",
            "(what each day is made of), alerts.jsonl (who lags, since when, on what figures), dead-letters.jsonl",
            "(records that could not be applied), run.json (what became of all records), registry/ (what it was",
            "computed with). With --format parquet or csv the figures and the registry stand there as tables as well.",
            "",
            "Exit codes: 0 done, 3 done, but no record could be applied, 2 wrong usage or registry (OUT is as it was),",
            "1 the run failed."
        })
public final class ReplayCommand implements Callable<Integer> {
    private static final Duration LONGEST_STEP = Duration.ofMinutes(15);
    private static final String JSON_LINES = "jsonl";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The recording: registry and streams.")
    private Path recording;

    @Option(
            names = "--out",
            paramLabel = "OUT",
            description = "The directory to write; must not exist yet. Required without --speed.")
    private Path out;

    @Option(names = "--force", description = "Replace OUT if it holds what an earlier replay wrote, and nothing else.")
    private boolean force;

    @Mixin
    private ParallelismOption parallelism = new ParallelismOption();

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
                    "Time between two ends of trailing windows; rules are judged there too. A multiple of the step"
                            + " (default: the step).")
    private Duration every;

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "What to raise alerts for (default: rules.yaml in DIR, else the built-in rules).")
    private Path rules;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = JSON_LINES,
            description = "jsonl; or parquet or csv, which writes tables beside the lines (default: ${DEFAULT-VALUE}).")
    private String format;

    @Option(
            names = "--speed",
            paramLabel = "X",
            description =
                    "Play as live streams, so many times as fast as real time. Ends one hour of event time after the last line.")
    private Double speed;

    @Option(
            names = "--run",
            paramLabel = "NAME",
            description = "With --influx: the value of the tag run. Default: the name of DIR.")
    private String run;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private InfluxOptions influx;

    @Override
    public Integer call() throws Exception {
        checkTargets();
        OutputTables.Format tables = format.equals(JSON_LINES)
                ? null
                : ExportCommand.format(spec, format, Usage.oneOf(JSON_LINES, "parquet", "csv"));
        Usage.require(spec, tables == null || speed == null, "--format", format, Message.of("usage.no_speed"));
        Duration distance = every == null ? step : every;
        parallelism.require(spec);
        Usage.require(
                spec,
                step.toMillis() > 0
                        && step.equals(Duration.ofMillis(step.toMillis()))
                        && LONGEST_STEP.toMillis() % step.toMillis() == 0,
                "--step",
                step,
                Message.of("usage.divides_15_minutes"));
        Usage.require(
                spec,
                distance.toMillis() > 0
                        && distance.equals(Duration.ofMillis(distance.toMillis()))
                        && distance.toMillis() % step.toMillis() == 0,
                "--every",
                distance,
                Message.of("usage.multiple_of_step"));
        Usage.require(spec, Files.isDirectory(recording), "DIR", recording, Message.of("usage.recording"));
        // Replacing OUT must not cost the recording.
        Usage.require(
                spec,
                out == null
                        || !recording
                                .toRealPath()
                                .startsWith(out.toAbsolutePath().normalize()),
                "--out",
                out,
                Message.of("usage.other_than_recording"));
        if (out != null) {
            target().check();
        }
        Set<io.parkpulse.model.Stream> streams = Recording.streams(recording);
        // A registry alone is a recording without a record; played live it would be an hour of nothing.
        Usage.require(spec, speed == null || !streams.isEmpty(), "DIR", recording, StreamTexts.RECORDING_WITH_SOME);
        PrintWriter err = spec.commandLine().getErr();
        Usage.require(spec, rules == null || Files.isRegularFile(rules), "--rules", rules, Message.of("usage.rules"));
        RegistryReader.Result read;
        Alerting alerting;
        try {
            read = RegistryReader.read(recording);
            alerting = Alerting.read(recording, read.registry(), rules);
        } catch (RegistryException e) {
            err.println(CliTexts.of(spec).of(e));
            return ExitCode.USAGE;
        }
        read.warnings().forEach(warning -> err.println(CliTexts.of(spec).warning(warning)));
        alerting.warnings().forEach(warning -> err.println(CliTexts.of(spec).warning(warning)));
        Recording.warnings(recording)
                .forEach(warning -> err.println(CliTexts.of(spec).warning(warning)));
        CliTexts texts = CliTexts.of(spec);
        for (io.parkpulse.model.Stream stream : io.parkpulse.model.Stream.values()) {
            if (!streams.contains(stream)) {
                err.println(texts.warning(texts.of("replay.no_stream", "file", stream.fileName())));
            }
        }
        if (speed != null) {
            return asLive(read.registry(), alerting, err);
        }
        Replay.Settings settings = new Replay.Settings(step.toMillis(), distance.toMillis(), parallelism.instances());
        ReplaySummary summary;
        try (ReplayBar bar = new ReplayBar(CliTexts.of(spec), Terminal.showsErr(), err);
                Staging staging = Staging.of(target(), doing())) {
            Path result = staging.directory("result");
            Replay replay = new Replay(recording, read.registry(), settings, bar)
                    .alerting(alerting)
                    .withFindings();
            replay.into(result, staging.directory("scratch"));
            if (tables != null) {
                ExportCommand.write(texts, new TableExport(result, read.registry(), tables), result, err);
            }
            summary = ReplaySummary.of(CliTexts.of(spec), result, out, read.registry(), recording, replay.findings());
            staging.publish(result);
        }
        PrintWriter print = spec.commandLine().getOut();
        summary.lines().forEach(print::println);
        if (tables != null) {
            print.println(ExportCommand.summary(texts, tables, out));
        }
        print.flush();
        summary.objections().forEach(err::println);
        err.flush();
        return summary.objections().isEmpty() ? ExitCode.DONE : ExitCode.NOTHING_APPLIED;
    }

    private Staging.Target target() {
        return new Staging.Target("--out", out, force, ReplayDirectory.OWN);
    }

    private String doing() {
        return ShellWords.join("./parkpulse", "replay", recording.toString(), "--out", out.toString());
    }

    private void checkTargets() {
        if (speed == null) {
            if (out == null) {
                throw Usage.missing(spec, "--out=OUT");
            }
            Usage.require(
                    spec, !kafka.given() && influx.target() == null, "--kafka, --influx", "", Usage.asWell("--speed"));
            return;
        }
        Usage.require(spec, speed > 0 && Double.isFinite(speed), "--speed", speed, Usage.ABOVE_0);
        Usage.require(spec, every == null, "--every", every, Message.of("usage.no_every"));
        Usage.require(
                spec,
                out != null || kafka.given() || influx.target() != null,
                "--speed",
                speed,
                Message.of("usage.as_well", "option", Usage.oneOf("--out", "--influx", "--kafka")));
    }

    private int asLive(Registry registry, Alerting alerting, PrintWriter err) throws Exception {
        long bytes = Replay.bytes(recording);
        List<LiveSinks> sinks = new ArrayList<>();
        if (influx.target() != null) {
            sinks.add(new InfluxSinks(influx.target(), runName()));
        }
        LiveReplay.Settings settings = new LiveReplay.Settings(
                speed, step.toMillis(), parallelism.instances(), kafka.given() ? kafka.settings(spec) : null);
        List<String> summary;
        try (ProgressDisplay progress = new ProgressDisplay(CliTexts.of(spec), Terminal.showsErr(), err);
                Scratch scratch = Scratch.create("tally-");
                Staging staging = out == null ? null : Staging.of(target(), doing())) {
            Path result = staging == null ? null : staging.directory("result");
            if (result != null) {
                sinks.add(new FileSinks(result));
            }
            Path tally = scratch.directory();
            progress.begin(new ProgressDisplay.Phase(CliTexts.of(spec).of("progress.lines"), "", 1), 0);
            LiveReplay.Outcome outcome = LiveReplay.run(
                    recording,
                    Roster.of(registry),
                    alerting,
                    settings,
                    new AllSinks(sinks),
                    tally,
                    shownBy(progress, bytes));
            CliTexts texts = CliTexts.of(spec);
            outcome.sorted()
                    .forEach(stream ->
                            err.println(texts.warning(texts.of("replay.no_order", "file", stream.fileName()))));
            if (outcome.tooLong() > 0) {
                err.println(texts.warning(texts.of("replay.too_long", "n", outcome.tooLong())));
            }
            summary = ReplaySummary.ofLive(CliTexts.of(spec), tally, out, registry, targets());
            if (result != null) {
                staging.publish(result);
            }
        }
        PrintWriter print = spec.commandLine().getOut();
        summary.forEach(print::println);
        print.flush();
        return ExitCode.DONE;
    }

    /** Where results of a live run are, dead letters last. */
    private List<String> targets() {
        List<String> lines = new ArrayList<>();
        if (influx.target() != null) {
            lines.add("points in " + influx.target().url() + ", bucket "
                    + influx.target().bucket() + ", run " + runName());
        }
        if (kafka.given()) {
            lines.add("topics at " + kafka.settings(spec).bootstrapServers() + ": parkpulse.…, dead letters in "
                    + Topics.DEAD_LETTERS);
        }
        if (out == null && !kafka.given()) {
            lines.add("dead letters were not kept: add --out or --kafka to read them");
        }
        return lines;
    }

    private String runName() {
        return run == null
                ? recording.toAbsolutePath().normalize().getFileName().toString()
                : run;
    }

    private LiveReplay.Progress shownBy(ProgressDisplay progress, long allBytes) {
        return new LiveReplay.Progress() {
            @Override
            public void playing() {
                progress.begin(
                        new ProgressDisplay.Phase(
                                CliTexts.of(spec).of("progress.play", "speed", speed), "MiB", 1 << 20),
                        allBytes);
            }

            @Override
            public void at(long bytes) {
                progress.at(bytes);
            }

            @Override
            public void waiting() {
                progress.begin(new ProgressDisplay.Phase(CliTexts.of(spec).of("progress.wait"), "", 1), 0);
            }
        };
    }
}
