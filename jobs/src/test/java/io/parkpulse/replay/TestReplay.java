package io.parkpulse.replay;

import io.parkpulse.model.Registry;
import io.parkpulse.registry.RegistryReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Replays on the cluster that the tests of a class share. */
public final class TestReplay {
    private TestReplay() {}

    /** Replays a recording into a new directory {@code out}, by its own rules if it has any. */
    public static void run(Path recording, Path out, Duration every, int parallelism) throws Exception {
        run(recording, out, every, parallelism, () -> {});
    }

    /** The same, and does something when the files have been looked over and the job has not begun. */
    static void run(Path recording, Path out, Duration every, int parallelism, Runnable beforeJob) throws Exception {
        Replay.Settings settings = new Replay.Settings(Duration.ofMinutes(5).toMillis(), every.toMillis(), parallelism);
        Path scratch = Files.createTempDirectory(out.toAbsolutePath().getParent(), "scratch-");
        Files.createDirectories(out);
        Registry registry = RegistryReader.read(recording).registry();
        new Replay(
                        recording,
                        registry,
                        settings,
                        new NoProgress(beforeJob),
                        unused -> StreamExecutionEnvironment::getExecutionEnvironment)
                .alerting(Alerting.read(recording, registry, null))
                .into(out, scratch);
    }

    record NoProgress(Runnable beforeJob) implements ReplayProgress {
        @Override
        public void begin(Phase phase, long size) {
            if (phase == Phase.JOB) {
                beforeJob.run();
            }
        }

        @Override
        public void at(long position) {}

        @Override
        public void end() {}
    }
}
