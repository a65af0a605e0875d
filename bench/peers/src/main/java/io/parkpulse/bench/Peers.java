package io.parkpulse.bench;

import io.parkpulse.model.Stream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the replay beside plain loops and other engines, each a process of its own, by turns. */
@Command(
        name = "bench/peers/run",
        mixinStandardHelpOptions = true,
        description = "Measures the replay beside plain loops, DuckDB, Flink SQL and Kafka Streams.",
        footer = {"", "Exit codes: 0 done, 1 a process failed, 2 wrong usage. Figures that differ are printed."})
public final class Peers implements Callable<Integer> {
    private static final String REPLAY = "replay";
    private static final Set<String> LOOPS = Set.of(Loop.ORDINARY, Loop.OPTIMISED);
    private static final List<String> PEERS = List.of(Peer.DUCKDB, Peer.FLINK_SQL, Peer.KAFKA_STREAMS);
    private static final List<String> PROGRAMS =
            List.of(REPLAY, Loop.ORDINARY, Loop.OPTIMISED, Peer.DUCKDB, Peer.FLINK_SQL, Peer.KAFKA_STREAMS);

    /** They touch every window that an energy belongs to, which is 288 of them where one ends each five minutes. */
    private static final Set<String> BY_WINDOW = Set.of(Peer.FLINK_SQL, Peer.KAFKA_STREAMS);

    private static final Map<String, String> KNOWN_AS = Map.of(
            REPLAY,
            "replay, parallelism 1",
            Loop.ORDINARY,
            "P0 ordinary loop",
            Loop.OPTIMISED,
            "P1 optimised loop",
            Peer.DUCKDB,
            "DuckDB",
            Peer.FLINK_SQL,
            "Flink SQL",
            Peer.KAFKA_STREAMS,
            "Kafka Streams");

    private static final int FEWER = 4;
    private static final int SHOWN = 2;

    @Option(
            names = "--enterprises",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Of the recording, one meter each; at least 1800 (default: ${DEFAULT-VALUE}).")
    private int enterprises;

    @Option(
            names = "--rounds",
            paramLabel = "R",
            defaultValue = "1",
            description = "How often everything runs by turns; medians are printed (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--questions",
            paramLabel = "LETTERS",
            defaultValue = "abc",
            description = "a each local day, b 24 h each hour, c 24 h each 5 minutes (default: ${DEFAULT-VALUE}).")
    private String questions;

    @Option(
            names = "--programs",
            paramLabel = "NAME",
            split = ",",
            description = "Only these beside the replay: ordinary, optimised, duckdb, flink-sql, kafka-streams.")
    private Set<String> chosen = Set.copyOf(PROGRAMS);

    @Option(
            names = "--part",
            paramLabel = "PARKS",
            defaultValue = "4",
            description = "Flink SQL and Kafka Streams answer c for so many parks only (default: ${DEFAULT-VALUE}).")
    private int parksOfPart;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "4g",
            description = "Greatest heap of every process (default: ${DEFAULT-VALUE}).")
    private String heap;

    @Option(names = "--only-right", description = "Instead: only what each gets wrong.")
    private boolean onlyRight;

    private final PrintStream print = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Path root = Path.of(System.getProperty("bench.root", "."));
    private final Path directory = root.resolve("bench/target");
    private Child child;
    private Recordings recordings;

    public static void main(String[] args) {
        Bench.exitAfter(new Peers(), args);
    }

