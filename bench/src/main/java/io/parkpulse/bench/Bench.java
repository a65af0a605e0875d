package io.parkpulse.bench;

import io.parkpulse.live.LocalCheckpoints;
import io.parkpulse.model.Stream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the replay beside two plain loops, each a process of its own, by turns. */
@Command(
        name = "bench/run",
        mixinStandardHelpOptions = true,
        description = "Measures the replay beside two plain loops that compute the same power figures.",
        footer = {"", "Exit codes: 0 done and all figures equal, 1 a figure differs or a process failed, 2 wrong usage."
        })
public final class Bench implements Callable<Integer> {
    private static final String P0 = "P0 ordinary loop";
    private static final String P1 = "P1 optimised loop";
    private static final String REPLAY_1 = "replay, parallelism 1";
    private static final String REPLAY_2 = "replay, parallelism 2";
    private static final List<String> PROGRAMS = List.of(P0, P1, REPLAY_1, REPLAY_2);
    private static final String SIMULATE = "simulate";
    private static final String CHECK = "check";
    /** So many times as fast as the clock event time goes by where checkpoints are looked at. */
    private static final int FASTER = 60;
    /** The other recording of one day has this part of the enterprises. */
    private static final int PART = 4;

    @Option(
            names = "--enterprises",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Of the recording, one meter each; at least 3600 (default: ${DEFAULT-VALUE}).")
    private int enterprises;

    @Option(
            names = "--days",
            paramLabel = "D",
            defaultValue = "1",
            description =
                    "Of the recording; what further readings cost is the difference to one of its first day, or where it"
                            + " has one day only, of a quarter of the enterprises (default: ${DEFAULT-VALUE}).")
    private int days;

    @Option(
            names = "--rounds",
            paramLabel = "R",
            defaultValue = "3",
            description = "How often everything runs by turns; medians are printed (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            defaultValue = "PT5M",
            description = "Time between two ends of trailing windows (default: ${DEFAULT-VALUE}).")
    private Duration every;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "4g",
            description = "Greatest heap of every process (default: ${DEFAULT-VALUE}).")
    private String heap;

    @Option(
            names = "--scale",
            description = "Instead: the cost of a record from 1,000 to 333,427 enterprises (6 GB of disk).")
    private boolean scale;

    @Option(
            names = "--live",
            description = "Instead: the live job and the loops from Kafka, the sink into InfluxDB, the age of points.")
    private boolean live;

    @Option(
            names = "--state",
            description = "Instead: bytes and CPU of a live group of 1,024 enterprises, in this process.")
    private boolean state;

    @Option(
            names = "--data",
            description = "Instead: a replay by meters with rows over time beside one without, and import.")
    private boolean data;

    @Option(
            names = "--checkpoints",
            description =
                    "Instead: what the live job's checkpoints write and cost, on the heap and in RocksDB, of 48 hours of"
                            + " --meters, event time 60 times as fast; some 10 minutes.")
    private boolean checkpoints;

    @Option(
            names = "--million",
            description =
                    "Instead: the live job of --meters in one process from Kafka, from a backlog of --hours, with a"
                            + " checkpoint each 30 s, in --backend; killed and started again in the end.")
    private boolean million;

    @Option(
            names = "--meters",
            paramLabel = "N",
            description = "Of --checkpoints (default: 100,000) or --million (default: 1,000,000).")
    private int meters;

    @Option(
            names = "--hours",
            paramLabel = "H",
            description = "Backlog of --checkpoints (default: 48) or --million (default: 24).")
    private int hours;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            defaultValue = "ROCKSDB",
            description = "What the state of --million is in: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private LocalCheckpoints.Backend backend;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of Flink's for the job of --checkpoints or --million, before all others; may be"
                    + " repeated. %nFor example --set execution.checkpointing.interval=5s.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--points",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Written to InfluxDB by each program of --live (default: ${DEFAULT-VALUE}).")
    private int points;

    @Option(
            names = "--watch",
            paramLabel = "DURATION",
            defaultValue = "PT2M",
            description =
                    "How long --live looks at the age of points; and of event time --million at the job, --checkpoints"
                            + " 60 times that (default: ${DEFAULT-VALUE}).")
    private Duration watch;

    @Spec
    private CommandSpec spec;

    private final PrintStream print = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Path directory = Path.of(System.getProperty("bench.directory", "bench/target"));
    private Child child;
    private Recordings recordings;

    public static void main(String[] args) {
        exitAfter(new Bench(), args);
    }

