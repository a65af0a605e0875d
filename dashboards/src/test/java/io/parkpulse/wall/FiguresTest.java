package io.parkpulse.wall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.parkpulse.index.Measure;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final Instant NOON = Instant.parse("2020-03-16T04:00:00Z");

    private static Figures of(Lines.Body body) throws JsonProcessingException {
        return Figures.of(WallModel.JSON.readTree(Lines.window("all", NOON, body)));
    }

    @Test
    void figuresAreTheSameAfterPacking() throws JsonProcessingException {
        Figures whole =
                of(Lines.tenEnterprises(7).rate("power_output_rate", 5_123_456_789_012L, 6_000_000_000_001L, "85.39%"));
        Figures partly = of(Lines.tenEnterprises(6).unknown("staff_return").unknown("resumption_index"));

        for (Figures figures : new Figures[] {whole, partly}) {
            Figures unpacked = Figures.unpacked(figures.packed());
            assertThat(unpacked.method()).isEqualTo(figures.method());
            assertThat(unpacked.counts()).isEqualTo(figures.counts());
            assertThat(unpacked.rates().keySet()).isEqualTo(figures.rates().keySet());
            for (Measure measure : figures.rates().keySet()) {
                Figures.Rate rate = figures.rates().get(measure);
                assertThat(unpacked.rates().get(measure).exact()).isEqualTo(rate.exact());
                assertThat(unpacked.rates().get(measure).printed()).isEqualTo(rate.printed());
                assertThat(unpacked.rates().get(measure).percent()).isCloseTo(rate.percent(), within(1e-12));
            }
            assertThat(unpacked.index()).isEqualTo(figures.index());
        }
        assertThat(whole.packed()).hasSizeLessThan(200);
    }
}
