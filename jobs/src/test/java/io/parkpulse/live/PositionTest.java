package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.model.Stream;
import java.util.List;
import org.junit.jupiter.api.Test;

class PositionTest {
    @Test
    void aPlaceInTheTopicOfAStreamIsTheNumberThatStatesHave() {
        assertThat(Position.of(3, 17)).isEqualTo(0x0003_0000_0000_0011L);
        assertThat(Position.text(Stream.POWER, 0x0003_0000_0000_0011L, LiveMapping.NONE))
                .isEqualTo("parkpulse.power-3:17");
    }

    @Test
    void aPlaceInAMappedTopicIsFoundAgain() {
        MappedTopic first = new MappedTopic("a", 0, List.of(), null);
        MappedTopic last = new MappedTopic("b", Position.MAPPED_TOPICS - 1, List.of(), null);
        LiveMapping mapping = new LiveMapping(List.of(first, last));

        assertThat(Position.text(Stream.POWER, Position.ofMapped(0, 0, 0), mapping))
                .isEqualTo("a-0:0");
        assertThat(Position.text(Stream.CHECKIN, Position.ofMapped(last.number(), 2047, (1L << 42) - 1), mapping))
                .isEqualTo("b-2047:" + ((1L << 42) - 1));
        assertThat(Position.text(Stream.POWER, Position.ofMapped(5, 1, 2), mapping))
                .isEqualTo("(a topic that is mapped no more)-1:2");
    }
}
