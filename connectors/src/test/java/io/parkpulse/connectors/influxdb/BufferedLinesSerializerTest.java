package io.parkpulse.connectors.influxdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.influxdb.client.domain.WritePrecision;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BufferedLinesSerializerTest {
    /** What version 1 has written, kept as it was; see {@link #theBytesOfVersion1AreWhatTheyWere}. */
    private static final String GOLDEN = "/influxdb/buffered-lines-v1.bin";

    private static final BufferedLines STATE = new BufferedLines(
            WritePrecision.MS,
            List.of(
                    InfluxLine.measurement("park_index")
                            .tag("scope", "park:园脉, a=b")
                            .field("resumption_index", 83.98)
                            .field("note", "two\nlines\\")
                            .at(1_584_316_800_000L),
                    InfluxLine.measurement("m").field("v", 1).at(-1)));

    private final BufferedLinesSerializer serializer = new BufferedLinesSerializer();

    private static byte[] golden() throws IOException {
        try (InputStream in = BufferedLinesSerializerTest.class.getResourceAsStream(GOLDEN)) {
            return in.readAllBytes();
        }
    }

    @Test
    void theBytesOfVersion1AreWhatTheyWere() throws IOException {
        assertThat(serializer.getVersion()).isEqualTo(1);
        assertThat(serializer.serialize(STATE)).isEqualTo(golden());
    }

    @Test
    void stateOfVersion1IsReadBack() throws IOException {
        BufferedLines state = serializer.deserialize(1, golden());

        assertThat(state).isEqualTo(STATE);
        assertThat(state.lines())
                .extracting(InfluxLine::identity)
                .containsExactlyElementsOf(
                        STATE.lines().stream().map(InfluxLine::identity).toList());
    }

    @Test
    void everyPrecisionIsReadBack() throws IOException {
        for (WritePrecision precision : WritePrecision.values()) {
            BufferedLines state = new BufferedLines(precision, List.of());
            assertThat(serializer.deserialize(1, serializer.serialize(state))).isEqualTo(state);
        }
    }

    @Test
    void anAbsurdLengthIsRefusedBeforeMemoryIsTakenForIt() throws IOException {
        // Behind the precision and the number of lines.
        byte[] bytes = golden();
        ByteBuffer.wrap(bytes).putInt(7, Integer.MAX_VALUE);
        assertThatThrownBy(() -> serializer.deserialize(1, bytes))
                .hasMessageContaining("line 1 of 2 has a length of 2147483647 bytes where ")
                .hasMessageContaining("Restore from another checkpoint or savepoint");
        ByteBuffer.wrap(bytes).putInt(7, -5);
        assertThatThrownBy(() -> serializer.deserialize(1, bytes)).hasMessageContaining("a length of -5 bytes");
        ByteBuffer.wrap(bytes).putInt(3, Integer.MAX_VALUE);
        assertThatThrownBy(() -> serializer.deserialize(1, bytes))
                .hasMessageContaining("claims to hold 2147483647 lines");
        assertThatThrownBy(() -> serializer.deserialize(1, Arrays.copyOf(golden(), golden().length + 1)))
                .hasMessageContaining("1 bytes follow its 2 lines");
    }

    @Test
    void anotherVersionIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> serializer.deserialize(2, golden()))
                .hasMessageContaining("has version 2, this sink reads version 1")
                .hasMessageContaining("--drain");
    }
}
