package io.parkpulse.bench;

import io.parkpulse.catalogue.OutputSchema;
import io.parkpulse.connectors.clock.EventClock;
import io.parkpulse.connectors.influxdb.InfluxServer;
import io.parkpulse.index.Measure;
import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.live.LiveSettings;
import io.parkpulse.model.Stream;
import io.parkpulse.play.Pacer;
import io.parkpulse.play.Player;
import io.parkpulse.play.StreamWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;

/** Measures the live job from Kafka beside two plain loops, its sink beside InfluxDB's own client, and the age of points. */
final class LiveBench {
    private static final String P0 = "P0 ordinary loop";
    private static final String P1 = "P1 optimised loop";
    private static final String LIVE = "live";
    private static final String LIVE_TOPICS = "live, into its topics";
    private static final List<String> PROGRAMS = List.of(P0, P1, LIVE, LIVE_TOPICS);

    private static final Map<String, String> WRITERS = new LinkedHashMap<>();

    static {
        WRITERS.put("WriteApi with Points", StoreWriting.CLIENT);
        WRITERS.put("WriteApiBlocking, a loop", StoreWriting.BLOCKING);
        WRITERS.put("the sink", StoreWriting.SINK);
    }

    /** A step ends every five seconds. */
    private static final double SPEED = 60;

    /** Steps that end in the first time in which the job emits anything do not count. */
    private static final Duration SETTLING = Duration.ofSeconds(15);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Path directory;
    private final Child child;
    private final PrintStream print;

    LiveBench(Path directory, Child child, PrintStream print) {
        this.directory = directory;
        this.child = child;
        this.print = print;
    }

    /** @return whether all figures are equal and all points are there */
    boolean run(Recordings.Recording large, Recordings.Recording small, int rounds, int points, Duration watch)
            throws Exception {
        boolean equal = fromKafka(large, small, rounds);
        try (InfluxServer store = InfluxServer.start()) {
            Path token = Files.writeString(directory.resolve("token"), store.token());
            equal &= intoStore(store, token, rounds, points);
            ages(store, token, large, watch);
            Files.delete(token);
        }
        return equal;
    }

    // From Kafka

    private boolean fromKafka(Recordings.Recording large, Recordings.Recording small, int rounds) throws Exception {
        print.printf(
                Locale.ROOT,
                "%,d readings, %,d records in all, in Kafka; a step every %s, a checkpoint every %s%n",
                large.readings(),
                large.lines(),
                Duration.ofMillis(LiveSettings.STEP_MILLIS),
                Live.CHECKPOINT_INTERVAL);
        Costs costs = new Costs(PROGRAMS);
        System.err.println("Filling Kafka ...");
        try (Broker ofLarge = Broker.start(child, directory.resolve("kafka-large"), large.path());
                Broker ofSmall = Broker.start(child, directory.resolve("kafka-small"), small.path())) {
            for (int round = 0; round < rounds; round++) {
                for (String program : PROGRAMS) {
                    costs.add(program, run(program, large, ofLarge), run(program, small, ofSmall));
                    System.err.printf(Locale.ROOT, "round %d of %d: %s%n", round + 1, rounds, program);
                }
                if (round == 0 && !figuresAreEqual(large)) {
                    return false;
                }
            }
        }
        costs.printProcesses(large.readings(), print);
        costs.printAdditional(large, small, print);
        return true;
    }

    private Child.Cost run(String program, Recordings.Recording recording, Broker broker)
            throws IOException, InterruptedException {
        String in = recording.path().toString();
        Path result = result(program, recording);
        Recordings.delete(result);
        if (program.equals(P0) || program.equals(P1)) {
            return child.run(
                    program,
                    Loop.class,
                    program.equals(P0) ? Loop.ORDINARY : Loop.OPTIMISED,
                    in,
                    Duration.ofMillis(LiveSettings.STEP_MILLIS).toString(),
                    result.toString(),
                    broker.address());
        }
        Path checkpoints = directory.resolve("checkpoints");
        Recordings.delete(checkpoints);
        Child.Cost cost = child.live()
                .run(
                        program,
                        Live.class,
                        program.equals(LIVE) ? Live.FIGURES : Live.TOPICS,
                        in,
                        broker.address(),
                        checkpoints.toString(),
                        result.toString());
        Recordings.delete(checkpoints);
        return cost;
    }

