package io.parkpulse.cli;

import io.parkpulse.explain.Breakdown;
import io.parkpulse.explain.Explainer;
import io.parkpulse.explain.FigureList;
import io.parkpulse.explain.Question;
import io.parkpulse.explain.UnknownNameException;
import io.parkpulse.files.Scratch;
import io.parkpulse.message.Message;
import io.parkpulse.model.Park;
import io.parkpulse.model.Registry;
import io.parkpulse.output.EnterpriseLine;
import io.parkpulse.output.ReplayFiles;
import io.parkpulse.registry.RegistryException;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.replay.Replay;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code explain}: how a figure comes about, enterprise by enterprise. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Explain a figure of a replay: its definition and method, the enterprises that make it"
                    + " up, those left out and why, the gates it passed, and what moved it since the day before, or"
                    + " since another day or moment.",
            "",
            "Of a day it reads nothing but what the replay wrote. Of a moment (--at, the 24 hours before it) the replay"
                    + " wrote the figures and not the enterprises: these are counted again from the recording. It adds"
                    + " the enterprises up again and says whether they come to the figure."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  parkpulse explain OUT                                 the measures of all parks on the last day",
            "  parkpulse explain OUT --scope park:P1 --measure power_output_rate",
            "  parkpulse explain OUT --scope park:P1/tier:above-scale --day 2020-03-16 --measure staff_return",
            "  parkpulse explain OUT --scope region:tianjin --measure resumption_index --top 50",
            "  parkpulse explain OUT --scope park:P1 --day 2020-03-16 --against 2020-02-10     all measures of two days",
            "  parkpulse explain OUT --scope all/industry:chemicals --measure target_rate --against 2020-02-10",
            "  parkpulse explain OUT --scope park:P1 --measure power_work_rate --recording REC \\",
            "      --at 2020-03-16T08:00:00+08:00 --against 2020-03-15T20:00:00+08:00",
            "  parkpulse explain OUT --enterprise E1 --day 2020-03-16      why it counts as it does, in each measure",
            "",
            "Scopes: all, region:PATH, park:ID, and inside a park /tier:X, /industry:X, /site:X, /grid:PATH,"
                    + " /priority:X; across parks, behind all or region:PATH, /tier:X, /industry:X, /site:X,"
                    + " /priority:X, /class:N, /batch:N.",
            "",
            "What an enterprise moved a figure by: of n / d with the rate r before, (change of n - r x change of d) / d"
                    + " now. Over all enterprises that is the whole difference, exactly.",
            "",
            "--json: one object. sums are named as what n and d count; moves is an exact fraction n / d, of a rate as a"
                    + " share of one.",
            "",
            "Exit codes: 0 done, 1 the files contradict each other or cannot be read, 2 wrong usage (also an unknown"
                    + " scope, day, moment, enterprise or measure)."
        })
