package io.parkpulse.oracle;

import io.parkpulse.connectors.cluster.OwnFlink;
import io.parkpulse.replay.TestReplay;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The real job against the plain reference, over recordings that provoke every rule of the arithmetic. */
class ReplayMatchesReferenceTest {
    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setConfiguration(OwnFlink.closed())
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(4)
            .build());

    /**
     * A reading that two segments refuse for two reasons; a recording that ends with an overlap; a reading that the segment
     * which ends refuses, beside another of that instant.
     */
    private static final long[] ONCE_DIFFERED = {26, 32, 86, 109, 170};

    @TempDir
    Path dir;

    /** How the lines of a recording are given to the job; each way for every second seed. */
    private enum Way {
        ALONE {
            @Override
            void replay(Path recording, Path want, Path got, Duration every) throws Exception {
                TestReplay.run(recording, got, every, 1);
                OutputComparison.assertSame(want, got);
            }
        },
        SHUFFLED_AMONG_FOUR {
            @Override
            void replay(Path recording, Path want, Path got, Duration every) throws Exception {
                Path shuffled = got.resolveSibling("shuffled");
                Shuffle.lines(recording, 7, shuffled);
                TestReplay.run(shuffled, got, every, 4);
                OutputComparison.assertSameButForLineNumbers(want, got);
            }
        };

        abstract void replay(Path recording, Path want, Path got, Duration every) throws Exception;
    }

    /** More with {@code -Dparkpulse.fuzz=FROM-TO}, each of them in every way. */
    static Stream<Arguments> recordings() {
        String asked = System.getProperty("parkpulse.fuzz");
        if (asked == null) {
            return LongStream.concat(LongStream.rangeClosed(1, 16), LongStream.of(ONCE_DIFFERED))
                    .mapToObj(seed -> Arguments.of(seed, Set.of(Way.values()[(int) (seed % 2)])));
        }
        String[] range = asked.split("-");
        return LongStream.rangeClosed(Long.parseLong(range[0]), Long.parseLong(range[1]))
                .mapToObj(seed -> Arguments.of(seed, EnumSet.allOf(Way.class)));
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void theJobWritesWhatTheReferenceWrites(long seed, Set<Way> ways) throws Exception {
        Path recording = dir.resolve("recording");
        RecordingFuzzer.write(seed, recording);
        Duration every = seed % 3 == 0 ? Duration.ofMinutes(5) : Duration.ofHours(1);
        Oracle.replay(recording, dir.resolve("want"), every);
        for (Way way : ways) {
            way.replay(recording, dir.resolve("want"), dir.resolve(way.name()), every);
        }
    }
}