    /** Runs a command and ends this process with its exit code; a failure is one line. */
    static void exitAfter(Callable<Integer> command, String... args) {
        System.exit(new CommandLine(command)
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    line.getErr().println("failed: " + failure.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (state) {
            GroupStateBench.run(print);
            return CommandLine.ExitCode.OK;
        }
        child = new Child(heap, directory.resolve("logs"));
        recordings = new Recordings(directory, child);
        print.printf(
                Locale.ROOT,
                "%s, %d cores, JDK %s, heap of every process at most %s%n",
                processor(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                heap);
        if (checkpoints || million) {
            manyMeters();
            return CommandLine.ExitCode.OK;
        }
        if (enterprises < PART * Recordings.FEWEST || days < 1 || rounds < 1) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "at least " + PART * Recordings.FEWEST + " enterprises, a day and a round are needed");
        }
        if (live) {
            Recordings.Recording large = recordings.province(enterprises, days);
            return new LiveBench(directory, child, print).run(large, partOfIt(), rounds, points, watch)
                    ? CommandLine.ExitCode.OK
                    : CommandLine.ExitCode.SOFTWARE;
        }
        if (data) {
            return new DataBench(directory, child, print).run(recordings.province(enterprises, days), rounds, every)
                    ? CommandLine.ExitCode.OK
                    : CommandLine.ExitCode.SOFTWARE;
        }
        return scale ? scale() : compare();
    }

    private void manyMeters() throws Exception {
        if (million) {
            new ManyMetersBench(directory, child, print, or(meters, 1_000_000), or(hours, 24), 1, watch, settings)
                    .run(backend, true);
            return;
        }
        for (LocalCheckpoints.Backend each : LocalCheckpoints.Backend.values()) {
            new ManyMetersBench(
                            directory,
                            child,
                            print,
                            or(meters, 100_000),
                            or(hours, 48),
                            FASTER,
                            watch.multipliedBy(FASTER),
                            settings)
                    .run(each, false);
        }
    }

    private static int or(int given, int standard) {
        return given == 0 ? standard : given;
    }

    static String processor() throws IOException {
        try (java.util.stream.Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 2))
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }

    // The replay and the loops

