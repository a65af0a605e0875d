package io.parkpulse.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkCalendarTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final LocalDate MONDAY = LocalDate.parse("2020-04-06");
    /** A Monday of rest, and a Sunday that is worked. */
    private static final WorkCalendar CALENDAR =
            new WorkCalendar(Set.of(MONDAY), Set.of(LocalDate.parse("2020-04-26")));

    @Test
    void whatTheCalendarNamesIsStrongerThanTheDayOfTheWeek() {
        assertThat(CALENDAR.isWorkDay(MONDAY)).isFalse();
        assertThat(WorkCalendar.WEEKDAYS.isWorkDay(MONDAY)).isTrue();
        assertThat(CALENDAR.isWorkDay(LocalDate.parse("2020-04-26"))).isTrue();
        assertThat(CALENDAR.areAlike(MONDAY, LocalDate.parse("2020-04-05"))).isTrue();
        assertThat(CALENDAR.areAlike(MONDAY, LocalDate.parse("2020-04-07"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2020-04-10T12:00, 2020-04-09T12:00, true, two working days each",
        "2020-04-13T12:00, 2020-04-10T12:00, false, a Monday has a Sunday in it",
        "2020-04-13T12:00, 2020-04-20T12:00, true, both have",
        "2020-04-14T00:00, 2020-04-11T00:00, true, a Monday and a Friday as whole days",
        "2020-04-14T00:05, 2020-04-11T00:05, false, five minutes of a Tuesday are none of a Saturday",
        "2020-04-11T12:00, 2020-04-12T12:00, false, a Saturday has a Friday in it",
        "2020-04-27T12:00, 2020-04-28T12:00, true, the Sunday before was worked",
    })
    void windowsAreAlikeIfTheirDaysAre(String one, String other, boolean alike, String why) {
        assertThat(CALENDAR.areAlike(end(one), end(other), SHANGHAI)).as(why).isEqualTo(alike);
    }

    private static long end(String local) {
        return Instant.parse(local + ":00Z").minusSeconds(8 * 3600).toEpochMilli();
    }
}
