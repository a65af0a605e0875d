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
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

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

    /**
     * @param hours of readings that are in the topic when the job starts
     * @param speed how many times as fast as the clock event time goes by then
     * @param watch how long it is looked at, event time
     */
    ManyMetersBench(
            Path directory, Child child, PrintStream print, int meters, int hours, double speed, Duration watch) {
        this.directory = directory;
        this.child = child;
        this.print = print;
        this.meters = meters;
        this.hours = hours;
        this.speed = speed;
        this.watch = watch;
    }

    /** One checkpoint as Flink reports it. */
    private record Checkpoint(long bytes, long whole, long millis) {}

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
                job.awaitClock(readings);
                print.printf(
                        Locale.ROOT,
                        "taken after %.0f s, %.0f CPU s, %.2f CPU s per million readings%n",
                        job.seconds(),
                        job.cpuSeconds(),
                        job.cpuSeconds() / readings.written() * 1e6);
                job.watch(readings);
                if (kill) {
                    job.kill();
                    job = new Job(broker, checkpoints, backend, interval, clock);
                    job.awaitClock(readings);
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
            process = child.start(JOB, ManyMetersJob.class, args.toArray(String[]::new));
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
        void awaitClock(ManyMeters readings) throws IOException, InterruptedException {
            long last;
            do {
                tick(readings);
                last = clock.now() / LiveSettings.STEP_MILLIS * LiveSettings.STEP_MILLIS;
            } while (!steps.containsKey(last) && !steps.containsKey(last - LiveSettings.STEP_MILLIS));
        }

        void watch(ManyMeters readings) throws IOException, InterruptedException {
            TreeMap<Long, Checkpoint> seen = new TreeMap<>();
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
            printCheckpoints(seen.values().stream().skip(SETTLING).toList());
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

        private void look(Map<Long, Checkpoint> seen) throws IOException, InterruptedException {
            String job = page("/jobs").path("jobs").path(0).path("id").asText();
            for (JsonNode one : page("/jobs/" + job + "/checkpoints").path("history")) {
                if (one.path("status").asText().equals("COMPLETED")) {
                    seen.put(
                            one.path("id").asLong(),
                            new Checkpoint(
                                    one.path("checkpointed_size").asLong(),
                                    one.path("state_size").asLong(),
                                    one.path("end_to_end_duration").asLong()));
                }
            }
        }

        private void printCheckpoints(List<Checkpoint> checkpoints) {
            double[] bytes = checkpoints.stream().mapToDouble(Checkpoint::bytes).toArray();
            double whole = Costs.median(
                    checkpoints.stream().mapToDouble(Checkpoint::whole).toArray());
            double mean = Arrays.stream(bytes).average().orElse(Double.NaN);
            print.printf(
                    Locale.ROOT,
                    "%d checkpoints, one each %s of event time: state %,.1f MB, %,.0f bytes a meter; written each time"
                            + " %,.3f MB (median), %,.3f MB (mean, %.2f %% of the state), %,.1f MB (most);"
                            + " %,.0f ms (median)%n",
                    checkpoints.size(),
                    CHECKPOINT_INTERVAL,
                    whole / 1e6,
                    whole / meters,
                    Costs.median(bytes) / 1e6,
                    mean / 1e6,
                    100 * mean / whole,
                    Arrays.stream(bytes).max().orElse(Double.NaN) / 1e6,
                    Costs.median(
                            checkpoints.stream().mapToDouble(Checkpoint::millis).toArray()));
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