    private int compare() throws IOException, InterruptedException {
        Recordings.Recording large = recordings.province(enterprises, days);
        Recordings.Recording small = partOfIt();
        print.printf(
                Locale.ROOT,
                "%,d enterprises x %d days: %,d readings, %,d records in all; trailing windows end every %s%n",
                enterprises,
                days,
                large.readings(),
                large.lines(),
                every);
        Costs costs = new Costs(PROGRAMS);
        List<Child.Cost> ofSimulate = new ArrayList<>();
        List<Child.Cost> ofCheck = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            warm(large);
            warm(small);
            for (String program : PROGRAMS) {
                costs.add(program, run(program, large), run(program, small));
                System.err.printf(Locale.ROOT, "round %d of %d: %s%n", round + 1, rounds, program);
            }
            Path simulated = directory.resolve("simulated");
            Recordings.delete(simulated);
            ofSimulate.add(recordings.simulate(simulated, enterprises, days));
            Recordings.delete(simulated);
            ofCheck.add(child.runParkPulse(CHECK, CHECK, large.path().toString()));
            if (round == 0 && !figuresAreEqual(large)) {
                return CommandLine.ExitCode.SOFTWARE;
            }
        }
        costs.printProcesses(large.readings(), print);
        printBeside(SIMULATE, large, ofSimulate, costs.ofLarge(REPLAY_1));
        printBeside(CHECK, large, ofCheck, costs.ofLarge(REPLAY_1));
        costs.printAdditional(large, small, print);
        return CommandLine.ExitCode.OK;
    }

    /** Of several days the first: what runs for months has long been compiled. Of one day that of fewer enterprises. */
    private Recordings.Recording partOfIt() throws IOException, InterruptedException {
        return days > 1 ? recordings.province(enterprises, 1) : recordings.province(enterprises / PART, days);
    }

    private static void warm(Recordings.Recording recording) throws IOException {
        for (Stream stream : Stream.values()) {
            Recordings.countLines(recording.path().resolve(stream.fileName()));
        }
    }

    private Child.Cost run(String program, Recordings.Recording recording) throws IOException, InterruptedException {
        Path result = result(program, recording);
        Recordings.delete(result);
        return switch (program) {
            case P0 ->
                child.run(
                        program,
                        Loop.class,
                        Loop.ORDINARY,
                        recording.path().toString(),
                        every.toString(),
                        result.toString());
            case P1 ->
                child.run(
                        program,
                        Loop.class,
                        Loop.OPTIMISED,
                        recording.path().toString(),
                        every.toString(),
                        result.toString());
            default -> replay(recording, result, program.equals(REPLAY_2) ? 2 : 1, every);
        };
    }

    private Child.Cost replay(Recordings.Recording recording, Path result, int parallelism, Duration distance)
            throws IOException, InterruptedException {
        return child.runParkPulse(
                "replay " + parallelism,
                "replay",
                recording.path().toString(),
                "--out",
                result.toString(),
                "--parallelism",
                Integer.toString(parallelism),
                "--every",
                distance.toString());
    }

    private Path result(String program, Recordings.Recording recording) {
        return directory.resolve(
                "result-" + PROGRAMS.indexOf(program) + "-" + recording.path().getFileName());
    }

    private boolean figuresAreEqual(Recordings.Recording recording) throws IOException {
        Comparison comparison = new Comparison();
        TreeMap<String, FigureFile.Figures> ordinary = FigureFile.read(result(P0, recording));
        comparison.compare(P0, ordinary, P1, FigureFile.read(result(P1, recording)), true);
        for (String replay : List.of(REPLAY_1, REPLAY_2)) {
            comparison.compare(P0, ordinary, replay, Comparison.readReplay(result(replay, recording)), false);
        }
        comparison.differences().forEach(print::println);
        boolean equal = comparison.differences().isEmpty();
        print.printf(
                Locale.ROOT,
                "%s: work rate, output rate and energy of each park, day and trailing window, %,d comparisons%n",
                equal ? "All figures are equal" : "FIGURES DIFFER",
                comparison.count());
        return equal;
    }

    private void printBeside(
            String program, Recordings.Recording recording, List<Child.Cost> own, List<Child.Cost> ofReplay) {
        double seconds = Costs.median(Costs.seconds(own));
        print.printf(
                Locale.ROOT,
                "%-28s %8.1f %,12.0f lines/s, %.2f x the replay's (parallelism 1), %.2f CPU-s per M%n",
                program,
                seconds,
                recording.lines() / seconds,
                Costs.medianRatio(Costs.seconds(ofReplay), Costs.seconds(own)),
                Costs.median(Costs.cpu(own)) / recording.lines() * 1e6);
    }

    // Scale

    private int scale() throws IOException, InterruptedException {
        Recordings.Recording province = recordings.province(333_427, 1);
        Map<String, Recordings.Recording> sizes = new LinkedHashMap<>();
        sizes.put("1,000 x 100 days", recordings.province(1_000, 100));
        sizes.put("10,000 x 10 days", recordings.province(10_000, 10));
        sizes.put("100,000 x 1 day", recordings.province(100_000, 1));
        sizes.put("333,427 x 7 hours", recordings.beginning(province, 7));
        sizes.put("333,427 x 1 day", province);
        Duration distance = Duration.ofDays(1);
        print.printf(
                Locale.ROOT,
                "%nreplay, parallelism 1, a trailing window every %s; whole processes, medians of %d%n",
                distance,
                rounds);
        Map<String, List<Child.Cost>> costs = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Recordings.Recording> size : sizes.entrySet()) {
                warm(size.getValue());
                Path result = directory.resolve("result-scale");
                Recordings.delete(result);
                costs.computeIfAbsent(size.getKey(), key -> new ArrayList<>())
                        .add(replay(size.getValue(), result, 1, distance));
                Recordings.delete(result);
                System.err.printf(Locale.ROOT, "round %d of %d: %s%n", round + 1, rounds, size.getKey());
            }
        }
        print.printf(
                Locale.ROOT,
                "%-20s %12s %8s %12s %12s %16s%n",
                "enterprises x time",
                "records",
                "seconds",
                "records/s",
                "CPU-s per M",
                "x the smallest");
        double[] smallest = null;
        for (Map.Entry<String, Recordings.Recording> size : sizes.entrySet()) {
            long lines = size.getValue().lines();
            double[] seconds = Costs.seconds(costs.get(size.getKey()));
            double[] perMillion = Arrays.stream(Costs.cpu(costs.get(size.getKey())))
                    .map(cpu -> cpu / lines * 1e6)
                    .toArray();
            smallest = smallest == null ? perMillion : smallest;
            print.printf(
                    Locale.ROOT,
                    "%-20s %,12d %8.1f %,12.0f %12.2f %16.2f%n",
                    size.getKey(),
                    lines,
                    Costs.median(seconds),
                    lines / Costs.median(seconds),
                    Costs.median(perMillion),
                    Costs.medianRatio(perMillion, smallest));
        }
        return CommandLine.ExitCode.OK;
    }
}
