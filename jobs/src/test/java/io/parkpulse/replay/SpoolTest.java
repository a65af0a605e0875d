package io.parkpulse.replay;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parkpulse.connectors.lines.LineSurvey;
import io.parkpulse.enterprise.WindowSchedule;
import io.parkpulse.model.Registry;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.roster.Roster;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a job left on disk is whole, or the replay fails: it is never taken for less than there was. */
class SpoolTest {
    private static final Path EXAMPLE = Path.of("src/test/resources/example/in");

    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(1)
            .build());

    @TempDir
    Path dir;

    private Path scratch;
    private Registry registry;

    @BeforeEach
    void replay() throws Exception {
        registry = RegistryReader.read(EXAMPLE).registry();
        scratch = Files.createDirectory(dir.resolve("scratch"));
        new Replay(
                        EXAMPLE,
                        registry,
                        new Replay.Settings(300_000, 3_600_000, 1),
                        new TestReplay.NoProgress(() -> {}),
                        unused -> StreamExecutionEnvironment::getExecutionEnvironment)
                .into(Files.createDirectory(dir.resolve("out")), scratch);
    }

    private void writeAgain() throws IOException {
        Roster roster = Roster.of(registry).keptInProcess();
        List<Path> files = Arrays.stream(io.parkpulse.model.Stream.values())
                .map(stream -> EXAMPLE.resolve(stream.fileName()))
                .toList();
        LineSurvey survey = LineSurvey.of(files, new RecordingClock(roster));
        WindowSchedule schedule = new WindowSchedule(
                300_000, 3_600_000, survey.first().orElseThrow(), survey.last().orElseThrow(), survey.activeSteps());
        Path again = Files.createDirectory(dir.resolve("again"));
        new ReplayOutput(roster, schedule, survey, scratch.resolve("spool"), Alerting.BUILT_IN, again).write();
    }

    private List<Path> buckets(String spool) throws IOException {
        try (Stream<Path> files = Files.list(scratch.resolve("spool").resolve(spool))) {
            return files.sorted().toList();
        }
    }

    @Test
    void isReadAgainWhole() throws IOException {
        writeAgain();
        OutputFiles.assertSameBytes(dir.resolve("out"), dir.resolve("again"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"scope-changes", "enterprise-days", "dead-letters", "accounts"})
    void aFileCutInsideAResultIsNotTakenForItsEnd(String spool) throws IOException {
        Path file = buckets(spool).get(0);
        try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
            cut.setLength(cut.length() - 1);
        }
        assertThatThrownBy(this::writeAgain).hasMessageContaining(file + " does not hold the ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scope-changes", "enterprise-days", "dead-letters", "accounts"})
    void aFileCutBetweenTwoResultsIsNoticed(String spool) throws IOException {
        Path file = buckets(spool).get(0);
        Files.write(file, new byte[0]);
        assertThatThrownBy(this::writeAgain).hasMessageContaining(file + " does not hold the ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scope-changes", "enterprise-days", "dead-letters", "accounts"})
    void aFileWithMoreThanWasWrittenIsNoticed(String spool) throws IOException {
        Path file = buckets(spool).get(0);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, whole, StandardOpenOption.APPEND);
        assertThatThrownBy(this::writeAgain).hasMessageContaining(file + " does not hold the ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scope-changes", "enterprise-days", "dead-letters", "accounts"})
    void aJobThatHasNotComeToItsEndIsNoticed(String spool) throws IOException {
        Files.delete(scratch.resolve("spool/" + spool + ".counts"));
        assertThatThrownBy(this::writeAgain).hasMessageContaining("not written to its end");
    }
}
