package io.parkpulse.energy;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.model.Flow;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Register;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MeteringTest {
    private static final long ALWAYS = Long.MIN_VALUE;
    private static final long FOR_EVER = Long.MAX_VALUE;

    @Test
    void rowsThatHoldAlwaysAreDueTheWholeWindowEach() {
        assertThat(Metering.NONE.isMetered(0, 10)).isFalse();
        assertThat(Metering.NONE.dueMillis(0, 10)).isEqualTo(10);
        assertThat(metering(ALWAYS, FOR_EVER).dueMillis(0, 10)).isEqualTo(10);
        assertThat(metering(ALWAYS, FOR_EVER, ALWAYS, FOR_EVER).dueMillis(0, 10))
                .isEqualTo(20);
        assertThat(metering(ALWAYS, FOR_EVER).nextBound(0)).isEqualTo(FOR_EVER);
    }

    @Test
    void timeInWhichNoRowHoldsIsDueOnce() {
        Metering metering = metering(ALWAYS, 3, 2, 5, 8, 30);

        // 3 + 3 + 2, and 5 to 8.
        assertThat(metering.dueMillis(0, 10)).isEqualTo(11);
        assertThat(metering.isMetered(5, 8)).isFalse();
        assertThat(metering.isMetered(5, 9)).isTrue();
        assertThat(metering.nextBound(4)).isEqualTo(5);
    }

    @Property
    void itIsWhatCountingEachInstantSays(
            @ForAll @Size(max = 5) List<@IntRange(min = -3, max = 23) Integer> begins,
            @ForAll @IntRange(min = 1, max = 15) int length,
            @ForAll @IntRange(max = 2) int always) {
        List<Long> bounds = new ArrayList<>();
        for (int i = 0; i < always; i++) {
            bounds.addAll(List.of(ALWAYS, FOR_EVER));
        }
        begins.forEach(begin -> bounds.addAll(List.of(begin < 0 ? ALWAYS : begin, (long) begin + length)));
        Metering metering = metering(bounds.stream().mapToLong(Long::longValue).toArray());

        long due = 0;
        boolean metered = false;
        for (int instant = 5; instant < 20; instant++) {
            int holding = 0;
            for (int i = 0; i < bounds.size(); i += 2) {
                holding += bounds.get(i) <= instant && instant < bounds.get(i + 1) ? 1 : 0;
            }
            due += Math.max(1, holding);
            metered |= holding > 0;
        }

        assertThat(metering.dueMillis(5, 20)).isEqualTo(due);
        assertThat(metering.isMetered(5, 20)).isEqualTo(metered);
    }

    private static Metering metering(long... bounds) {
        Register register = new Register(MeterKind.INTERVAL, false, BigDecimal.ONE, 0, null, 900_000, "");
        List<Meter.Row> rows = new ArrayList<>();
        for (int i = 0; i < bounds.length; i += 2) {
            rows.add(new Meter.Row("E", 10_000, Flow.ADD, register, bounds[i], bounds[i + 1]));
        }
        return Metering.of(rows);
    }
}
