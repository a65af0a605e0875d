package io.parkpulse.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parkpulse.connectors.clock.EventClock;
import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.live.LiveSettings;
import io.parkpulse.live.LocalCheckpoints;
import io.parkpulse.play.StreamWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * The live job of one process over many meters, from Kafka: it takes what the topic holds, then goes with the clock. Printed
 * is what its checkpoints and its steps take, and how long it takes to go on after it was killed.
 */
final class ManyMetersBench {
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(30);
    private static final long TICK_MILLIS = 50;
    private static final long NANOS = 1_000_000_000L;

    /** As many are checked off one by one and the first ones left out: until then everything is compiled and written. */
    private static final int SETTLING = 3;

    private static final String JOB = "job";

    private final Path directory;
    private final Child child;
    private final PrintStream print;
    private final int meters;
    private final int hours;
    private final double speed;
    private final Duration watch;
    private final Map<String, String> settings;

    /**
     * @param hours of readings that are in the topic when the job starts
     * @param speed how many times as fast as the clock event time goes by then
     * @param watch how long it is looked at, event time
     * @param settings of Flink's, which go before all others
     */
    ManyMetersBench(
            Path directory,
            Child child,
            PrintStream print,
            int meters,
            int hours,
            double speed,
            Duration watch,
            Map<String, String> settings) {
        this.directory = directory;
        this.child = child;
        this.print = print;
        this.meters = meters;
        this.hours = hours;
        this.speed = speed;
        this.watch = watch;
        this.settings = settings;
    }

    /**
     * One checkpoint as Flink reports it.
     *
     * @param bytes written
     * @param inFlight of them records between operators, which only an unaligned one has
     * @param whole bytes of the state
     * @param millis from its trigger to its end
     * @param startMillis until the last subtask sees its first barrier
     * @param alignMillis the longest that a subtask waited from its first barrier to its last
     */
    private record Checkpoint(long bytes, long inFlight, long whole, long millis, long startMillis, long alignMillis) {}

    /** Runs it on a state backend; kills it in the end and starts it again, if that is asked for. */
    void run(LocalCheckpoints.Backend backend, boolean kill) throws Exception {
        Path checkpoints = directory.resolve("checkpoints");
        Recordings.delete(checkpoints);
        long interval = Math.max(200, (long) (CHECKPOINT_INTERVAL.toMillis() / speed));
        try (Broker broker = Broker.start(child, directory.resolve("kafka-many"), 2);
                StreamWriter writer = new StreamWriter(KafkaSettings.of(broker.address()))) {
            ManyMeters readings = new ManyMeters(meters, writer);
            long begin = System.nanoTime();
            long end = ManyMeters.START + hours * 3_600_000L;
            readings.writeUntil(end);
            writer.flush();
            print.printf(
                    Locale.ROOT,
                    "%n%s: %,d meters, %,d readings of %d h in Kafka after %.0f s%n",
                    backend,
                    meters,
                    readings.written(),
                    hours,
                    seconds(begin));
            EventClock clock = new EventClock(System.currentTimeMillis(), end, speed);
            Job job = new Job(broker, checkpoints, backend, interval, clock);
            try {
                TreeMap<Long, Checkpoint> checkpointsSeen = new TreeMap<>();
                job.awaitClock(readings, checkpointsSeen);
                print.printf(
                        Locale.ROOT,
                        "taken after %.0f s, %.0f CPU s, %.2f CPU s per million readings%n",
                        job.seconds(),
                        job.cpuSeconds(),
                        job.cpuSeconds() / readings.written() * 1e6);
                job.printCheckpoints("of the backlog", checkpointsSeen);
                job.watch(readings, checkpointsSeen);
                if (kill) {
                    job.kill();
                    job = new Job(broker, checkpoints, backend, interval, clock);
                    job.awaitClock(readings, new TreeMap<>());
                    print.printf(
                            Locale.ROOT,
                            "killed and started again: with the clock after %.0f s, %.0f CPU s%n",
                            job.seconds(),
                            job.cpuSeconds());
                }
            } finally {
                job.kill();
            }
        }
        Recordings.delete(checkpoints);
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / (double) NANOS;
    }

