package io.parkpulse.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeFormatTest {
    /** The instant, or {@code local} and the time. */
    private static String read(String format, String text) {
        TimeReading reading = new TimeReading();
        return TimeFormat.of(format).read(text, reading)
                ? (reading.local ? "local " : "")
                        + Instant.ofEpochMilli(reading.millis)
                        + (reading.zone == null ? "" : " " + reading.zone)
                : "none";
    }

    @ParameterizedTest
    @CsvSource({
        "2020-03-16,                              local 2020-03-16T00:00:00Z",
        "2020-03-16T01:00:00,                     local 2020-03-16T01:00:00Z",
        "2020-03-16 01:00,                        local 2020-03-16T01:00:00Z",
        "2020-03-16T24:00:00,                     local 2020-03-17T00:00:00Z",
        "2020-02-29 01:00:59.1239,                local 2020-02-29T01:00:59.123Z",
        "2020-03-16T01:00:00Z,                    2020-03-16T01:00:00Z",
        "2020-03-16 01:00:00+08:00,               2020-03-15T17:00:00Z",
        "2020-03-16T01:00+08:00,                  2020-03-15T17:00:00Z",
        "2020-03-16T01:00:00+0800,                2020-03-15T17:00:00Z",
        "2020-03-16T01:00:00+08,                  2020-03-15T17:00:00Z",
        "2020-03-16 01:00:00 +08:00,              2020-03-15T17:00:00Z",
        "2020-03-16T01:00:00-03:30,               2020-03-16T04:30:00Z",
        "2020-03-16T01:00:00+08:00[Asia/Shanghai],2020-03-15T17:00:00Z",
        "2020-03-16T01:00:00[Asia/Shanghai],      local 2020-03-16T01:00:00Z Asia/Shanghai",
    })
    void isoIsReadAsItIsMet(String text, String expected) {
        assertThat(read("iso", text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2020-3-16",
                "2020-02-30",
                "2020-03-16T24:00:01",
                "2020-03-16T25:00",
                "2020-03-16T01:60",
                "2020-03-16T01:00:60",
                "2020-03-16T01",
                "2020-03-16T01:00:",
                "2020-03-16T01:00:00.",
                "2020-03-16T01:00:00+19:00",
                "2020-03-16T01:00:00+8",
                "2020-03-16T01:00:00 CET",
                "2020-03-16T01:00:00[Mars/Base]",
                "2020-03-16T01:00:00Zx",
                "1584291600"
            })
    void whatIsNoIsoIsNone(String text) {
        assertThat(read("ISO", text)).isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource({
        "epoch-s,  1584291600,          2020-03-15T17:00:00Z",
        "epoch-s,  1584291600.5,        2020-03-15T17:00:00.500Z",
        "epoch-s,  1.5842916E9,         2020-03-15T17:00:00Z",
        "epoch-ms, 1584291600123,       2020-03-15T17:00:00.123Z",
        "epoch-us, 1584291600123999,    2020-03-15T17:00:00.123Z",
        "epoch-ns, 1584291600123999999, 2020-03-15T17:00:00.123Z",
    })
    void secondsAreCountedSince1970(String format, String text, String expected) {
        assertThat(read(format, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "43906,            local 2020-03-16T00:00:00Z",
        "43906.25,         local 2020-03-16T06:00:00Z",
        "43906.2604166667, local 2020-03-16T06:15:00Z",
        "'43906,25',       local 2020-03-16T06:00:00Z",
        "'43,906.25',      none",
        "4.390601E4,       local 2020-03-16T00:14:24Z",
        "36526,            local 2000-01-01T00:00:00Z",
        "36525.5,          none",
        "1584291600,       none",
        "1E999,            none",
        "2020-03-16,       none",
    })
    void spreadsheetsCountDaysSince1899(String text, String expected) {
        assertThat(read("serial-day", text)).isEqualTo(expected);
    }

    @Test
    void aNumberOfAnotherUnitIsNoneSoThatSeveralCanBeTriedInTurn() {
        List<String> formats = List.of("epoch-s", "epoch-ms", "epoch-us", "epoch-ns");
        List<String> texts = List.of("1584291600", "1584291600000", "1584291600000000", "1584291600000000000");
        for (int i = 0; i < formats.size(); i++) {
            for (int j = 0; j < texts.size(); j++) {
                assertThat(read(formats.get(i), texts.get(j)))
                        .as(formats.get(i) + " " + texts.get(j))
                        .isEqualTo(i == j ? "2020-03-15T17:00:00Z" : "none");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "yyyy-MM-dd HH:mm:ss,   2020-03-16 01:02:03,      local 2020-03-16T01:02:03Z",
        "yyyy-MM-dd HH:mm,      2020-03-16 24:00,         local 2020-03-17T00:00:00Z",
        "yyyy/M/d H:mm,         2020/3/6 1:02,            local 2020-03-06T01:02:00Z",
        "dd.MM.yyyy,            16.03.2020,               local 2020-03-16T00:00:00Z",
        "yyyyMMddHHmm,          202003160102,             local 2020-03-16T01:02:00Z",
        "yyyy年M月d日 H时m分,     2020年3月16日 1时2分,        local 2020-03-16T01:02:00Z",
        "yyyy-MM-dd'T'HH:mm,    2020-03-16T01:02,         local 2020-03-16T01:02:00Z",
        "MM/dd/yyyy hh:mm a,    03/16/2020 01:00 PM,      local 2020-03-16T13:00:00Z",
        "yyyy/M/d a h:mm,       2020/3/16 下午 1:05,       local 2020-03-16T13:05:00Z",
        "d MMM yyyy HH:mm,      16 mar 2020 01:02,        local 2020-03-16T01:02:00Z",
        "yy-MM-dd HH:mm,        20-03-16 01:02,           local 2020-03-16T01:02:00Z",
        "yyyy-MM-dd HH:mm xxx,  2020-03-16 01:02 +08:00,  2020-03-15T17:02:00Z",
        "yyyy-MM-dd HH:mm xxx,  2020-03-16 24:00 +08:00,  2020-03-16T16:00:00Z",
        "dd.MM.yy HH:mm,        16.03.20 24:00,           local 2020-03-17T00:00:00Z",
        "d-MMM-yyyy HH:mm:ss,   28-feb-2020 24:00:00,     local 2020-02-29T00:00:00Z",
        "yyyy-MM-dd HH:mm VV,   2020-10-25 02:15 Europe/Berlin, local 2020-10-25T02:15:00Z Europe/Berlin",
        "yyyy-MM-dd HH:mm VV,   2020-03-29 02:15 Europe/Berlin, local 2020-03-29T02:15:00Z Europe/Berlin",
        "yyyy-MM-dd HH:mm VV,   2020-03-16 01:02 +08:00,  2020-03-15T17:02:00Z",
        "yyyy-MM-dd HH:mmxxx'['VV']', 2020-10-25 02:15+01:00[Europe/Berlin], 2020-10-25T01:15:00Z",
    })
    void aPatternHasTheLettersOfJava(String pattern, String text, String expected) {
        assertThat(read(pattern, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "yyyy-MM-dd,         2020-02-30",
        "yyyy-MM-dd HH:mm,   2020-03-16 1:00",
        "yyyy-MM-dd HH:mm,   2020-03-16 01:00:00",
        "yyyy-MM-dd HH:mm,   2020-03-16 24:01",
        "d MMM yyyy,         30 Feb 2020",
        "d MMM yyyy HH:mm:ss, 16 Mar 2020 24:00:01",
        "d MMM yy HH:mm,      16 Mar 20 24:01",
        "d MMM yy HH:mm,      30 Feb 20 24:00",
        "MM/dd/yyyy hh:mm a, 03/16/2020 13:00 PM",
    })
    void whatIsNoDayOrNoTimeOrDoesNotFitIsNone(String pattern, String text) {
        assertThat(read(pattern, text)).isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HH:mm", "yyyy-MM", "yyyy-MM-dd QQQQQQ", "yyyy-MM-dd '", "bbbb"})
    void whatGivesNoDayIsNoPattern(String pattern) {
        assertThat(TimeFormat.of(pattern)).isNull();
    }

    /** Such a pattern fits times and makes others of them, without a word. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "yyyy-MM-dd hh:mm",
                "yyyy-mm-dd HH:MM",
                "yyyy-mm-dd HH:mm",
                "dd/mm/yyyy",
                "yyyy-MM-dd HH:MM:ss",
                "yyyy-MM-dd HH:mm:SS",
                "yyyy-MM-dd mm:ss",
                "YYYY-MM-dd HH:mm",
                "yyyy-MM-DD",
                "yyyy-MM-dd HH:mm z",
                "d MMM yyyy HH:mm zzzz",
                "yyyy-MM-dd HH:mm v",
                "DD.MM.yyyy"
            })
    void aPatternThatTakesOneLetterForAnotherIsNone(String pattern) {
        assertThat(TimeFormat.of(pattern)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"yyyy-DDD", "YYYY-'W'ww-e", "yyyy-MM-dd[ HH:mm[:ss[.SSS]]]", "yyyy-MM-dd kk:mm", "d.L.yyyy K a"})
    void lettersThatAreSeldomMeantMayBe(String pattern) {
        assertThat(TimeFormat.of(pattern)).isNotNull();
    }

    @Test
    void onlyAPatternWithoutOffsetAlwaysNeedsAZone() {
        assertThat(TimeFormat.of("yyyy-MM-dd").needsZone()).isTrue();
        assertThat(TimeFormat.of("d MMM yyyy").needsZone()).isTrue();
        assertThat(TimeFormat.of("yyyy-MM-dd XXX").needsZone()).isFalse();
        assertThat(TimeFormat.of("iso").needsZone()).isFalse();
        assertThat(TimeFormat.of("epoch-s").needsZone()).isFalse();
    }
}
