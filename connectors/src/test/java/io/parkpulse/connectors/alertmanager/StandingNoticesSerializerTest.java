package io.parkpulse.connectors.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandingNoticesSerializerTest {
    /** What version 1 has written, kept as it was. */
    private static final String GOLDEN = "/alertmanager/standing-notices-1.hex";

    private static final StandingNotices STATE = new StandingNotices(List.of(
            new Notice(
                    "lagging|park:A|2020-03-16T00:00:00Z",
                    Map.of("alertname", "lagging", "scope", "park:A", "severity", "warning"),
                    Map.of("summary_zh", "园区", "summary_en", "a\nb"),
                    "http://wall/?scope=park:A",
                    1_584_316_800_000L,
                    Notice.FIRING),
            new Notice("i", Map.of("alertname", "x"), Map.of(), "", -1, 5)));

    private final StandingNoticesSerializer serializer = new StandingNoticesSerializer();

    private static byte[] golden() throws IOException {
        try (InputStream in = StandingNoticesSerializerTest.class.getResourceAsStream(GOLDEN)) {
            return HexFormat.of().parseHex(new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip());
        }
    }

    @Test
    void theBytesOfVersion1AreWhatTheyWere() throws IOException {
        assertThat(serializer.getVersion()).isEqualTo(1);
        assertThat(HexFormat.of().formatHex(serializer.serialize(STATE)))
                .isEqualTo(HexFormat.of().formatHex(golden()));
    }

    @Test
    void stateOfVersion1IsReadBack() throws IOException {
        assertThat(serializer.deserialize(1, golden())).isEqualTo(STATE);
    }

    @Test
    void anotherVersionIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> serializer.deserialize(2, golden()))
                .hasMessageContaining("has version 2, this sink reads version 1");
    }
}
