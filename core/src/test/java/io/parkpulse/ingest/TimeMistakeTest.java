package io.parkpulse.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.catalogue.Sentences;
import io.parkpulse.message.Message;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeMistakeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "2020-03-16T01:00:00|no offset",
                "2020-03-16T01:00:00.250|no offset",
                "2020-03-16 01:00:00|a blank in place of T, no offset",
                "2020-03-16 01:00:00+08:00|a blank in place of T",
                "2020-03-1601:00:00+08:00|no T before the time of day",
                "2020-03-16T01:00+08:00|no seconds",
                "2020-03-16T01:00:00+0800|an offset not spelled as +08:00",
                "2020-03-16T01:00:00+08|an offset not spelled as +08:00",
                "2020-03-16T01:00:00 +08:00|a blank before the offset",
                "2020-03-16T01:00:00 CST|something else than an offset at its end",
                "2020-03-16T24:00:00+08:00|24:00, which is 00:00 of the next day",
                "2020-03-16T25:00:00+08:00|no time of a day",
                "2020-03-16T23:59:60Z|a second beyond 59",
                "2020-03-16T8:15:00Z|a time of day not spelled as 08:15:00",
                "2020-03-16T01:00:00+08:00[Asia/Shanghai]|the name of a zone behind it",
                "2020/03/16 01:00|a date not spelled as 2020-03-16, a blank in place of T, no seconds, no offset",
                "2020-3-16T01:00:00Z|a date not spelled as 2020-03-16",
                "2020年03月16日 01:00:00|a date not spelled as 2020-03-16, a blank in place of T, no offset",
                "03/16/2020 01:00 AM|a date that does not begin with its year",
                "16.03.2020|a date that does not begin with its year",
                "2020-02-30T01:00:00Z|no date of the calendar",
                "2020-03-16|no time of day",
                "20200316010000|a date without - and :",
                "1584291600000|a number in quotes",
                "1584291600|a number in quotes, seconds in place of milliseconds",
                " 2020-03-16T01:00:00Z|blanks around it",
                "1999-03-16T01:00:00Z|before 2000",
                "2100-03-16T01:00:00Z|after 2099",
                "\u00A0|nothing but blanks",
                "never|''",
            })
    void aTextNamesItsMistakes(String text, String mistakes) {
        assertThat(english(TimeMistake.ofText(text, false))).isEqualTo(mistakes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1584291600 | seconds in place of milliseconds",
                "1584291600.5 | seconds in place of milliseconds",
                "1584291600000000 | microseconds in place of milliseconds",
                "1584291600000000000 | nanoseconds in place of milliseconds",
                "1584291600000.0 | milliseconds that are not spelled as a whole number",
                "1.584e12 | milliseconds that are not spelled as a whole number",
                "43906.04 | days as a spreadsheet counts them",
                "20200316010000 | a date without - and :",
                "202003160100 | a date without - and :",
                "0 | before 2000",
                "9999999999999999 | after 2099",
                "NaN | ''",
                "1e999999999 | ''",
                "1e-999999999 | before 2000",
            })
    void aNumberNamesItsMistake(String number, String mistake) {
        assertThat(english(TimeMistake.ofNumber(number))).isEqualTo(mistake);
    }

    @Test
    void aDateMayBeEnough() {
        assertThat(english(TimeMistake.ofText("2020/03/16", true))).isEqualTo("a date not spelled as 2020-03-16");
        assertThat(english(TimeMistake.ofText("2020/03/16", false)))
                .isEqualTo("a date not spelled as 2020-03-16, no time of day");
    }

    @Test
    void noTextIsTooOdd() {
        Random random = new Random(7);
        String pieces = "0123456789999-:+TZ. /[]年é\u00A0\udcc4";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder("2020-03-16T01:00:00+08:00");
            for (int changes = random.nextInt(8); changes >= 0; changes--) {
                text.setCharAt(random.nextInt(text.length()), pieces.charAt(random.nextInt(pieces.length())));
            }
            english(TimeMistake.ofText(text.toString(), false));
            english(TimeMistake.ofNumber(text.toString()));
        }
        assertThat(TimeMistake.ofText("9".repeat(1_000_000), false)).isNull();
        assertThat(TimeMistake.ofNumber("9".repeat(1_000_000))).isNull();
    }

    private static String english(Message mistake) {
        return mistake == null ? "" : Sentences.ENGLISH.of(mistake);
    }
}
