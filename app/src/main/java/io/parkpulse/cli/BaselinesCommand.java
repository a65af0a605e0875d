package io.parkpulse.cli;

import io.parkpulse.alerts.WorkCalendar;
import io.parkpulse.baseline.Baseline;
import io.parkpulse.baseline.BaselineDays;
import io.parkpulse.baseline.LeftOut;
import io.parkpulse.exact.Bound;
import io.parkpulse.explain.EnterpriseDays;
import io.parkpulse.files.Scratch;
import io.parkpulse.message.Message;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Park;
import io.parkpulse.model.Registry;
import io.parkpulse.output.ReplayFiles;
import io.parkpulse.registry.RegistryException;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.replay.Replay;
import io.parkpulse.text.Columns;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code baselines}: what enterprises usually use, out of a recording's own days. */
@Command(
        name = "baselines",
        mixinStandardHelpOptions = true,
        description = {
            "Compute baselines out of a recording's own past: the energy of each enterprise's mean day.",
            "",
            "A day is used if its meters cover as much of it as the method of its park asks for, and if it is of the kind"
                    + " that is asked for. An enterprise with fewer than "
                    + Baseline.LEAST_DAYS + " such days gets no baseline."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  parkpulse baselines recordings/autumn --from 2019-10-08 --to 2019-11-30 --days work \\",
            "      --holidays docs/calendars/china.yaml --id autumn-2019 --out baselines.csv",
            "",
            "Columns of FILE: enterprise_id, baseline_id, from, to, baseline_wh (mean of the days used, rounded down),",
            "days_used, days_left_out, and two proposals: standby_wh (the day with the least energy), capacity_wh (the",
            "one with the most). Beside it a file .left-out.csv has each day left out, and why. Without a baseline the",
            "three energies are blank.",
            "",
            "Exit codes: 0 done, 3 done, but no record could be applied, 1 the run failed, 2 wrong usage, calendar or",
            "registry; nothing is written."
        })
