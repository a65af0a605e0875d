package io.parkpulse.ingest;

/** Reads instants: RFC 3339 with an offset of at most ±18:00, in ASCII bytes. */
public final class TimeText {
    /** What {@link #parse} answers for anything that is no such instant. */
    public static final long NONE = Long.MIN_VALUE;

    /** 2000-01-01T00:00:00Z, the first instant a record may have. */
    public static final long EARLIEST = 946_684_800_000L;

    /** 2100-01-01T00:00:00Z, the first instant after those a record may have. */
    public static final long TOO_LATE = 4_102_444_800_000L;

    private static final int DATE_AND_TIME = 19;
    private static final int MOST_OFFSET_MINUTES = 18 * 60;
    private static final int[] DAYS_OF_MONTH = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private TimeText() {}

    /**
     * The instant in these bytes, epoch milliseconds; digits below the millisecond are cut off.
     *
     * @return {@link #NONE} if they are no instant
     */
    public static long parse(byte[] b, int offset, int length) {
        if (length < DATE_AND_TIME + 1
                || b[offset + 4] != '-'
                || b[offset + 7] != '-'
                || (b[offset + 10] | 0x20) != 't'
                || b[offset + 13] != ':'
                || b[offset + 16] != ':') {
            return NONE;
        }
        int year = two(b, offset) * 100 + two(b, offset + 2);
        int month = two(b, offset + 5);
        int day = two(b, offset + 8);
        int hour = two(b, offset + 11);
        int minute = two(b, offset + 14);
        int second = two(b, offset + 17);
        // A negative number says that something was no digit.
        if ((two(b, offset) | two(b, offset + 2) | month | day | hour | minute | second) < 0
                || month < 1
                || month > 12
                || day < 1
                || day > daysOf(year, month)
                || hour > 23
                || minute > 59
                || second > 59) {
            return NONE;
        }
        int at = offset + DATE_AND_TIME;
        int end = offset + length;
        int millis = 0;
        if (b[at] == '.') {
            int digits = 0;
            int place = 100;
            for (at++; at < end && isDigit(b[at]); at++, digits++, place /= 10) {
                millis += (b[at] - '0') * place;
            }
            if (digits == 0 || at == end) {
                return NONE;
            }
        }
        int offsetMinutes = offsetMinutes(b, at, end);
        if (offsetMinutes == Integer.MIN_VALUE) {
            return NONE;
        }
        return ((daysBefore(year, month, day) * 24 + hour) * 60 + minute - offsetMinutes) * 60_000L
                + second * 1000L
                + millis;
    }

    private static int offsetMinutes(byte[] b, int at, int end) {
        if ((b[at] | 0x20) == 'z') {
            return at + 1 == end ? 0 : Integer.MIN_VALUE;
        }
        if (at + 6 != end || (b[at] != '+' && b[at] != '-') || b[at + 3] != ':') {
            return Integer.MIN_VALUE;
        }
        int hours = two(b, at + 1);
        int minutes = two(b, at + 4);
        int total = hours * 60 + minutes;
        if (hours < 0 || minutes < 0 || minutes > 59 || total > MOST_OFFSET_MINUTES) {
            return Integer.MIN_VALUE;
        }
        return b[at] == '-' ? -total : total;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** Two digits, or a number below 0. */
    private static int two(byte[] b, int at) {
        int tens = b[at] - '0';
        int ones = b[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
    }

    private static int daysOf(int year, int month) {
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return month == 2 && leap ? 29 : DAYS_OF_MONTH[month - 1];
    }

    /** Days since 1970-01-01, counting years from March so that the leap day comes last. */
    private static long daysBefore(int year, int month, int day) {
        int y = month <= 2 ? year - 1 : year;
        int monthFromMarch = (month + 9) % 12;
        int dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1;
        return 365L * y + Math.floorDiv(y, 4) - Math.floorDiv(y, 100) + Math.floorDiv(y, 400) + dayOfYear - 719_468;
    }
}