    /** The process of the job. */
    private final class Job {
        private final EventClock clock;
        private final java.lang.Process process;
        private final long begin = System.nanoTime();
        /** When the window that ends there was emitted for the first time. */
        private final Map<Long, Long> steps = new ConcurrentSkipListMap<>();

        private final HttpClient http = HttpClient.newHttpClient();
        private final ObjectMapper json = new ObjectMapper();
        private final SynchronousQueue<Long> heaps = new SynchronousQueue<>();
        private volatile String page;
        private long looked = System.nanoTime();

        Job(Broker broker, Path checkpoints, LocalCheckpoints.Backend backend, long interval, EventClock clock)
                throws IOException {
            this.clock = clock;
            List<String> args = new ArrayList<>(List.of(
                    Integer.toString(meters),
                    broker.address(),
                    checkpoints.toString(),
                    backend.name(),
                    Long.toString(interval),
                    Long.toString(clock.wallMillis()),
                    Long.toString(clock.eventMillis()),
                    Double.toString(clock.speed())));
            settings.forEach((key, value) -> args.addAll(List.of(key, value)));
            process = child.live().start(JOB, ManyMetersJob.class, args.toArray(String[]::new));
            Thread reader = new Thread(this::read, "what the job says");
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            try (BufferedReader said =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = said.readLine(); line != null; line = said.readLine()) {
                    String[] words = line.split(" ");
                    switch (words[0]) {
                        case ManyMetersJob.PAGE -> page = words[1];
                        case ManyMetersJob.STEP -> steps.put(Long.parseLong(words[1]), Long.parseLong(words[2]));
                        case ManyMetersJob.HEAP -> heaps.put(Long.parseLong(words[1]));
                        default -> System.err.println(line);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        double seconds() {
            return ManyMetersBench.seconds(begin);
        }

        double cpuSeconds() {
            return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0;
        }

        private void tick(ManyMeters readings) throws IOException, InterruptedException {
            if (!process.isAlive()) {
                throw new IOException("the live job ended with " + process.exitValue() + ", see the log of " + JOB);
            }
            readings.writeUntil(clock.now());
            Thread.sleep(TICK_MILLIS);
        }

        /** Until the step is closed that has just ended. */
        void awaitClock(ManyMeters readings, Map<Long, Checkpoint> seen) throws IOException, InterruptedException {
            long last;
            do {
                tick(readings);
                if (page != null) {
                    look(seen);
                }
                last = clock.now() / LiveSettings.STEP_MILLIS * LiveSettings.STEP_MILLIS;
            } while (!steps.containsKey(last) && !steps.containsKey(last - LiveSettings.STEP_MILLIS));
        }

        /** @param seen the checkpoints until now, to which the further ones are added */
        void watch(ManyMeters readings, TreeMap<Long, Checkpoint> seen) throws IOException, InterruptedException {
            long last = seen.isEmpty() ? -1 : seen.lastKey();
            long from = clock.now();
            double cpu = cpuSeconds();
            long before = readings.written();
            long begin = System.nanoTime();
            while (clock.now() < from + watch.toMillis()) {
                tick(readings);
                look(seen);
            }
            double took = ManyMetersBench.seconds(begin);
            double used = cpuSeconds() - cpu;
            print.printf(
                    Locale.ROOT,
                    "%s of event time in %.0f s: %.2f CPU s per million readings, %.2f of a core%n",
                    watch,
                    took,
                    used / (readings.written() - before) * 1e6,
                    used / took);
            printCheckpoints("with the clock", seen.tailMap(last, false));
            printSteps(from);
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            Long heap = heaps.poll(1, TimeUnit.MINUTES);
            if (heap == null) {
                throw new IOException("the job does not say how large its heap is");
            }
            print.printf(
                    Locale.ROOT,
                    "heap after a collection: %,d MB, %,.0f bytes a meter%n",
                    heap >> 20,
                    (double) heap / meters);
        }

        private JsonNode page(String path) throws IOException, InterruptedException {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(page + path)).build();
            return json.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        }

        /** Adds the checkpoints that are complete by now, if it has not just looked. */
        private void look(Map<Long, Checkpoint> seen) throws IOException, InterruptedException {
            if (System.nanoTime() - looked < NANOS) {
                return;
            }
            looked = System.nanoTime();
            String job = page("/jobs").path("jobs").path(0).path("id").asText();
            String all = "/jobs/" + job + "/checkpoints";
            for (JsonNode one : page(all).path("history")) {
                long id = one.path("id").asLong();
                if (one.path("status").asText().equals("COMPLETED") && !seen.containsKey(id)) {
                    seen.put(id, checkpoint(one, all + "/details/" + id));
                }
            }
        }

        private Checkpoint checkpoint(JsonNode one, String details) throws IOException, InterruptedException {
            long start = 0;
            long align = 0;
            for (Map.Entry<String, JsonNode> task : page(details).path("tasks").properties()) {
                JsonNode ofSubtasks =
                        page(details + "/subtasks/" + task.getKey()).path("summary");
                start = Math.max(
                        start, ofSubtasks.path("start_delay").path("max").asLong());
                align = Math.max(
                        align,
                        ofSubtasks
                                .path("alignment")
                                .path("duration")
                                .path("max")
                                .asLong());
            }
            return new Checkpoint(
                    one.path("checkpointed_size").asLong(),
                    one.path("persisted_data").asLong(),
                    one.path("state_size").asLong(),
                    one.path("end_to_end_duration").asLong(),
                    start,
                    align);
        }

        private void printCheckpoints(String which, SortedMap<Long, Checkpoint> seen) {
            List<Checkpoint> checkpoints = seen.values().stream().skip(SETTLING).toList();
            if (checkpoints.isEmpty()) {
                print.printf(Locale.ROOT, "no checkpoint %s after the first %d%n", which, SETTLING);
                return;
            }
            double whole = median(checkpoints, Checkpoint::whole);
            double mean =
                    checkpoints.stream().mapToLong(Checkpoint::bytes).average().orElse(Double.NaN);
            print.printf(
                    Locale.ROOT,
                    "%d checkpoints %s: state %,.1f MB, %,.0f bytes a meter; written each time"
                            + " %,.3f MB (median), %,.3f MB (mean, %.2f %% of the state), %,.1f MB (most),"
                            + " of it in flight %,.3f MB (median), %,.3f MB (most);"
                            + " %,.0f ms (median), %,.0f ms (most), of it until the last first barrier"
                            + " %,.0f ms (median), %,.0f ms (most), aligning %,.0f ms (median), %,.0f ms (most)%n",
                    checkpoints.size(),
                    which,
                    whole / 1e6,
                    whole / meters,
                    median(checkpoints, Checkpoint::bytes) / 1e6,
                    mean / 1e6,
                    100 * mean / whole,
                    most(checkpoints, Checkpoint::bytes) / 1e6,
                    median(checkpoints, Checkpoint::inFlight) / 1e6,
                    most(checkpoints, Checkpoint::inFlight) / 1e6,
                    median(checkpoints, Checkpoint::millis),
                    most(checkpoints, Checkpoint::millis),
                    median(checkpoints, Checkpoint::startMillis),
                    most(checkpoints, Checkpoint::startMillis),
                    median(checkpoints, Checkpoint::alignMillis),
                    most(checkpoints, Checkpoint::alignMillis));
        }

        private static double median(List<Checkpoint> checkpoints, ToDoubleFunction<Checkpoint> what) {
            return Costs.median(checkpoints.stream().mapToDouble(what).toArray());
        }

        private static double most(List<Checkpoint> checkpoints, ToDoubleFunction<Checkpoint> what) {
            return checkpoints.stream().mapToDouble(what).max().orElse(Double.NaN);
        }

        private void printSteps(long from) {
            double[] late = steps.entrySet().stream()
                    .filter(step -> step.getKey() > from)
                    .mapToDouble(step -> (step.getValue() - clock.wallTime(step.getKey())) / 1000.0)
                    .toArray();
            print.printf(
                    Locale.ROOT,
                    "%d steps closed, %.1f s after their end (median), %.1f s (most)%n",
                    late.length,
                    Costs.median(late),
                    Arrays.stream(late).max().orElse(Double.NaN));
        }

        void kill() {
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
