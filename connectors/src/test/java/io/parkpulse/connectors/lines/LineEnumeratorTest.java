package io.parkpulse.connectors.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineEnumeratorTest {
    @TempDir
    Path directory;

    private LineSurvey survey;

    @BeforeEach
    void survey() throws IOException {
        survey = survey("@1\n@2\n@3\n@4\n@5\n@6\n");
    }

    @Test
    void statesAreTheSameAfterSerialisation() throws Exception {
        LineSplitSerializer splits = new LineSplitSerializer();
        LineSplit split = new LineSplit(7, new Block(1, 2, 1L << 40, 4, 5, -6, Long.MAX_VALUE, true), 8, 9, 10);
        assertThat(splits.deserialize(splits.getVersion(), splits.serialize(split)))
                .isEqualTo(split);

        UnassignedSerializer states = new UnassignedSerializer();
        Unassigned state = new Unassigned(9, List.of(3, 5), -1);
        assertThat(states.deserialize(states.getVersion(), states.serialize(state)))
                .isEqualTo(state);
    }

    @Test
    void unknownVersionsAreRefused() {
        assertThatThrownBy(() -> new LineSplitSerializer().deserialize(2, new byte[100]))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> new UnassignedSerializer().deserialize(2, new byte[100]))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aCheckpointOfOtherFilesIsRefused() throws Exception {
        Simulation simulation = new Simulation(survey("@1\n@2\n"), 1, new Random(1));
        Simulation.Checkpoint other = simulation.checkpoint();

        Simulation changed = new Simulation(survey, 1, new Random(1));

        assertThatThrownBy(() -> changed.restore(other, 1)).hasMessageContaining("changed since the checkpoint");
    }

    @Test
    void theSameFilesInAnotherPlaceGoOn() throws Exception {
        Simulation simulation = new Simulation(survey, 1, new Random(1));
        simulation.run(3);
        Simulation.Checkpoint checkpoint = simulation.checkpoint();
        Path elsewhere = Files.move(survey.files().get(0), directory.resolve("elsewhere"));

        LineSurvey again = LineSurvey.of(List.of(elsewhere), new TestClock(), options());
        Simulation moved = new Simulation(again, 1, new Random(1));
        moved.restore(checkpoint, 1);
        moved.runToEnd();

        assertThat(moved.seen()).hasSize(6);
    }

    @Test
    void whereNoReaderIsEarlyEnoughTheJobFails() throws Exception {
        LineSplit beyond = LineSplit.of(survey, 4).read();
        Unassigned state = new Unassigned(6, List.of(2), survey.fingerprint());
        Simulation simulation = new Simulation(survey, 1, new Random(1));

        assertThatThrownBy(() -> simulation.restore(state, List.of(beyond)))
                .hasMessageContaining("restore with the former parallelism");
    }

    private LineSurvey survey(String content) throws IOException {
        Path file = Files.writeString(directory.resolve("f"), content);
        return LineSurvey.of(List.of(file), new TestClock(), options());
    }

    private static SurveyOptions options() {
        return SurveyOptions.defaults().withBlockBytes(1);
    }
}