    @Override
    public Integer call() throws Exception {
        if (enterprises < 2 * Recordings.FEWEST || rounds < 1 || !PROGRAMS.containsAll(chosen)) {
            print.println("at least " + 2 * Recordings.FEWEST + " enterprises, a round and known programs are needed");
            return CommandLine.ExitCode.USAGE;
        }
        child = new Child(heap, directory.resolve("logs"));
        recordings = new Recordings(directory, child);
        print.printf(
                Locale.ROOT,
                "%s, %d cores, load %s, JDK %s, heap of every process at most %s%n",
                Bench.processor(),
                Runtime.getRuntime().availableProcessors(),
                load(),
                System.getProperty("java.version"),
                heap);
        printSources();
        printDefects();
        printExamples();
        if (!onlyRight) {
            measure();
        }
        return CommandLine.ExitCode.OK;
    }

    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    }

    private List<String> programs() {
        return PROGRAMS.stream()
                .filter(program -> program.equals(REPLAY) || chosen.contains(program))
                .toList();
    }

    // What they cost

    private void measure() throws IOException, InterruptedException {
        Recordings.Recording large = recordings.province(enterprises, 1);
        Recordings.Recording small = recordings.province(Math.max(Recordings.FEWEST, enterprises / FEWER), 1);
        Recordings.Recording part = part(large);
        print.printf(
                Locale.ROOT,
                "%n%,d enterprises, a day: %,d readings; medians of %d. Steady: the difference to %,d readings%n",
                enterprises,
                large.readings(),
                rounds,
                small.readings());
        for (Question question : Question.values()) {
            if (questions.contains(question.letter())) {
                measure(question, large, small, part);
            }
        }
    }

    private void measure(
            Question question, Recordings.Recording large, Recordings.Recording small, Recordings.Recording part)
            throws IOException, InterruptedException {
        Map<String, List<Child.Cost>> ofLarge = new LinkedHashMap<>();
        Map<String, List<Child.Cost>> ofSmall = new LinkedHashMap<>();
        Map<String, String> differences = new LinkedHashMap<>();
        List<String> loads = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            warm(large);
            warm(small);
            for (String program : programs()) {
                loads.add(load());
                Recordings.Recording recording = isPart(program, question) ? part : large;
                ofLarge.computeIfAbsent(program, key -> new ArrayList<>()).add(run(program, question, recording));
                if (recording != part) {
                    ofSmall.computeIfAbsent(program, key -> new ArrayList<>()).add(run(program, question, small));
                }
                if (round == 0) {
                    differences.put(program, compare(program, question, recording, large));
                }
                System.err.printf(Locale.ROOT, "%s, round %d of %d: %s%n", question, round + 1, rounds, program);
            }
        }
        print.printf(
                Locale.ROOT,
                "%n(%s) each park's work and output rate, %s; load %s%n%-24s %10s %8s %11s %8s %8s %9s %10s %s%n",
                question.letter(),
                question == Question.DAYS ? "each local day" : "24 h, each " + question.slot(),
                String.join(" ", loads),
                "",
                "readings",
                "seconds",
                "readings/s",
                "CPU-s",
                "per M",
                "steady",
                "peak MB",
                "figures");
        for (String program : programs()) {
            List<Child.Cost> costs = ofLarge.get(program);
            long readings = (isPart(program, question) ? part : large).readings();
            double seconds = Costs.median(Costs.seconds(costs));
            double cpu = Costs.median(Costs.cpu(costs));
            List<Child.Cost> costsOfSmall = ofSmall.get(program);
            print.printf(
                    Locale.ROOT,
                    "%-24s %,10d %8.1f %,11.0f %8.1f %8.2f %9s %,10.0f %s%n",
                    KNOWN_AS.get(program),
                    readings,
                    seconds,
                    readings / seconds,
                    cpu,
                    cpu / readings * 1e6,
                    costsOfSmall == null
                            ? "-"
                            : String.format(
                                    Locale.ROOT,
                                    "%.2f",
                                    (cpu - Costs.median(Costs.cpu(costsOfSmall)))
                                            / (large.readings() - small.readings())
                                            * 1e6),
                    Costs.median(costs.stream()
                                    .mapToDouble(Child.Cost::peakBytes)
                                    .toArray())
                            / 1e6,
                    differences.get(program));
        }
    }

    private static boolean isPart(String program, Question question) {
        return question == Question.STEPS && BY_WINDOW.contains(program);
    }

    private static void warm(Recordings.Recording recording) throws IOException {
        for (Stream stream : Stream.values()) {
            Recordings.countLines(recording.path().resolve(stream.fileName()));
        }
    }

    private Child.Cost run(String program, Question question, Recordings.Recording recording)
            throws IOException, InterruptedException {
        return run(program, question, recording.path());
    }

    private Child.Cost run(String program, Question question, Path recording) throws IOException, InterruptedException {
        Path result = result(program, question, recording);
        Recordings.delete(result);
        if (program.equals(REPLAY)) {
            return child.runParkPulse(
                    "peers replay",
                    "replay",
                    recording.toString(),
                    "--out",
                    result.toString(),
                    "--parallelism",
                    "1",
                    "--every",
                    question.slot().toString());
        }
        return LOOPS.contains(program)
                ? child.run(
                        "peers " + program,
                        Loop.class,
                        program,
                        recording.toString(),
                        question.slot().toString(),
                        result.toString())
                : child.run(
                        "peers " + program,
                        Peer.class,
                        program,
                        recording.toString(),
                        question.name(),
                        result.toString());
    }

    private Path result(String program, Question question, Path recording) {
        return directory.resolve("peers-" + program + "-" + question.letter() + "-" + recording.getFileName());
    }

    /** The readings of the first parks only, with the whole registry. */
    private Recordings.Recording part(Recordings.Recording whole) throws IOException {
        Path path = directory.resolve(whole.path().getFileName() + "-" + parksOfPart + "parks");
        if (Files.notExists(path)) {
            Path partial = directory.resolve("." + path.getFileName() + ".partial");
            Recordings.delete(partial);
            Files.createDirectories(partial);
            for (String file : List.of("parks.csv", "enterprises.csv", "meters.csv")) {
                Files.copy(whole.path().resolve(file), partial.resolve(file));
            }
            PeerRegistry registry = PeerRegistry.read(whole.path());
            Set<String> parks = parksOfPart(registry);
            try (BufferedReader lines = Files.newBufferedReader(whole.path().resolve("power.jsonl"));
                    BufferedWriter out = Files.newBufferedWriter(partial.resolve("power.jsonl"))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    PeerReadings.Reading reading = PeerReadings.parse(line.getBytes(StandardCharsets.UTF_8), registry);
                    if (parks.contains(reading.meter().park())) {
                        out.write(line);
                        out.write('\n');
                    }
                }
            }
            Files.move(partial, path);
        }
        return new Recordings.Recording(path, Recordings.countLines(path.resolve("power.jsonl")), whole.lines());
    }

    private Set<String> parksOfPart(PeerRegistry registry) {
        return registry.meters().values().stream()
                .map(PeerRegistry.MeterRow::park)
                .distinct()
                .sorted()
                .limit(parksOfPart)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    // What they answer

    private String compare(
            String program, Question question, Recordings.Recording recording, Recordings.Recording large)
            throws IOException {
        if (program.equals(REPLAY)) {
            return "";
        }
        PeerRegistry registry = PeerRegistry.read(large.path());
        Set<String> parks = recording.path().equals(large.path()) ? null : parksOfPart(registry);
        TreeMap<String, FigureFile.Figures> ours =
                answers(Comparison.readReplay(result(REPLAY, question, large.path())), question, parks);
        return compare(ours, program, question, recording.path());
    }

    /** Compares a program's answers and prints the first that differ. */
    private String compare(TreeMap<String, FigureFile.Figures> right, String program, Question question, Path recording)
            throws IOException {
        TreeMap<String, FigureFile.Figures> theirs =
                answers(FigureFile.read(result(program, question, recording)), question, null);
        // A window that an engine does not tell is one of which it knows nothing.
        right.keySet().forEach(key -> theirs.putIfAbsent(key, unknown()));
        theirs.entrySet()
                .removeIf(entry -> !right.containsKey(entry.getKey())
                        && (entry.getValue().equals(unknown()) || right.isEmpty() || isOutside(entry.getKey(), right)));
        Comparison comparison = new Comparison();
        comparison.compare("right", right, KNOWN_AS.get(program), theirs, false);
        comparison.differences().stream().limit(SHOWN).forEach(print::println);
        long known = right.values().stream()
                .filter(figures -> !figures.equals(unknown()))
                .count();
        return String.format(
                Locale.ROOT,
                "%s, %,d windows of %,d known",
                comparison.different() == 0
                        ? "equal"
                        : String.format(Locale.ROOT, "%,d figures differ", comparison.different()),
                known,
                right.size());
    }

    /** Whether it is of a time or park that was not asked for. */
    private static boolean isOutside(String key, TreeMap<String, FigureFile.Figures> right) {
        String[] words = key.split(" ");
        return right.keySet().stream().noneMatch(other -> other.endsWith(" " + words[2]))
                || right.keySet().stream().noneMatch(other -> other.startsWith(words[0] + " " + words[1] + " "));
    }

    private static FigureFile.Figures unknown() {
        return new FigureFile.Figures(FigureFile.NONE, FigureFile.NONE, FigureFile.NONE);
    }

    /** The rates of some parks, or of all if null. */
    private static TreeMap<String, FigureFile.Figures> answers(
            Map<String, FigureFile.Figures> figures, Question question, Set<String> parks) {
        TreeMap<String, FigureFile.Figures> answers = new TreeMap<>();
        figures.forEach((key, each) -> {
            if (key.startsWith(question.keys())
                    && (parks == null || parks.contains(key.substring(key.lastIndexOf(' ') + 1)))) {
                answers.put(key, new FigureFile.Figures(each.work(), each.output(), FigureFile.NONE));
            }
        });
        return answers;
    }

    // What they get wrong

    private void printDefects() throws IOException, InterruptedException {
        Path recording = directory.resolve("defects");
        Recordings.delete(recording);
        Defect.write(recording);
        Map<String, Map<String, FigureFile.Figures>> results = new LinkedHashMap<>();
        for (String program : programs()) {
            if (!LOOPS.contains(program)) {
                run(program, Question.DAYS, recording);
                Path result = result(program, Question.DAYS, recording);
                results.put(program, program.equals(REPLAY) ? Comparison.readReplay(result) : FigureFile.read(result));
            }
        }
        print.printf(
                Locale.ROOT,
                "%nA day of 96 kWh with a defect: the output rate's energy, Wh, where it is wrong; the loops refuse them%n"
                        + "%-40s %10s",
                "",
                "right");
        results.keySet().forEach(program -> print.printf(Locale.ROOT, " %22s", KNOWN_AS.get(program)));
        print.println();
        for (Defect defect : Defect.values()) {
            print.printf(Locale.ROOT, "%-40s %,10d", defect.text(), defect.rightWh());
            for (Map<String, FigureFile.Figures> figures : results.values()) {
                String output =
                        figures.getOrDefault(defect.key(), unknown()).output().split("/")[0];
                print.printf(Locale.ROOT, " %22s", output.equals(Long.toString(defect.rightWh())) ? "right" : output);
            }
            print.println();
        }
    }

    private void printExamples() throws IOException, InterruptedException {
        List<Path> examples;
        try (java.util.stream.Stream<Path> found = Files.list(root.resolve("jobs/src/test/resources"))) {
            examples = found.filter(path -> Files.exists(path.resolve("want/daily.jsonl")))
                    .sorted()
                    .toList();
        }
        for (Path example : examples) {
            print.printf(
                    Locale.ROOT,
                    "%nThe worked example %s, its parks with the default method: figures that differ%n",
                    example.getFileName());
            PeerRegistry registry = PeerRegistry.read(example.resolve("in"));
            Map<String, FigureFile.Figures> want = Comparison.readReplay(example.resolve("want"));
            want.keySet().removeIf(key -> !registry.knows(key.substring(key.lastIndexOf(' ') + 1)));
            for (String program : programs()) {
                Map<Question, String> differ = new EnumMap<>(Question.class);
                for (Question question : List.of(Question.DAYS, Question.HOURS)) {
                    if (PEERS.contains(program)) {
                        run(program, question, example.resolve("in"));
                        differ.put(
                                question,
                                compare(answers(want, question, null), program, question, example.resolve("in")));
                    }
                }
                if (!differ.isEmpty()) {
                    print.printf(Locale.ROOT, "%-24s %s%n", KNOWN_AS.get(program), differ);
                }
            }
        }
    }

    // What they are

    private void printSources() throws IOException {
        Map<String, List<String>> sources = new LinkedHashMap<>();
        String bench = "bench/src/main/java/io/parkpulse/bench/";
        String peers = "bench/peers/src/main/java/io/parkpulse/bench/";
        sources.put(REPLAY, List.of("core/src/main/java", "files/src/main/java", "jobs/src/main/java"));
        sources.put(Loop.ORDINARY, List.of(bench + "OrdinaryLoop.java"));
        sources.put(Loop.OPTIMISED, List.of(bench + "OptimisedLoop.java"));
        sources.put(Peer.DUCKDB, List.of(peers + "DuckDbPeer.java", "bench/peers/src/main/resources/duckdb.sql"));
        sources.put(Peer.FLINK_SQL, List.of(peers + "FlinkSqlPeer.java", peers + "PeerReadings.java"));
        sources.put(Peer.KAFKA_STREAMS, List.of(peers + "KafkaStreamsPeer.java", peers + "PeerReadings.java"));
        Map<String, String> versions = Map.of(
                Peer.DUCKDB, version("duckdb_jdbc"),
                Peer.FLINK_SQL, version("flink-table-runtime"),
                Peer.KAFKA_STREAMS, version("kafka-streams"));
        print.println();
        for (String program : programs()) {
            long lines = 0;
            for (String source : sources.get(program)) {
                lines += linesOfCode(root.resolve(source));
            }
            print.printf(
                    Locale.ROOT,
                    "%-24s %-10s %,7d lines of code%n",
                    KNOWN_AS.get(program),
                    versions.getOrDefault(program, ""),
                    lines);
        }
    }

    /** Of a library on the class path. */
    private static String version(String artifact) {
        for (String jar : System.getProperty("java.class.path").split(":")) {
            String name = Path.of(jar).getFileName().toString();
            if (name.matches(artifact + "-\\d.*\\.jar")) {
                return name.substring(artifact.length() + 1, name.length() - ".jar".length());
            }
        }
        return "";
    }

    /** Lines that are neither blank nor comments nor imports. */
    private static long linesOfCode(Path source) throws IOException {
        long lines = 0;
        List<Path> files;
        try (java.util.stream.Stream<Path> found = Files.walk(source)) {
            files = found.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            lines += Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty()
                            && !line.startsWith("//")
                            && !line.startsWith("/*")
                            && !line.startsWith("*")
                            && !line.startsWith("--")
                            && !line.startsWith("import ")
                            && !line.startsWith("package "))
                    .count();
        }
        return lines;
    }
}
