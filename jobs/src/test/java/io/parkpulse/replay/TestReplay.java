package io.parkpulse.replay;

import io.parkpulse.registry.RegistryReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Replays on the cluster that the tests of a class share. */
public final class TestReplay {
    private TestReplay() {}

    /** Replays a recording into a new directory {@code out}. */
    public static void run(Path recording, Path out, Duration every, int parallelism) throws Exception {
        Replay.Settings settings = new Replay.Settings(Duration.ofMinutes(5).toMillis(), every.toMillis(), parallelism);
        Path scratch = Files.createTempDirectory(out.toAbsolutePath().getParent(), "scratch-");
        Files.createDirectories(out);
        new Replay(
                        recording,
                        RegistryReader.read(recording).registry(),
                        settings,
                        new NoProgress(),
                        StreamExecutionEnvironment::getExecutionEnvironment)
                .into(out, scratch);
    }

    private static final class NoProgress implements ReplayProgress {
        @Override
        public void begin(Phase phase, long size) {}

        @Override
        public void at(long position) {}

        @Override
        public void end() {}
    }
}
