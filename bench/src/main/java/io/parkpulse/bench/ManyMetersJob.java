package io.parkpulse.bench;

import io.parkpulse.connectors.clock.EventClock;
import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.live.IndexPoint;
import io.parkpulse.live.KafkaSources;
import io.parkpulse.live.LiveJob;
import io.parkpulse.live.LiveSettings;
import io.parkpulse.live.LocalCheckpoints;
import io.parkpulse.live.LocalCluster;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.roster.Roster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs the live job over {@link ManyMeters} as a process of its own: {@code METERS BROKER CHECKPOINTS BACKEND INTERVAL
 * WALL EVENT SPEED [KEY VALUE]...}, with a checkpoint each so many milliseconds, from the newest there is, and with these
 * settings of Flink's before all others. It prints
 * {@code page ADDRESS}, and {@code step END WALL} when the window of all parks that ends there is emitted for the first
 * time; and for each line that it reads {@code heap BYTES}, after a collection.
 */
public final class ManyMetersJob {
    static final String PAGE = "page";
    static final String STEP = "step";
    static final String HEAP = "heap";

    /** Index of the first argument that is a setting. */
    private static final int SETTINGS = 8;

    private ManyMetersJob() {}

    public static void main(String[] args) {
        try {
            run(args);
        } catch (Throwable e) {
            // Flink's threads would go on.
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void run(String[] args) throws Exception {
        start(args).whenComplete((done, failure) -> System.exit(failure == null ? 0 : 1));
        while (System.in.read() >= 0) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            System.out.println(HEAP + " " + (runtime.totalMemory() - runtime.freeMemory()));
        }
    }

    private static CompletableFuture<Void> start(String[] args) throws Exception {
        Roster roster = ManyMeters.roster(Integer.parseInt(args[0]));
        KafkaSettings kafka = KafkaSettings.of(args[1]);
        EventClock clock =
                new EventClock(Long.parseLong(args[5]), Long.parseLong(args[6]), Double.parseDouble(args[7]));
        LiveSettings settings = clock.speed() == 1
                ? LiveSettings.from(ManyMeters.START, clock)
                : LiveSettings.spedUp(LiveSettings.STEP_MILLIS, ManyMeters.START, clock);
        Map<String, String> set = new LinkedHashMap<>();
        for (int i = SETTINGS; i < args.length; i += 2) {
            set.put(args[i], args[i + 1]);
        }
        Path scratch = Files.createTempDirectory("bench");
        Configuration state = new LocalCheckpoints(
                        Path.of(args[2]),
                        Duration.ofMillis(Long.parseLong(args[4])),
                        LocalCheckpoints.Backend.valueOf(args[3]))
                .flink(scratch);
        set.forEach(state::setString);
        LocalCluster cluster =
                LocalCluster.start(scratch, 0, Runtime.getRuntime().availableProcessors(), set);
        CompletableFuture<Void> job = cluster.run(
                "many meters", env -> define(env, state, roster, settings, new KafkaSources(kafka, "bench", settings)));
        System.out.println(PAGE + " " + cluster.url());
        return job;
    }

    private static void define(
            StreamExecutionEnvironment env,
            Configuration state,
            Roster roster,
            LiveSettings settings,
            KafkaSources sources) {
        env.configure(state);
        LiveJob.define(env, roster, RegistryReader.builtInRules(), settings, sources, new FirstOfAll());
    }

    /** Prints when the windows of all parks are emitted for the first time; drops all else. */
    private static final class FirstOfAll extends WindowsAlone {
        private static long last = Long.MIN_VALUE;

        private static synchronized void print(long end) {
            if (end > last) {
                last = end;
                System.out.println(STEP + " " + end + " " + System.currentTimeMillis());
            }
        }

        @Override
        public void indices(DataStream<IndexPoint> indices) {
            drop(
                    indices.filter(point -> {
                                if (point.scope().equals("all")) {
                                    print(point.end());
                                }
                                return false;
                            })
                            .name("first of all")
                            .uid("first-of-all"),
                    "indices");
        }
    }
}