public final class BaselinesCommand implements Callable<Integer> {
    private static final int SHOWN = 5;
    private static final Duration STEP = Duration.ofMinutes(5);

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "REC", description = "The recording: registry and streams.")
    private Path recording;

    @Option(names = "--from", required = true, paramLabel = "D", description = "The first local day, as 2019-10-08.")
    private LocalDate from;

    @Option(names = "--to", required = true, paramLabel = "D", description = "The last one.")
    private LocalDate to;

    @Option(
            names = "--days",
            paramLabel = "KIND",
            defaultValue = "all",
            description = "Which days are used: all, or work for working days (default: ${DEFAULT-VALUE}).")
    private String kind;

    @Option(
            names = "--holidays",
            paramLabel = "FILE",
            description =
                    "With --days work: a file with the calendar, as rules.yaml has it (default: rules.yaml in REC,"
                            + " else Saturdays and Sundays rest).")
    private Path holidays;

    @Option(names = "--id", required = true, paramLabel = "ID", description = "The name of these baselines.")
    private String id;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The table to write.")
    private Path out;

    @Mixin
    private ParallelismOption parallelism = new ParallelismOption();

    @Override
    public Integer call() throws Exception {
        boolean work = kind.equals("work");
        Usage.require(spec, work || kind.equals("all"), "--days", kind, Usage.oneOf("all", "work"));
        Usage.require(spec, !to.isBefore(from), "--to", to, Message.of("usage.day_not_before", "from", from));
        Usage.require(spec, !id.isBlank() && id.equals(id.strip()), "--id", id, Message.of("usage.name"));
        parallelism.require(spec);
        Usage.require(spec, Files.isDirectory(recording), "REC", recording, Message.of("usage.recording"));
        Usage.require(spec, !Recording.streams(recording).isEmpty(), "REC", recording, StreamTexts.RECORDING_WITH_SOME);
        Usage.require(spec, holidays == null || work, "--holidays", holidays, Usage.asWell("--days work"));
        Usage.require(
                spec,
                holidays == null || Files.isRegularFile(holidays),
                "--holidays",
                holidays,
                Message.of("usage.calendar"));
        BaselinesFile file = new BaselinesFile(out);
        file.check();
        PrintWriter err = spec.commandLine().getErr();
        RegistryReader.Result read;
        WorkCalendar calendar;
        try {
            read = RegistryReader.read(recording);
            calendar = calendar();
        } catch (RegistryException e) {
            err.println(CliTexts.of(spec).of(e));
            return ExitCode.USAGE;
        }
        read.warnings().forEach(warning -> err.println(CliTexts.of(spec).warning(warning)));
        BaselineDays days = new BaselineDays(from, to, date -> !work || calendar.isWorkDay(date));
        List<String> objections;
        CliTexts texts = CliTexts.of(spec);
        try (Scratch scratch = Scratch.create("baselines-");
                ReplayBar bar = new ReplayBar(texts, Terminal.showsErr(), err)) {
            Path result = Files.createDirectory(scratch.directory().resolve("result"));
            // Trailing windows say nothing of days; one a day is the fewest there can be.
            new Replay(
                            recording,
                            read.registry(),
                            new Replay.Settings(
                                    STEP.toMillis(), Duration.ofDays(1).toMillis(), parallelism.instances()),
                            bar)
                    .into(result, Files.createDirectory(scratch.directory().resolve("scratch")));
            add(result, read.registry(), days);
            objections = NothingApplied.objections(texts, result, null);
        }
        List<Baseline> baselines = read.registry().enterprises().stream()
                .map(Enterprise::id)
                .distinct()
                .map(days::of)
                .toList();
        file.write(id, from, to, baselines);
        PrintWriter print = spec.commandLine().getOut();
        summary(texts, baselines, file).forEach(print::println);
        print.flush();
        objections.forEach(err::println);
        err.flush();
        return objections.isEmpty() ? ExitCode.DONE : ExitCode.NOTHING_APPLIED;
    }

    private WorkCalendar calendar() throws RegistryException {
        Path own = recording.resolve(RegistryReader.RULES);
        Path file = holidays != null || !Files.exists(own) ? holidays : own;
        return (file == null ? RegistryReader.builtInRules() : RegistryReader.readRules(file)).calendar();
    }

    private static void add(Path result, Registry registry, BaselineDays days) throws IOException {
        Map<String, Park> parks = registry.parks().stream().collect(Collectors.toMap(Park::id, Function.identity()));
        Map<String, Bound> gates = new HashMap<>();
        EnterpriseDays.read(result.resolve(ReplayFiles.ENTERPRISES), days::covers, line -> {
            Park park = parks.get(line.park());
            LocalDate next = line.day().plusDays(1);
            days.add(
                    line,
                    Duration.between(line.day().atStartOfDay(park.zone()), next.atStartOfDay(park.zone()))
                            .toMillis(),
                    gates.computeIfAbsent(
                            park.method(),
                            method -> Bound.of(registry.methods().get(method).coverageGate(), 1)));
        });
    }

    private List<String> summary(CliTexts texts, List<Baseline> baselines, BaselinesFile file) {
        List<String> lines = new ArrayList<>();
        List<Baseline> without =
                baselines.stream().filter(baseline -> !baseline.isKnown()).toList();
        lines.add(texts.of(
                "baselines.have",
                "n",
                Message.count(baselines.size() - without.size()),
                "all",
                Message.count(baselines.size()),
                "id",
                id,
                "from",
                from,
                "to",
                to));
        if (!without.isEmpty()) {
            String some = without.stream()
                    .limit(SHOWN)
                    .map(baseline -> "\"" + Columns.oneLine(baseline.enterprise()) + "\" (" + baseline.days() + ")")
                    .collect(Collectors.joining(", "));
            String named = without.size() > SHOWN
                    ? texts.of("baselines.and_more", "enterprises", some, "n", Message.count(without.size() - SHOWN))
                    : some;
            lines.add("  " + texts.of("baselines.too_few", "least", Baseline.LEAST_DAYS, "enterprises", named));
        }
        Map<LeftOut, Long> left = new EnumMap<>(LeftOut.class);
        baselines.forEach(baseline -> baseline.leftOut().values().forEach(reason -> left.merge(reason, 1L, Long::sum)));
        left.forEach((reason, count) -> lines.add("  "
                + texts.of(
                        "baselines.left_out",
                        "n",
                        Message.count(count),
                        "days",
                        texts.of("baselines.days." + reason.id()))));
        lines.add(texts.of("baselines.proposals", "file", out));
        lines.add(texts.of("baselines.days_left_out", "file", file.leftOut()));
        return lines;
    }
}
