package io.parkpulse.cli;

import io.parkpulse.alerts.Rule;
import io.parkpulse.files.Scratch;
import io.parkpulse.message.Message;
import io.parkpulse.registry.RegistryException;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.replay.Alerting;
import io.parkpulse.replay.Replay;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code alerts}: what rules would do. */
@Command(
        name = "alerts",
        mixinStandardHelpOptions = true,
        description = "Test alert rules on a recording.",
        subcommands = AlertsCommand.Test.class)
public final class AlertsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw Usage.wrong(spec, "alerts", "", Message.of("usage.subcommand", "names", "test"));
    }

    /** {@code alerts test}: the alerts of a recording. */
    @Command(
            name = "test",
            mixinStandardHelpOptions = true,
            description = {
                "Replay a recording and print which alerts these rules would have sent, on which evidence. Sends"
                        + " nothing and keeps nothing."
            },
            footerHeading = "%nExamples:%n",
            footer = {
                "  parkpulse alerts test --replay recordings/seed-parks                      the built-in rules",
                "  parkpulse alerts test --rules rules.yaml --replay recordings/seed-parks",
                "",
                "per rule: alerts, a day and in all; scopes they are about; how many became critical, are over, are flaps"
                        + " (fired again",
                "within 24 hours); medians of the time from the first such figure to the alert, and of its duration.",
                "",
                "Exit codes: 0 done, 3 done, but no record could be applied, 1 the replay failed, 2 wrong usage, rules or",
                "registry."
            })
    static final class Test implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(
                names = "--rules",
                paramLabel = "FILE",
                description = "The rules (default: rules.yaml in DIR, else the built-in rules).")
        private Path rules;

        @Option(names = "--replay", required = true, paramLabel = "DIR", description = "The recording.")
        private Path recording;

        @Option(
                names = "--every",
                paramLabel = "DURATION",
                defaultValue = "PT5M",
                description = "Time between two judgements, a multiple of 5 minutes (default: ${DEFAULT-VALUE}).")
        private Duration every;

        @Mixin
        private ParallelismOption parallelism = new ParallelismOption();

        @Override
        public Integer call() throws Exception {
            Duration step = Duration.ofMinutes(5);
            Usage.require(
                    spec, rules == null || Files.isRegularFile(rules), "--rules", rules, Message.of("usage.rules"));
            Usage.require(spec, Files.isDirectory(recording), "--replay", recording, Message.of("usage.recording"));
            Usage.require(
                    spec,
                    !Recording.streams(recording).isEmpty(),
                    "--replay",
                    recording,
                    StreamTexts.RECORDING_WITH_SOME);
            parallelism.require(spec);
            Usage.require(
                    spec,
                    every.toMillis() > 0 && every.toMillis() % step.toMillis() == 0,
                    "--every",
                    every,
                    Message.of("usage.multiple_of", "duration", "PT5M"));
            PrintWriter err = spec.commandLine().getErr();
            RegistryReader.Result read;
            Alerting alerting;
            try {
                read = RegistryReader.read(recording);
                alerting = Alerting.read(recording, read.registry(), rules);
            } catch (RegistryException e) {
                err.println(CliTexts.of(spec).of(e));
                return ExitCode.USAGE;
            }
            alerting.warnings().forEach(warning -> err.println(CliTexts.of(spec).warning(warning)));
            List<String> report;
            List<String> objections;
            CliTexts texts = CliTexts.of(spec);
            try (Scratch scratch = Scratch.create("alerts-");
                    ReplayBar bar = new ReplayBar(texts, Terminal.showsErr(), err)) {
                Path result = Files.createDirectory(scratch.directory().resolve("result"));
                new Replay(
                                recording,
                                read.registry(),
                                new Replay.Settings(step.toMillis(), every.toMillis(), parallelism.instances()),
                                bar)
                        .alerting(alerting)
                        .into(result, Files.createDirectory(scratch.directory().resolve("scratch")));
                List<String> on = alerting.rules().rules().stream()
                        .filter(Rule::isOn)
                        .map(Rule::id)
                        .toList();
                report = AlertHistory.read(texts, result, read.registry())
                        .orElseThrow()
                        .report(on);
                objections = NothingApplied.objections(texts, result, null);
            }
            PrintWriter print = spec.commandLine().getOut();
            report.forEach(print::println);
            print.flush();
            objections.forEach(err::println);
            err.flush();
            return objections.isEmpty() ? ExitCode.DONE : ExitCode.NOTHING_APPLIED;
        }
    }
}
