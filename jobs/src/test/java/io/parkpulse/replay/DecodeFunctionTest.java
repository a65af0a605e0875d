package io.parkpulse.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.Registries;
import io.parkpulse.connectors.lines.Line;
import io.parkpulse.model.DeadLetter;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Observation;
import io.parkpulse.model.Stream;
import io.parkpulse.pipeline.IndexWorkflow;
import io.parkpulse.roster.Roster;
import java.nio.charset.StandardCharsets;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DecodeFunctionTest {
    private static final String VALID =
            "{\"enterprise\":\"E1\",\"source\":\"gate\",\"at\":\"2020-03-16T08:00:00+08:00\",\"count\":9}";

    private OneInputStreamOperatorTestHarness<Line, Observation> harness;

    @BeforeEach
    void open() throws Exception {
        Roster roster =
                Roster.of(new Registries().park("P1").enterprise("E1", "P1").build());
        harness = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new DecodeFunction(roster)));
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    /** In a buffer in which others lie as well. */
    private static Line line(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Line line = new Line();
        line.file = Stream.HEADCOUNT.ordinal();
        line.number = 7;
        line.buffer = ("before" + text + "behind").getBytes(StandardCharsets.UTF_8);
        line.offset = "before".length();
        line.length = bytes.length;
        line.fullLength = bytes.length;
        return line;
    }

    private DeadLetter deadLetter() {
        return harness.getSideOutput(IndexWorkflow.DEAD_LETTERS).remove().getValue();
    }

    @Test
    void anObservationKeepsItsLineThoughTheBufferIsFilledAnew() throws Exception {
        Line line = line(VALID);
        harness.processElement(line, 0);
        java.util.Arrays.fill(line.buffer, (byte) 'x');

        assertThat(harness.extractOutputValues()).singleElement().satisfies(observation -> {
            assertThat(observation.value()).isEqualTo(9);
            assertThat(observation.number()).isEqualTo(7);
            assertThat(observation.raw()).asString(StandardCharsets.UTF_8).isEqualTo(VALID);
        });
    }

    @Test
    void aLineThatIsNoRecordIsADeadLetterWithItsBytes() throws Exception {
        harness.processElement(line("[]"), 0);

        assertThat(harness.extractOutputValues()).isEmpty();
        DeadLetter letter = deadLetter();
        assertThat(letter.reason()).isEqualTo(DeadReason.MALFORMED);
        assertThat(letter.number()).isEqualTo(7);
        assertThat(letter.raw()).asString(StandardCharsets.UTF_8).isEqualTo("[]");
    }

    @Test
    void aLineThatIsTooLongIsADeadLetterThatSaysWhereItLies() throws Exception {
        Line line = line(VALID);
        line.oversize = true;
        line.fileOffset = 100;
        line.fullLength = 2_000_000;
        harness.processElement(line, 0);

        assertThat(harness.extractOutputValues()).isEmpty();
        DeadLetter letter = deadLetter();
        assertThat(letter.detail()).isEqualTo("a line of 2000000 bytes");
        assertThat(letter.raw()).isEmpty();
        assertThat(letter.fileOffset()).isEqualTo(100);
        assertThat(letter.fileLength()).isEqualTo(2_000_000);
    }
}
