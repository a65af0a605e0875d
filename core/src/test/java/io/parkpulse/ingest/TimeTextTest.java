package io.parkpulse.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
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

class TimeTextTest {

    @ParameterizedTest
    @CsvSource({
        "2020-03-16T08:15:00+08:00, 1584317700000",
        "2020-03-16T00:15:00Z, 1584317700000",
        "2020-03-16t00:15:00z, 1584317700000",
        "2020-03-16T00:15:00-00:00, 1584317700000",
        "2020-03-16T00:15:00+00:00, 1584317700000",
        "2020-03-16T18:15:00+18:00, 1584317700000",
        "2020-03-15T06:15:00-18:00, 1584317700000",
        "2020-03-16T05:45:00+05:30, 1584317700000",
        "2020-03-16T00:15:00.1Z, 1584317700100",
        "2020-03-16T00:15:00.12Z, 1584317700120",
        "2020-03-16T00:15:00.1239Z, 1584317700123",
        "2020-03-16T00:15:00.999999999999999999999999Z, 1584317700999",
        "2020-03-16T00:15:00.0009+00:00, 1584317700000",
        "2000-01-01T00:00:00Z, 946684800000",
        "1999-12-31T23:59:59.999Z, 946684799999",
        "2099-12-31T23:59:59.999Z, 4102444799999",
        "2100-01-01T00:00:00Z, 4102444800000",
        "2020-02-29T00:00:00Z, 1582934400000",
        "2000-02-29T00:00:00Z, 951782400000",
        "1970-01-01T00:00:00Z, 0",
        "1969-12-31T23:59:59.9999Z, -1",
    })
    void aTimeWithAnOffsetIsAnInstant(String text, long millis) {
        assertThat(parse(text)).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2020",
                "2020-03-16",
                "2020-03-16T08:15:00",
                "2020-03-16T08:15:00.5",
                "2020-03-16T08:15Z",
                "2020-03-16T08Z",
                "2020-03-16 08:15:00Z",
                "2020-03-16T24:00:00Z",
                "2020-03-16T23:59:60Z",
                "2020-03-16T08:60:00Z",
                "2020-03-16T08:15:00+18:01",
                "2020-03-16T08:15:00-18:01",
                "2020-03-16T08:15:00+19:00",
                "2020-03-16T08:15:00+08:60",
                "2020-03-16T08:15:00+0800",
                "2020-03-16T08:15:00+08",
                "2020-03-16T08:15:00+8:00",
                "2020-03-16T08:15:00 08:00",
                "2020-03-16T08:15:00+08:00:00",
                "2020-03-16T08:15:00Z+08:00",
                "2020-03-16T08:15:00.Z",
                "2020-03-16T08:15:00,5Z",
                "2020-03-16T08:15:00.5.5Z",
                "2020-03-16T08:15:00ZZ",
                "2020-03-16T08:15:00Z ",
                " 2020-03-16T08:15:00Z",
                "2020-03-16T08:15:00+08:00[Asia/Shanghai]",
                "2021-02-29T00:00:00Z",
                "1900-02-29T00:00:00Z",
                "2100-02-29T00:00:00Z",
                "2020-02-30T00:00:00Z",
                "2020-04-31T00:00:00Z",
                "2020-00-01T00:00:00Z",
                "2020-13-01T00:00:00Z",
                "2020-01-00T00:00:00Z",
                "2020-01-32T00:00:00Z",
                "20-03-16T08:15:00Z",
                "+2020-03-16T08:15:00Z",
                "02020-03-16T08:15:00Z",
                "20200316T081500Z",
                "2020-W12-1T08:15:00Z",
                "2020/03/16T08:15:00Z",
                "-020-03-16T08:15:00Z",
                "2020-03-16T-1:15:00Z",
                "２０２０-03-16T08:15:00Z",
                "1584317700000",
            })
    void anythingElseIsNone(String text) {
        assertThat(parse(text)).isEqualTo(TimeText.NONE);
    }

    @Property
    void itAgreesWithTheJdk(
            @ForAll @LongRange(min = TimeText.EARLIEST, max = TimeText.TOO_LATE - 1) long millis,
            @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int offsetMinutes) {
        OffsetDateTime time = Instant.ofEpochMilli(millis).atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));

        assertThat(parse(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time))).isEqualTo(millis);
    }

    /** Every date a calendar may or may not have. */
    @Property(tries = 5000)
    void aDateIsReadIfTheCalendarHasIt(
            @ForAll @IntRange(min = 1999, max = 2101) int year,
            @ForAll @IntRange(max = 14) int month,
            @ForAll @IntRange(max = 33) int day) {
        long expected;
        try {
            expected = LocalDate.of(year, month, day).toEpochDay() * 86_400_000;
        } catch (DateTimeException e) {
            expected = TimeText.NONE;
        }

        assertThat(parse(String.format("%04d-%02d-%02dT00:00:00Z", year, month, day)))
                .isEqualTo(expected);
    }

    /** Whatever bytes come, in the middle of others. */
    @Property
    void noBytesAreTooStrange(
            @ForAll @LongRange(min = 0, max = TimeText.TOO_LATE) long millis,
            @ForAll @IntRange(max = 24) int place,
            @ForAll byte strange,
            @ForAll @IntRange(max = 26) int length) {
        byte[] text = ("xx" + Instant.ofEpochMilli(millis) + "000000000").getBytes(StandardCharsets.US_ASCII);
        text[2 + place % (text.length - 2)] = strange;
        int shown = Math.min(length, text.length - 2);
        long parsed = TimeText.parse(text, 2, shown);

        if (parsed != TimeText.NONE) {
            String spelled = new String(text, 2, shown, StandardCharsets.US_ASCII);
            assertThat(parsed)
                    .isEqualTo(OffsetDateTime.parse(spelled).toInstant().toEpochMilli());
        }
    }

    private static long parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return TimeText.parse(bytes, 0, bytes.length);
    }
}