public final class ExplainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "OUT", description = "What a replay wrote.")
    private Path out;

    @Option(names = "--scope", paramLabel = "SCOPE", description = "The scope, e.g. park:P1 (default: all).")
    private String scope;

    @Option(
            names = "--day",
            paramLabel = "DATE",
            description = "The local day, e.g. 2020-03-16 (default: the last one).")
    private LocalDate day;

    @Option(
            names = "--measure",
            paramLabel = "NAME",
            description = "The measure or bands, by the name in daily.jsonl (default: list all, explain none).")
    private String measure;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many enterprises to list of each kind (default: ${DEFAULT-VALUE}).")
    private int top;

    @Option(
            names = "--at",
            paramLabel = "MOMENT",
            description = "In place of a day: the end of a trailing window, e.g. 2020-03-16T08:00:00+08:00."
                    + " With --measure it needs --recording.")
    private OffsetDateTime at;

    @Option(
            names = "--against",
            paramLabel = "DAY|MOMENT",
            description =
                    "The day, or with --at the moment, to compare with (default: the day before, 24 hours before).")
    private String against;

    @Option(
            names = "--recording",
            paramLabel = "REC",
            description = "With --at: the recording that OUT was computed of.")
    private Path recording;

    @Option(
            names = "--step",
            paramLabel = "DURATION",
            defaultValue = "PT5M",
            description = "With --at: the length of a step in that replay (default: ${DEFAULT-VALUE}).")
    private Duration step;

    @Option(
            names = "--enterprise",
            paramLabel = "ID",
            description = "In place of a scope: one enterprise on a day, and why it counts in each measure as it does.")
    private String enterprise;

    @Option(names = "--json", description = "With --measure: for programs, one JSON object with all enterprises.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        CliTexts texts = CliTexts.of(spec);
        checkOptions();
        Question question = question();
        for (String name : List.of(ReplayFiles.DAILY, ReplayFiles.ENTERPRISES, ReplayFiles.REGISTRY)) {
            if (!Files.exists(out.resolve(name))) {
                throw Usage.wrong(spec, "OUT", out, Usage.replayed(name));
            }
        }
        Path registry = out.resolve(ReplayFiles.REGISTRY);
        try {
            RegistryReader.Result read = RegistryReader.read(registry);
            Explainer explainer = new Explainer(out, read.registry(), read.baselines());
            if (enterprise != null) {
                print(explainer.enterprise(enterprise, day, question.against(), texts.language()));
                return ExitCode.DONE;
            }
            if (measure == null) {
                print(figures(explainer, question));
                return ExitCode.DONE;
            }
            Breakdown breakdown = explainer.breakdown(question, ends -> moments(ends, read.registry()));
            Breakdown.Emitted emitted =
                    json ? breakdown.json(measure) : breakdown.explain(measure, top, texts.language());
            print(emitted.lines());
            if (!emitted.addsUp()) {
                spec.commandLine()
                        .getErr()
                        .println(texts.of(
                                "failed",
                                "reason",
                                at == null
                                        ? texts.of("explain.contradictory", "out", out)
                                        : texts.of("explain.contradictory_recording", "out", out, "rec", recording)));
                return ExitCode.FAILED;
            }
            return ExitCode.DONE;
        } catch (UnknownNameException e) {
            throw Usage.wrong(spec, e.said());
        } catch (RegistryException e) {
            spec.commandLine().getErr().println(texts.in(registry, e));
            return ExitCode.USAGE;
        }
    }

    private void checkOptions() {
        if (top < 1) {
            throw Usage.wrong(spec, "--top", top, Usage.ABOVE_0);
        }
        Usage.require(spec, at == null || day == null, "--at", at, Message.of("usage.moment_or_day"));
        Usage.require(spec, recording == null || at != null, "--recording", recording, Message.of("usage.at_as_well"));
        Usage.require(
                spec,
                recording == null || Files.isDirectory(recording),
                "--recording",
                recording,
                Message.of("usage.recording_of_out"));
        if (at != null && measure != null && recording == null) {
            throw Usage.wrong(spec, "--at", at + " --measure " + measure, Message.of("usage.recording_as_well"));
        }
        Usage.require(
                spec,
                enterprise == null || scope == null && measure == null && at == null,
                "--enterprise",
                enterprise,
                Message.of("usage.none_beside", "options", "--scope, --measure, --at"));
        Usage.require(spec, !json || measure != null, "--json", "", Usage.asWell("--measure NAME"));
    }

    private Question question() {
        String of = scope == null ? "all" : scope;
        if (at == null) {
            return new Question(
                    of,
                    day,
                    null,
                    against == null ? null : parsed(LocalDate::parse, Message.of("value.date", "date", "2020-03-16")),
                    null);
        }
        return new Question(
                of,
                null,
                at.toInstant(),
                null,
                against == null
                        ? null
                        : parsed(OffsetDateTime::parse, Message.of("usage.moment"))
                                .toInstant());
    }

    private <T> T parsed(Function<String, T> parse, Message expected) {
        try {
            return parse.apply(against);
        } catch (DateTimeException e) {
            throw Usage.wrong(spec, "--against", '"' + against + '"', expected);
        }
    }

    /** Counts again what enterprises had in the 24 hours before each moment. */
    private Map<Instant, List<EnterpriseLine>> moments(SortedSet<Instant> ends, Registry registry)
            throws IOException, InterruptedException {
        SortedSet<Long> millis =
                ends.stream().map(Instant::toEpochMilli).collect(Collectors.toCollection(TreeSet::new));
        try (Scratch scratch = Scratch.create("explain-");
                ReplayBar bar = new ReplayBar(
                        CliTexts.of(spec),
                        Terminal.showsErr(),
                        spec.commandLine().getErr())) {
            // Trailing windows of scopes are not asked for; one a day is the fewest there can be.
            Map<Long, List<EnterpriseLine>> found = new Replay(
                            recording,
                            registry,
                            new Replay.Settings(
                                    step.toMillis(), Duration.ofDays(1).toMillis(), 1),
                            bar)
                    .enterprisesAt(
                            millis, Files.createDirectory(scratch.directory().resolve("scratch")));
            return found.entrySet().stream()
                    .collect(Collectors.toMap(end -> Instant.ofEpochMilli(end.getKey()), Map.Entry::getValue));
        }
    }

    private List<String> figures(Explainer explainer, Question question) throws IOException, UnknownNameException {
        Explainer.Compared figures = explainer.figures(question);
        Park park = explainer.park(question.scope());
        CliTexts texts = CliTexts.of(spec);
        List<String> lines = new ArrayList<>(
                against == null
                        ? FigureList.lines(figures.now(), park, texts.language())
                        : FigureList.lines(figures, park, texts.language()));
        List<String> next =
                new ArrayList<>(List.of("./parkpulse", "explain", out.toString(), "--scope", question.scope()));
        next.addAll(at == null ? List.of("--day", figures.now().day().toString()) : List.of("--at", at.toString()));
        if (against != null) {
            next.addAll(List.of("--against", against));
        }
        next.addAll(List.of("--measure", "power_output_rate"));
        if (at != null) {
            next.addAll(List.of("--recording", recording == null ? "REC" : recording.toString()));
        }
        lines.add("");
        lines.add(texts.of("summary.next", "command", ShellWords.join(next.toArray(String[]::new))));
        return lines;
    }

    private void print(List<String> lines) {
        PrintWriter print = spec.commandLine().getOut();
        lines.forEach(print::println);
        print.flush();
    }
}
