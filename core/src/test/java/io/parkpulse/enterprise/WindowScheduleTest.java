package io.parkpulse.enterprise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowScheduleTest {
    private static final long STEP = 300_000;

    private static List<String> liveDays(String zone, String start, int count) {
        WindowSchedule schedule = WindowSchedule.live(STEP, Instant.parse(start).toEpochMilli());
        Calendar days = schedule.calendar(ZoneId.of(zone));
        return IntStream.range(0, count)
                .mapToObj(days::get)
                .map(day -> LocalDate.ofEpochDay(day.epochDay()).getDayOfMonth() + ":"
                        + (day.to() - day.from()) / 3_600_000)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        // Samoa had no 30th, Kwajalein no 21st of August: they changed to the other side of the date line.
        "Pacific/Apia, 2011-12-29T12:00:00Z, 29:24 31:24 1:24",
        "Pacific/Apia, 2011-12-30T12:00:00Z, 31:24 1:24 2:24",
        "Pacific/Kwajalein, 1993-08-19T12:00:00Z, 19:24 20:24 22:24",
        // Clocks went on at midnight, and over it.
        "America/Asuncion, 2011-10-01T12:00:00Z, 1:24 2:23 3:24",
        "America/St_Johns, 2011-03-12T12:00:00Z, 12:24 13:23 14:24",
        "Asia/Shanghai, 2020-02-28T00:00:00Z, 28:24 29:24 1:24"
    })
    void daysOfALiveSystemAreThoseThatAZoneHas(String zone, String start, String days) {
        assertThat(liveDays(zone, start, 3)).containsExactly(days.split(" "));
    }
}
