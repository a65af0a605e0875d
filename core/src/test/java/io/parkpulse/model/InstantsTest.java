package io.parkpulse.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstantsTest {

    @ParameterizedTest
    @CsvSource({
        "2020-03-16T08:15:00+08:00, 1584317700000",
        "2020-03-16T00:15:00Z, 1584317700000",
        "2020-03-16t00:15:00z, 1584317700000",
        "2020-03-16T00:15:00.1239Z, 1584317700123",
        "2020-03-16T00:15:00.5-00:00, 1584317700500",
        "2020-02-29T00:00:00+18:00, 1582869600000",
        "1969-12-31T23:59:59.9999Z, -1",
        "9999-12-31T23:59:59Z, 253402300799000",
        "1584317700000, 1584317700000",
        "-1, -1",
        "0, 0",
    })
    void instantsAreReadAsInRecords(String text, long millis) {
        assertThat(Instants.parse(text)).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2020-03-16",
                "2020-03-16T08:15:00",
                "2020-03-16T08:15+08:00",
                "2020-03-16 08:15:00+08:00",
                "2020-03-16T08:15:00+0800",
                "2020-03-16T08:15:00+08",
                "2020-03-16T08:15:00+08:60",
                "2020-03-16T08:15:00+18:01",
                "2020-03-16T08:15:00 08:00",
                "2020-03-16T08:15:00.Z",
                "2020-03-16T08:15:00,5Z",
                "2020-03-16T08:15:60Z",
                "2020-03-16T24:00:00Z",
                "2020-03-16T08:60:00Z",
                "2021-02-29T00:00:00Z",
                "2020-13-01T00:00:00Z",
                "2020-03-16T08:15:00Z ",
                "20-03-16T08:15:00Z",
                "1584317700000.0",
                "1.5e12",
                "+5",
                "007",
                "-",
                "99999999999999999999",
                "now",
                ":",
            })
    void anythingElseIsNoInstant(String text) {
        assertThat(Instants.parse(text)).isNull();
    }

    @Property
    void whatTheLibraryPrintsIsReadBack(
            @ForAll @LongRange(min = -62_135_596_800_000L, max = 253_402_214_400_000L) long millis,
            @ForAll @IntRange(min = -1080, max = 1080) int offsetMinutes) {
        OffsetDateTime time = Instant.ofEpochMilli(millis).atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
        if (time.getYear() < 0 || time.getYear() > 9999) {
            return;
        }
        String text =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx").format(time);

        assertThat(Instants.parse(text)).isEqualTo(millis);
    }
}
