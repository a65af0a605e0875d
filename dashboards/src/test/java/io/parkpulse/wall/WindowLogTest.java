package io.parkpulse.wall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.parkpulse.index.Measure;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WindowLogTest {
    private static final long STEP = 300_000;
    private static final long BEGIN = Instant.parse("2020-03-16T04:00:00Z").toEpochMilli();

    private final WindowLog log = new WindowLog();

    private static Figures figures(int present) throws JsonProcessingException {
        Lines.Body body = Lines.tenEnterprises(present % 10).count("present", present);
        Instant end = Instant.ofEpochMilli(BEGIN);
        return Figures.of(WallModel.JSON.readTree(
                Lines.window("all", end, present % 7 == 0 ? body.unknown("resumption_index") : body)));
    }

    @Test
    void whatWasPutInAnyOrderAndRemovedIsThereAsInAMap() throws JsonProcessingException {
        TreeMap<Long, Figures> want = new TreeMap<>();
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            // Mostly the next one, sometimes an earlier one, and sometimes one is taken away.
            long end = BEGIN + STEP * (random.nextInt(4) > 0 ? i / 4 : random.nextInt(i / 4 + 1));
            if (random.nextInt(10) == 0 && !want.isEmpty() && end != want.lastKey()) {
                want.remove(end);
                log.remove(end);
            } else {
                want.put(end, figures(i));
                log.put(end, figures(i));
            }
        }

        assertThat(presentByEnd(log.from(BEGIN))).isEqualTo(presentByEnd(want));
        assertThat(presentByEnd(log.from(BEGIN + 50 * STEP)))
                .isEqualTo(presentByEnd(want.tailMap(BEGIN + 50 * STEP, true)));
        for (Map.Entry<Long, Figures> window : want.entrySet()) {
            assertThat(log.at(window.getKey())).isEqualTo(window.getValue());
        }
        assertThat(log.at(BEGIN + 1)).isNull();
        assertThat(log.lastEnd()).isEqualTo(want.lastKey());
        assertThat(log.last()).isEqualTo(want.lastEntry().getValue());
    }

    private static Map<Long, Long> presentByEnd(Map<Long, Figures> windows) {
        Map<Long, Long> present = new TreeMap<>();
        windows.forEach((end, figures) -> present.put(end, figures.counts().get(Measure.PRESENT)));
        return present;
    }

    @Test
    void whatIsForgottenIsNotThereAnyMore() throws JsonProcessingException {
        for (int i = 0; i < 48; i++) {
            log.put(BEGIN + i * STEP, figures(i));
        }
        log.forgetBefore(BEGIN + 24 * STEP);

        assertThat(log.from(0)).hasSize(24);
        assertThat(log.at(BEGIN)).isNull();
    }

    @Test
    void aStepInWhichLittleChangesTakesFewBytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        figures(11).write(figures(1), new DataOutputStream(bytes));

        assertThat(bytes.size()).isLessThan(60);
    }
}
