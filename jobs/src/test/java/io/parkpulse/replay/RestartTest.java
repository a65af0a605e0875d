package io.parkpulse.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.connectors.cluster.OwnFlink;
import io.parkpulse.model.Stream;
import io.parkpulse.oracle.RecordingFuzzer;
import io.parkpulse.simulator.Scenarios;
import io.parkpulse.simulator.Simulation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A job that goes on from where a checkpoint or a savepoint left off writes what one writes that was never stopped. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RestartTest {
    private static final Duration EVERY = Duration.ofHours(1);
    private static final int LITTLE = 1 << 10;

    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setConfiguration(OwnFlink.closed())
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(4)
            .build());

    @TempDir
    Path dir;

    private MiniCluster cluster;
    private Path recording;
    private Path want;

    @BeforeEach
    void paths(@InjectMiniCluster MiniCluster shared) {
        cluster = shared;
        recording = dir.resolve("recording");
        want = dir.resolve("want");
    }

    private void fuzz(long seed) throws Exception {
        RecordingFuzzer.write(seed, recording);
        TestReplay.run(recording, want, EVERY, 1);
    }

    private void simulate(String scenario, OptionalInt enterprises) throws Exception {
        Files.createDirectories(recording);
        new Simulation(Scenarios.named(scenario, 1, OptionalInt.empty(), enterprises), 1, true)
                .writeTo(recording, (lines, expected) -> {});
        TestReplay.run(recording, want, EVERY, 1);
    }

    /** About how often readers poll until they have read it all. */
    private int polls(int blockBytes) throws IOException {
        long polls = 0;
        for (Stream stream : Stream.values()) {
            Path file = recording.resolve(stream.fileName());
            // A poll is at most 64 lines, or a block.
            polls += Math.max(
                    Files.size(file) / blockBytes,
                    Files.readString(file, StandardCharsets.ISO_8859_1).lines().count() / 64);
        }
        return (int) polls;
    }

    private void failAndRestart(int blockBytes, int parallelism) throws Exception {
        int failures = 2;
        Gate gate = Gate.failing(polls(blockBytes) / 4, failures);

        Path got = new TakenApart(recording, dir.resolve("scratch"), EVERY, blockBytes)
                .run(parallelism)
                .write(dir.resolve("got"));

        assertThat(gate.failures()).isEqualTo(failures);
        assertThat(gate.restores()).isGreaterThanOrEqualTo(failures);
        OutputFiles.assertSameBytes(want, got);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "42,1", "44,2", "50,2"})
    void aJobThatFailedAndWasRestartedFromACheckpointWritesTheSame(long seed, int parallelism) throws Exception {
        fuzz(seed);
        failAndRestart(LITTLE, parallelism);
    }

    @Test
    void soDoesOneOfAWholeProvinceOnItsBadDay() throws Exception {
        simulate("province", OptionalInt.of(900));
        failAndRestart(1 << 16, 2);
    }

    @ParameterizedTest
    @CsvSource({"1,2,1", "26,1,3", "54,2,3", "60,1,3"})
    void aJobThatGoesOnFromASavepointAtAnotherParallelismWritesTheSame(long seed, int before, int after)
            throws Exception {
        fuzz(seed);
        stopAndResume(LITTLE, before, after);
    }

    @Test
    void soDoesATinyParkWithFaultyMeters() throws Exception {
        simulate("tiny", OptionalInt.empty());
        stopAndResume(LITTLE, 2, 1);
    }

    @Test
    void soDoesAWholeProvince() throws Exception {
        simulate("province", OptionalInt.of(900));
        stopAndResume(1 << 16, 2, 1);
    }

    private void stopAndResume(int blockBytes, int before, int after) throws Exception {
        Path scratch = dir.resolve("scratch");
        String savepoint = new TakenApart(recording, scratch, EVERY, blockBytes)
                .stopWithSavepoint(before, Gate.holding(2 * polls(blockBytes) / 3), cluster);
        Gate gate = Gate.open();

        Path got = new TakenApart(recording, scratch, EVERY, blockBytes)
                .resume(savepoint, after)
                .write(dir.resolve("got"));

        assertThat(gate.restores()).isPositive();
        OutputFiles.assertSameBytes(want, got);
    }
}
