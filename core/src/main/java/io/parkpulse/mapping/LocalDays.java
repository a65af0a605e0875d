package io.parkpulse.mapping;

/** Local dates and times as milliseconds, as if they were in UTC. */
final class LocalDays {
    static final long DAY_MILLIS = 86_400_000;

    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private LocalDays() {}

    static boolean isDay(int year, int month, int day) {
        return month >= 1 && month <= 12 && day >= 1 && day <= DAYS[month - 1] + (month == 2 && isLeap(year) ? 1 : 0);
    }

    /** Whether that is a time of a day; 24:00 is the end of one. */
    static boolean isTime(int hour, int minute, int second) {
        return hour <= 23 && minute <= 59 && second <= 59 || hour == 24 && minute == 0 && second == 0;
    }

    private static boolean isLeap(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    static long millis(int year, int month, int day, int hour, int minute, int second, int millis) {
        return ((epochDay(year, month, day) * 24 + hour) * 60 + minute) * 60_000 + second * 1000L + millis;
    }

    /** Counting years from March, so that the leap day comes last. */
    private static long epochDay(int year, int month, int day) {
        int y = month <= 2 ? year - 1 : year;
        int fromMarch = (month + 9) % 12;
        return 365L * y + y / 4 - y / 100 + y / 400 + (153 * fromMarch + 2) / 5 + day - 1 - 719_468;
    }
}
