package io.parkpulse.oracle;

import io.parkpulse.connectors.cluster.OwnFlink;
import io.parkpulse.replay.TestReplay;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.LongStream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real job against the plain reference, over recordings that provoke every rule of the arithmetic. */
class ReplayMatchesReferenceTest {
    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setConfiguration(OwnFlink.closed())
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(4)
            .build());

    /** A reading that two segments refuse for two reasons; a recording that ends with an overlap. */
    private static final long[] ONCE_DIFFERED = {26, 32, 86, 109};

    @TempDir
    Path dir;

    /** More with {@code -Dparkpulse.fuzz=FROM-TO}. */
    static LongStream seeds() {
        String asked = System.getProperty("parkpulse.fuzz");
        if (asked == null) {
            return LongStream.concat(LongStream.rangeClosed(1, 25), LongStream.of(ONCE_DIFFERED));
        }
        String[] range = asked.split("-");
        return LongStream.rangeClosed(Long.parseLong(range[0]), Long.parseLong(range[1]));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theJobWritesWhatTheReferenceWrites(long seed) throws Exception {
        Path recording = dir.resolve("recording");
        RecordingFuzzer.write(seed, recording);
        Duration every = seed % 3 == 0 ? Duration.ofMinutes(5) : Duration.ofHours(1);
        Oracle.replay(recording, dir.resolve("want"), every);
        TestReplay.run(recording, dir.resolve("got"), every, 1 + (int) (seed % 4));
        OutputComparison.assertSame(dir.resolve("want"), dir.resolve("got"));
    }
}
