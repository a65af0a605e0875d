package io.parkpulse.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.simulator.Scenarios;
import io.parkpulse.simulator.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeersTest {
    private static final FigureFile.Figures UNKNOWN =
            new FigureFile.Figures(FigureFile.NONE, FigureFile.NONE, FigureFile.NONE);

    @TempDir
    private static Path temp;

    private static Path recording;

    @BeforeAll
    static void simulate() throws IOException {
        recording = Files.createDirectory(temp.resolve("recording"));
        new Simulation(Scenarios.named("province", 1, OptionalInt.of(1), OptionalInt.of(900)), 1, false)
                .writeTo(recording, (lines, expected) -> {});
    }

    /** What both know of one kind of window, without energies. */
    private static Map<String, FigureFile.Figures> known(Path file, Question question) throws IOException {
        return FigureFile.read(file).entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(question.keys()))
                .map(entry -> Map.entry(
                        entry.getKey(),
                        new FigureFile.Figures(
                                entry.getValue().work(), entry.getValue().output(), FigureFile.NONE)))
                .filter(entry -> !entry.getValue().equals(UNKNOWN))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @ParameterizedTest
    @CsvSource({
        "duckdb, DAYS",
        "duckdb, HOURS",
        "duckdb, STEPS",
        "flink-sql, DAYS",
        "flink-sql, HOURS",
        "kafka-streams, DAYS",
        "kafka-streams, HOURS"
    })
    void peersComputeWhatTheOrdinaryLoopComputes(String peer, Question question) throws Exception {
        Path loops = temp.resolve("loop-" + question);
        Loop.run(Loop.ORDINARY, recording, question.slot(), loops, null);
        Path peers = temp.resolve(peer + question);
        Peer.run(peer, recording, question, peers);

        Map<String, FigureFile.Figures> expected = known(loops, question);
        assertThat(expected).isNotEmpty();
        Map<String, FigureFile.Figures> figures = known(peers, question);
        figures.keySet().removeIf(key -> isAfter(key, expected.keySet()));
        assertThat(figures).isEqualTo(expected);
    }

    /** Engines go on telling windows of the hours behind the recording's end. */
    private static boolean isAfter(String key, Iterable<String> keys) {
        String time = key.split(" ")[1];
        for (String other : keys) {
            if (other.split(" ")[1].compareTo(time) >= 0) {
                return false;
            }
        }
        return true;
    }

    @Test
    void defectsMakeARecordingThatDuckDbAnswersFor() throws Exception {
        Path defects = temp.resolve("defects");
        Defect.write(defects);
        Path out = temp.resolve("defects-answers");
        Peer.run(Peer.DUCKDB, defects, Question.DAYS, out);

        Map<String, FigureFile.Figures> figures = FigureFile.read(out);
        assertThat(figures.get(Defect.NONE.key()).output()).isEqualTo(Defect.NONE.rightWh() + "/96000");
        assertThat(figures.get(Defect.ROLLOVER.key()).output()).isNotEqualTo(Defect.ROLLOVER.rightWh() + "/96000");
    }
}
