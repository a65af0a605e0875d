package io.parkpulse.output;

import static io.parkpulse.Registries.method;
import static io.parkpulse.Registries.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import io.parkpulse.enterprise.EnterpriseDay;
import io.parkpulse.index.DayColumn;
import io.parkpulse.index.EnterpriseWindow;
import io.parkpulse.index.Sum;
import io.parkpulse.model.Method.Comparator;
import io.parkpulse.model.Method.Output;
import java.io.IOException;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EnterpriseLineTest {
    private static final LocalDate DATE = LocalDate.parse("2020-03-16");
    private static final int DAY_MS = 86_400_000;
    /** What a line does not hold. */
    private static final Set<Sum> NOT_IN_A_LINE =
            EnumSet.of(Sum.UNKNOWN, Sum.STAFF_HEARD, Sum.PRESENT, Sum.AT_TARGET, Sum.UTILISATION_MILLIONTHS);

    static {
        // A line has energies and persons, not the exact shares that bands are of, nor whether a source was heard.
        NOT_IN_A_LINE.addAll(EnumSet.range(Sum.UTILISATION_BAND_0, Sum.STAFF_BAND_4));
    }

    @Property(tries = 300)
    void aLineReadBackAddsTheSameToEachSum(
            @ForAll @IntRange(max = 2) int meters,
            @ForAll @IntRange(max = DAY_MS) int covered,
            @ForAll @IntRange(max = 5_000) int energy,
            @ForAll @IntRange(max = 3_000) int baseline,
            @ForAll @IntRange(max = 3) int capacity,
            @ForAll @IntRange(max = 20) int checkedIn,
            @ForAll Output output)
            throws IOException {
        EnterpriseWindow window = new EnterpriseWindow();
        window.observeNobody();
        window.windowMs = DAY_MS;
        window.dayMs = DAY_MS;
        window.metered = meters > 0;
        window.dueMs = Math.max(1, meters) * (long) DAY_MS;
        window.coveredMsOfMeters = (long) meters * covered;
        window.energyWh = meters == 0 ? 0 : energy;
        window.checkedIn = checkedIn;
        window.onsiteEvent = checkedIn > 0;
        window.measure(
                row("E", "P").energy(baseline, 0, capacity * 1_000L).build(),
                new EnterpriseWindow.Criteria(method("0.30", Comparator.GE, output, false, "0.80", "0.50")));
        EnterpriseDay day = new EnterpriseDay(DATE.toEpochDay(), 7, "园区", DayColumn.of(window));

        EnterpriseLine line = read(OutputLines.enterprise("E\"1", day));

        assertThat(line.day()).isEqualTo(DATE);
        assertThat(line.park()).isEqualTo("园区");
        assertThat(line.enterprise()).isEqualTo("E\"1");
        assertThat(line.values()).isEqualTo(day.values());
        for (Sum sum : EnumSet.complementOf(EnumSet.copyOf(NOT_IN_A_LINE))) {
            assertThat(line.of(sum, output)).as("%s", sum).isEqualTo(window.sum(sum.ordinal()));
        }
        for (Sum sum : NOT_IN_A_LINE) {
            assertThatThrownBy(() -> line.of(sum, output)).hasMessageContaining("do not say");
        }
    }

    @Test
    void aLineWithoutOneOfItsColumnsOrWithAnotherTypeIsRefused() {
        String line = OutputLines.enterprise(
                "E1",
                new EnterpriseDay(
                        DATE.toEpochDay(),
                        0,
                        "P",
                        LongStream.generate(() -> 1).limit(DayColumn.COUNT).toArray()));

        assertThatThrownBy(() -> read(line.replace("\"online\":1,", "")))
                .isInstanceOf(JsonParseException.class)
                .hasMessageContaining("one of its columns");
        assertThatThrownBy(() -> read(line.replace("\"metered\":true", "\"metered\":1")))
                .hasMessageContaining("metered: expected true or false");
        assertThatThrownBy(() -> read(line.replace("\"energy_wh\":1", "\"energy_wh\":1.5")))
                .hasMessageContaining("energy_wh: expected a whole number");
    }

    private static EnterpriseLine read(String line) throws IOException {
        try (JsonParser json = new JsonFactory().createParser(line)) {
            json.nextToken();
            return EnterpriseLine.read(json, day -> true);
        }
    }
}
