package io.parkpulse.wall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LunarDateTest {
    private static LunarDate of(String date) {
        return LunarDate.of(LocalDate.parse(date));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2019-02-05", "2020-01-25", "2021-02-12", "2022-02-01", "2023-01-22", "2024-02-10"})
    void aPublishedNewYearsDayIsTheFirstOfTheFirstMonth(String date) {
        assertThat(of(date))
                .extracting(LunarDate::month, LunarDate::leap, LunarDate::day)
                .containsExactly(1, false, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "2020-01-25, 2019-02-05",
        "2021-02-12, 2020-01-25",
        "2022-02-01, 2021-02-12",
        // The Dragon Boat Festivals and Mid-Autumn Festivals of these years.
        "2020-06-25, 2019-06-07",
        "2020-10-01, 2019-09-13",
        "2021-09-21, 2020-10-01",
    })
    void theSameLunarDateOfTheYearBeforeIsThePublishedOne(LocalDate date, LocalDate before) {
        assertThat(LunarDate.of(date).aYearBefore()).isEqualTo(before);
    }

    @Test
    void aLeapMonthHasNoSameDateInTheYearBefore() {
        // The leap fourth month of 2020 began on 23 May.
        assertThat(of("2020-05-23"))
                .extracting(LunarDate::month, LunarDate::leap, LunarDate::day)
                .containsExactly(4, true, 1);
        assertThat(of("2020-05-23").aYearBefore()).isNull();
        // The fourth month before it has one.
        assertThat(of("2020-04-23").aYearBefore()).isEqualTo("2019-05-05");
    }

    @Test
    void aThirtiethHasNoSameDateWhereThatMonthHadTwentyNineDays() {
        for (LocalDate date = LocalDate.parse("2018-01-01"); date.getYear() < 2027; date = date.plusDays(1)) {
            LunarDate lunar = LunarDate.of(date);
            LocalDate before = lunar.aYearBefore();
            if (before != null) {
                assertThat(LunarDate.of(before))
                        .isEqualTo(new LunarDate(lunar.year() - 1, lunar.month(), false, lunar.day()));
            } else {
                assertThat(lunar.leap() || lunar.day() == 30).as("%s", date).isTrue();
            }
        }
    }
}
