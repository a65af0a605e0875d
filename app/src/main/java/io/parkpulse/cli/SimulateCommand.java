package io.parkpulse.cli;

import io.parkpulse.files.Scratch;
import io.parkpulse.files.Staging;
import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.kafka.RegistryTopic;
import io.parkpulse.kafka.Topics;
import io.parkpulse.message.Message;
import io.parkpulse.model.Stream;
import io.parkpulse.play.Pacer;
import io.parkpulse.play.Player;
import io.parkpulse.play.StreamWriter;
import io.parkpulse.registry.RegistryException;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.simulator.Scenario;
import io.parkpulse.simulator.Scenarios;
import io.parkpulse.simulator.Simulation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a simulated recording, or plays it into Kafka; the same options give the same bytes. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Write a recording of simulated parks, or play it into Kafka; the same seed gives the same bytes.",
            "",
            "Into Kafka goes first the registry, then the lines in the order in which they would arrive."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:the recording could not be written, or Kafka fails", "2:wrong usage"})
public final class SimulateCommand implements Callable<Integer> {

    private static final List<String> REGISTRY = List.of("parks.csv", "enterprises.csv", "meters.csv");

    @Spec
    private CommandSpec spec;

    @Option(names = "--out", paramLabel = "DIR", description = "The folder to write; it must not exist yet.")
    private Path out;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            defaultValue = "seed-parks",
            completionCandidates = ScenarioNames.class,
            description = "One of: ${COMPLETION-CANDIDATES}; or a file that ends in .yaml, see docs/scenarios.md."
                    + " Default: ${DEFAULT-VALUE}.")
    private String scenario;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of all random numbers. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--days", paramLabel = "N", description = "How many days, up to the scenario's last one.")
    private Integer days;

    @Option(names = "--enterprises", paramLabel = "N", description = "How many enterprises; scenario province only.")
    private Integer enterprises;

    @Option(
            names = "--mess",
            description = "Let meters reset, roll over and fall silent, and lines come late, twice and broken.")
    private boolean mess;

    @Option(names = "--force", description = "Replace DIR if it holds what simulate wrote, and nothing else.")
    private boolean force;

    @Mixin
    private KafkaOptions kafka;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "" + Topics.DEFAULT_PARTITIONS,
            description =
                    "With --kafka: partitions of each stream, if its topic is not there. Default: ${DEFAULT-VALUE}.")
    private int partitions;

    @Option(
            names = "--speed",
            paramLabel = "X",
            description = "With --kafka: how many times as fast as real time. Default: as fast as possible.")
    private Double speed;

    @Option(
            names = "--start",
            paramLabel = "now",
            description = "With --kafka: let the first day be today, so that what is sent happens now; what would have"
                    + " happened since midnight is sent at once.")
    private String start;

    static final class ScenarioNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Scenarios.NAMES.iterator();
        }
    }

    @Override
    public Integer call() throws IOException {
        Scenario chosen;
        try {
            chosen = Scenarios.named(scenario, seed, optional(days), optional(enterprises));
        } catch (IllegalArgumentException e) {
            throw Usage.wrong(spec, Message.asIs(e.getMessage()));
        }
        boolean now = start != null;
        Usage.require(spec, !now || start.equals("now"), "--start", start, Message.asIs("now"));
        if (kafka.given() == (out != null)) {
            throw Usage.neither(spec, "--out DIR", "--kafka BROKERS");
        }
        if (kafka.given()) {
            Usage.require(spec, chosen.days().past() == 0, "--scenario", scenario, Message.of("usage.without_past"));
            return stream(chosen, now);
        }
        Usage.require(spec, speed == null && !now, "--speed, --start", "", Usage.asWell("--kafka"));
        Path target = out.toAbsolutePath().normalize();
        if (target.getParent() == null) {
            throw Usage.wrong(spec, "--out", out, Message.of("usage.writable"));
        }
        write(new Simulation(chosen, seed, mess), target);
        return ExitCode.DONE;
    }

    private int stream(Scenario chosen, boolean now) {
        Usage.require(spec, speed == null || speed > 0 && Double.isFinite(speed), "--speed", speed, Usage.ABOVE_0);
        Usage.require(spec, !now || speed == null || speed == 1, "--speed", speed, Message.of("usage.speed_of_time"));
        Usage.require(spec, partitions > 0, "--partitions", partitions, Usage.ABOVE_0);
        KafkaSettings settings = kafka.settings(spec);
        ZoneId zone = chosen.parks().get(0).zone();
        int shift = now ? (int) ChronoUnit.DAYS.between(chosen.days().first(), LocalDate.now(zone)) : 0;
        Pacer pacer = now
                ? Pacer.timesFrom(1, System.currentTimeMillis())
                : speed == null ? Pacer.unbounded() : Pacer.times(speed);
        try {
            stream(new Simulation(chosen, seed, mess, shift), settings, pacer);
            return ExitCode.DONE;
        } catch (IOException | RegistryException e) {
            return Failure.report(e, CliTexts.of(spec), spec.commandLine().getErr());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            spec.commandLine().getErr().println(CliTexts.of(spec).of("simulated.interrupted"));
            return ExitCode.FAILED;
        }
    }

    /** Simulates into a temporary recording and plays that: so lines are paced like those of any recording. */
    private void stream(Simulation simulation, KafkaSettings settings, Pacer pacer)
            throws IOException, RegistryException, InterruptedException {
        CliTexts texts = CliTexts.of(spec);
        PrintWriter print = spec.commandLine().getOut();
        try (ProgressDisplay progress = new ProgressDisplay(
                        CliTexts.of(spec),
                        Terminal.showsErr(),
                        spec.commandLine().getErr());
                Scratch scratch = Scratch.create("simulation-");
                StreamWriter writer = new StreamWriter(settings)) {
            Topics.create(settings, partitions);
            Path recording = scratch.directory();
            Map<Stream, Long> written = simulate(simulation, recording, progress);
            progress.end();
            RegistryTopic.Difference difference = RegistryTopic.compare(
                    settings, RegistryReader.readRows(recording).rows());
            if (difference.removals().areMost()) {
                throw Usage.wrong(
                        spec,
                        "--kafka",
                        settings.bootstrapServers(),
                        Message.of(
                                "usage.own_brokers",
                                "topic",
                                Topics.REGISTRY,
                                "removals",
                                difference.removals().said()));
            }
            print.println(RegistryPushCommand.summary(texts, difference.write()));
            progress.begin(
                    new ProgressDisplay.Phase(texts.of("progress.sending"), texts.of("progress.rows"), 1),
                    StreamTexts.sum(written));
            AtomicLong sent = new AtomicLong();
            Player.inOrder(recording).play(pacer, (stream, line, due) -> {
                writer.line(stream, line, due);
                progress.at(sent.incrementAndGet());
            });
            writer.flush();
            progress.end();
            print.println(texts.of(
                    "simulated.sent", "brokers", settings.bootstrapServers(), "counts", StreamTexts.counts(written)));
        }
    }

    private Map<Stream, Long> simulate(Simulation simulation, Path directory, ProgressDisplay progress)
            throws IOException {
        CliTexts texts = CliTexts.of(spec);
        progress.begin(new ProgressDisplay.Phase(texts.of("progress.simulating"), texts.of("progress.rows"), 1), 0);
        return simulation.writeTo(directory, (lines, expected) -> {
            progress.resize(Math.max(lines, expected));
            progress.at(lines);
        });
    }

    private static OptionalInt optional(Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    /** Writes beside the target and moves it there when it is complete, so that a recording is whole or not there. */
    private void write(Simulation simulation, Path target) throws IOException {
        Map<Stream, Long> written;
        long bytes;
        try (ProgressDisplay progress = new ProgressDisplay(
                        CliTexts.of(spec),
                        Terminal.showsErr(),
                        spec.commandLine().getErr());
                Staging staging = Staging.of(
                        new Staging.Target("--out", out, force, Recording.SIMULATED),
                        ShellWords.join("./parkpulse", "simulate", "--out", out.toString()))) {
            Path partial = staging.directory("recording");
            written = simulate(simulation, partial, progress);
            bytes = size(partial);
            staging.publish(partial);
            progress.end();
        }
        summarize(written, bytes);
    }

    private void summarize(Map<Stream, Long> written, long bytes) {
        CliTexts texts = CliTexts.of(spec);
        PrintWriter print = spec.commandLine().getOut();
        print.println(texts.of(
                "simulated.written",
                "dir",
                out,
                "n",
                Message.count(StreamTexts.sum(written)),
                "files",
                REGISTRY.size() + Stream.values().length,
                "megabytes",
                String.format(Locale.ROOT, "%,.2f", bytes / 1e6)));
        print.println("  " + StreamTexts.counts(written));
        print.println(Recording.next(texts, out));
        print.flush();
    }

    private static long size(Path directory) throws IOException {
        long sum = 0;
        try (java.util.stream.Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                sum += Files.size(file);
            }
        }
        return sum;
    }
}
