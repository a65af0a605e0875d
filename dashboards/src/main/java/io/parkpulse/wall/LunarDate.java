package io.parkpulse.wall;

import com.ibm.icu.util.ChineseCalendar;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A date of the Chinese lunisolar calendar (农历).
 *
 * @param year counted as ICU's extended years are
 * @param month from 1
 * @param leap whether it is the leap month that follows the month of this number
 * @param day from 1
 */
record LunarDate(int year, int month, boolean leap, int day) {

    /** The lunar date of a day. */
    static LunarDate of(LocalDate date) {
        ChineseCalendar calendar = calendar();
        calendar.setTimeInMillis(date.atTime(12, 0).toInstant(ZoneOffset.UTC).toEpochMilli());
        return at(calendar);
    }

    private static LunarDate at(ChineseCalendar calendar) {
        return new LunarDate(
                calendar.get(ChineseCalendar.EXTENDED_YEAR),
                calendar.get(ChineseCalendar.MONTH) + 1,
                calendar.get(ChineseCalendar.IS_LEAP_MONTH) == 1,
                calendar.get(ChineseCalendar.DAY_OF_MONTH));
    }

    /** Dates are the same in all zones; the calendar's own astronomy is that of China. */
    private static ChineseCalendar calendar() {
        return new ChineseCalendar(TimeZone.GMT_ZONE, ULocale.ROOT);
    }

    /** The day of the same lunar date a year before; null if there is none: of a leap month, or a 30th that month has not. */
    LocalDate aYearBefore() {
        LunarDate wanted = new LunarDate(year - 1, month, leap, day);
        ChineseCalendar calendar = calendar();
        calendar.clear();
        calendar.set(ChineseCalendar.EXTENDED_YEAR, wanted.year());
        calendar.set(ChineseCalendar.MONTH, wanted.month() - 1);
        calendar.set(ChineseCalendar.IS_LEAP_MONTH, wanted.leap() ? 1 : 0);
        calendar.set(ChineseCalendar.DAY_OF_MONTH, wanted.day());
        calendar.set(ChineseCalendar.HOUR_OF_DAY, 12);
        LocalDate date = calendar.getTime().toInstant().atZone(ZoneOffset.UTC).toLocalDate();
        return of(date).equals(wanted) ? date : null;
    }
}
