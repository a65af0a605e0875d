package io.parkpulse.replay;

import io.parkpulse.connectors.cluster.OwnFlink;
import io.parkpulse.oracle.RecordingFuzzer;
import io.parkpulse.oracle.Shuffle;
import io.parkpulse.simulator.Scenarios;
import io.parkpulse.simulator.Simulation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same bytes at any parallelism, for any order of the lines, and on any path through the program. */
class SameBytesTest {
    private static final Duration EVERY = Duration.ofHours(1);

    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setConfiguration(OwnFlink.closed())
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(4)
            .build());

    @TempDir
    Path dir;

    private Path simulate(String scenario, OptionalInt enterprises) throws Exception {
        Path recording = Files.createDirectories(dir.resolve("recording"));
        new Simulation(Scenarios.named(scenario, 1, OptionalInt.empty(), enterprises), 1, true)
                .writeTo(recording, (lines, expected) -> {});
        return recording;
    }

    private Path fuzz(long seed) throws Exception {
        Path recording = dir.resolve("recording");
        RecordingFuzzer.write(seed, recording);
        return recording;
    }

    private Path replay(Path recording, int parallelism) throws Exception {
        Path out = dir.resolve(recording.getFileName() + "-" + parallelism);
        TestReplay.run(recording, out, EVERY, parallelism);
        return out;
    }

    private void assertSameForAll(Path recording) throws Exception {
        Path want = replay(recording, 1);
        OutputFiles.assertSameBytes(want, replay(recording, 2));
        OutputFiles.assertSameBytes(want, replay(recording, 4));
        Path shuffled = dir.resolve("shuffled");
        Shuffle.lines(recording, 7, shuffled);
        OutputFiles.assertSameBytesOfShuffled(want, replay(shuffled, 2));
    }

    @Test
    void aTinyParkWithFaultyMeters() throws Exception {
        assertSameForAll(simulate("tiny", OptionalInt.empty()));
    }

    @Test
    void aProvinceOnItsBadDay() throws Exception {
        assertSameForAll(simulate("province", OptionalInt.of(1500)));
    }

    @ParameterizedTest
    @ValueSource(longs = {101, 103, 111})
    void aRecordingFullOfTrouble(long seed) throws Exception {
        assertSameForAll(fuzz(seed));
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 123})
    void aRecordingThatIsSortedOnDisk(long seed) throws Exception {
        Path recording = fuzz(seed);
        Gate.open();

        Path got = new TakenApart(recording, dir.resolve("scratch"), EVERY, 1 << 14)
                .sorted()
                .run(2)
                .write(dir.resolve("got"));

        OutputFiles.assertSameBytes(replay(recording, 1), got);
    }
}