    private Path result(String program, Recordings.Recording recording) {
        return directory.resolve(
                "live-" + PROGRAMS.indexOf(program) + "-" + recording.path().getFileName());
    }

    private boolean figuresAreEqual(Recordings.Recording recording) throws IOException {
        Comparison comparison = new Comparison();
        SortedMap<String, FigureFile.Figures> ordinary = trailing(P0, recording);
        for (String program : PROGRAMS.subList(1, PROGRAMS.size())) {
            comparison.compare(P0, ordinary, program, trailing(program, recording), program.equals(P1));
        }
        comparison.differences().forEach(print::println);
        boolean equal = comparison.differences().isEmpty();
        print.printf(
                Locale.ROOT,
                "%s: work rate and output rate of each park and trailing window, %,d comparisons%n",
                equal ? "All figures are equal" : "FIGURES DIFFER",
                comparison.count());
        return equal;
    }

    private SortedMap<String, FigureFile.Figures> trailing(String program, Recordings.Recording recording)
            throws IOException {
        return FigureFile.read(result(program, recording)).tailMap(FigureFile.TRAILING);
    }

    // Into InfluxDB

    private boolean intoStore(InfluxServer store, Path token, int rounds, int points) throws Exception {
        Map<String, List<Child.Cost>> costs = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, String> writer : WRITERS.entrySet()) {
                String run = writer.getValue() + "-" + round;
                Path checkpoints = directory.resolve("checkpoints");
                child.run(
                        writer.getValue(),
                        StoreWriting.class,
                        writer.getValue(),
                        store.url(),
                        token.toString(),
                        Integer.toString(points),
                        run,
                        checkpoints.toString());
                Recordings.delete(checkpoints);
                String[] took = child.lastLine(writer.getValue()).split(" ");
                costs.computeIfAbsent(writer.getKey(), key -> new ArrayList<>())
                        .add(new Child.Cost(Double.parseDouble(took[0]), Double.parseDouble(took[1]), 0));
                System.err.printf(Locale.ROOT, "round %d of %d: %s%n", round + 1, rounds, writer.getKey());
                long there = count(store, "run = '" + run + "'");
                if (there != StoreWriting.total(points)) {
                    print.printf(
                            Locale.ROOT,
                            "POINTS ARE MISSING: %s wrote %,d of %,d%n",
                            writer.getKey(),
                            there,
                            StoreWriting.total(points));
                    return false;
                }
            }
        }
        printStore(costs, points);
        return true;
    }

    private void printStore(Map<String, List<Child.Cost>> costs, int points) {
        print.printf(
                Locale.ROOT,
                "%n%,d points of %d fields to InfluxDB, warm; CPU time of the client alone%n",
                points,
                OutputSchema.PARK_INDEX.fields().size());
        print.printf(
                Locale.ROOT,
                "%-28s %8s %12s %11s %12s %11s%n",
                "",
                "seconds",
                "points/s",
                "x WriteApi",
                "CPU-s per M",
                "x WriteApi");
        List<Child.Cost> ofClient = costs.values().iterator().next();
        costs.forEach((writer, ofWriter) -> {
            double[] seconds = Costs.seconds(ofWriter);
            double[] cpu = Costs.cpu(ofWriter);
            print.printf(
                    Locale.ROOT,
                    "%-28s %8.1f %,12.0f %11.2f %12.2f %11.2f%n",
                    writer,
                    Costs.median(seconds),
                    points / Costs.median(seconds),
                    Costs.medianRatio(Costs.seconds(ofClient), seconds),
                    Costs.median(cpu) / points * 1e6,
                    Costs.medianRatio(cpu, Costs.cpu(ofClient)));
        });
    }

    /** A field that each point has. */
    private static String everyPointsField() {
        return OutputSchema.value(Measure.ENTERPRISES).name();
    }

    private static long count(InfluxServer store, String condition) throws IOException, InterruptedException {
        List<Map<String, Object>> rows = store.query("SELECT count(" + everyPointsField() + ") FROM "
                + OutputSchema.PARK_INDEX.name() + " WHERE " + condition);
        return rows.isEmpty() ? 0 : (Long) rows.get(0).get("count");
    }

    // How old points are

    private void ages(InfluxServer store, Path token, Recordings.Recording recording, Duration watch) throws Exception {
        long begin = Recordings.firstInstant(recording.path().resolve(Stream.POWER.fileName()));
        Path checkpoints = directory.resolve("checkpoints");
        Recordings.delete(checkpoints);
        try (Broker broker = Broker.start(child, directory.resolve("kafka"), null)) {
            EventClock clock = new EventClock(System.currentTimeMillis(), begin, SPEED);
            Process job = child.live()
                    .start(
                            LIVE,
                            Live.class,
                            Live.STORE,
                            recording.path().toString(),
                            broker.address(),
                            checkpoints.toString(),
                            store.url(),
                            token.toString(),
                            Long.toString(clock.wallMillis()),
                            Long.toString(clock.eventMillis()),
                            Double.toString(clock.speed()));
            CompletableFuture<Void> player = play(recording.path(), broker, clock);
            try {
                print(look(store, clock, job, player, watch));
            } finally {
                job.destroy();
                job.waitFor();
                player.cancel(true);
            }
        }
        Recordings.delete(checkpoints);
    }

    /** Plays on a thread that does not outlive this process. */
    private static CompletableFuture<Void> play(Path recording, Broker broker, EventClock clock) {
        CompletableFuture<Void> played = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try (StreamWriter writer = new StreamWriter(KafkaSettings.of(broker.address()))) {
                        Player.inOrder(recording)
                                .play(
                                        due -> {
                                            if (played.isCancelled()) {
                                                throw new InterruptedException();
                                            }
                                            Pacer.following(clock).await(due);
                                        },
                                        writer);
                        played.complete(null);
                    } catch (IOException | InterruptedException e) {
                        played.completeExceptionally(e);
                    }
                },
                "player");
        thread.setDaemon(true);
        thread.start();
        return played;
    }

    private PointAges look(
            InfluxServer store, EventClock clock, Process job, CompletableFuture<Void> player, Duration watch)
            throws Exception {
        System.err.println("Waiting for the first points ...");
        while (count(store, "run = '" + Live.RUN + "'") == 0) {
            requireRunning(job, player);
        }
        PointAges ages = new PointAges();
        long from = System.currentTimeMillis() + SETTLING.toMillis();
        long until = from + watch.toMillis();
        long firstEnd = clock.eventTime(from);
        long lastEnd = clock.eventTime(until);
        String query = "SELECT count(" + everyPointsField() + ") FROM " + OutputSchema.PARK_INDEX.name()
                + " WHERE run = '" + Live.RUN + "' AND time > " + firstEnd + "ms AND time <= " + lastEnd
                + "ms GROUP BY time(" + LiveSettings.STEP_MILLIS + "ms)";
        System.err.printf(Locale.ROOT, "Looking at points for %s ...%n", watch.plus(SETTLING));
        // What ended last is still looked for.
        while (System.currentTimeMillis() < until + SETTLING.toMillis()) {
            List<Map<String, Object>> rows = store.query(query);
            long now = System.currentTimeMillis();
            for (Map<String, Object> row : rows) {
                long end = (Long) row.get("time");
                ages.look(end, (Long) row.get("count"), now - clock.wallTime(end));
            }
            requireRunning(job, player);
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        }
        return ages;
    }

    private static void requireRunning(Process job, CompletableFuture<Void> player) throws Exception {
        if (!job.isAlive()) {
            throw new IOException("the live job ended with " + job.exitValue());
        }
        if (player.isDone()) {
            player.get();
            throw new IOException("the recording has ended");
        }
    }

    private void print(PointAges ages) {
        print.printf(
                Locale.ROOT,
                "%nAge of points, from the end of their step to when InfluxDB shows them; event time %.0f times as fast,%n"
                        + "so a step every %.0f s, closed %s after its end; a checkpoint every %s%n",
                SPEED,
                LiveSettings.STEP_MILLIS / 1000 / SPEED,
                Live.LAG,
                Live.CHECKPOINT_INTERVAL);
        print.printf(
                Locale.ROOT,
                "%,d points of %d steps: p50 %.2f s, p99 %.2f s after the step's end%n",
                ages.points(),
                ages.ends(),
                ages.quantile(0.50) / 1000.0,
                ages.quantile(0.99) / 1000.0);
    }
}
