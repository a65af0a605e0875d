package io.parkpulse.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.index.ScopeFigures.Rate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchedValueTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "enterprise_resumption |       7800 |       8400 | 7,800/8,400",
                "power_output_rate     |   28000000 |   49000000 | 28,000,000/49,000,000 Wh",
                "coverage              | 1618200000 | 2073600000 | 449.5/576.0 h",
                "coverage              | 2073599999 | 2073600000 | 575.9/576.0 h",
                "coverage              |  360000000 | 3600000000 | 100.0/1,000.0 h",
                "parks_without_data    |          6 |         10 | 6/10",
            })
    void partsAreShownInWhatPeopleReadThemIn(String measure, long n, long d, String shown) {
        assertThat(WatchedValue.parts(measure, new Rate(n, d))).isEqualTo(shown);
    }
}
