package io.parkpulse.mapping;

import java.time.DateTimeException;
import java.time.ZoneId;

/** ISO 8601 as it is met: see {@link TimeFormat#ISO}. */
final class IsoTime extends TimeFormat {
    private static final long serialVersionUID = 1L;

    private static final int DATE = 10;
    private static final int MOST_OFFSET_MINUTES = 18 * 60;

    IsoTime() {
        super("iso");
    }

    @Override
    public boolean needsZone() {
        return false;
    }

    @Override
    boolean read(String text, TimeReading into) {
        int length = text.length();
        if (length < DATE || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return false;
        }
        int year = two(text, 0) * 100 + two(text, 2);
        int month = two(text, 5);
        int day = two(text, 8);
        if ((two(text, 0) | two(text, 2) | month | day) < 0 || !LocalDays.isDay(year, month, day)) {
            return false;
        }
        if (length == DATE) {
            return into.local(LocalDays.millis(year, month, day, 0, 0, 0, 0));
        }
        int at = DATE + 1;
        char between = text.charAt(DATE);
        if (between != 'T' && between != 't' && between != ' ' || length < at + 5 || text.charAt(at + 2) != ':') {
            return false;
        }
        int hour = two(text, at);
        int minute = two(text, at + 3);
        at += 5;
        int second = 0;
        int millis = 0;
        if (at < length && text.charAt(at) == ':') {
            second = at + 3 <= length ? two(text, at + 1) : -1;
            at += 3;
            if (at < length && (text.charAt(at) == '.' || text.charAt(at) == ',')) {
                int digits = 0;
                int place = 100;
                for (at++; at < length && isDigit(text.charAt(at)); at++, digits++, place /= 10) {
                    millis += (text.charAt(at) - '0') * place;
                }
                if (digits == 0) {
                    return false;
                }
            }
        }
        if ((hour | minute | second) < 0 || !LocalDays.isTime(hour, minute, second)) {
            return false;
        }
        long local = LocalDays.millis(year, month, day, hour, minute, second, millis);
        return at >= length ? at == length && into.local(local) : zoned(text, at, local, into);
    }

    private static boolean zoned(String text, int from, long local, TimeReading into) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        int bracket = text.indexOf('[', at);
        String offset = text.substring(at, bracket < 0 ? text.length() : bracket);
        if (offset.isEmpty()) {
            ZoneId zone = bracket < 0 ? null : zone(text.substring(bracket));
            return zone != null && into.localIn(zone, local);
        }
        if (bracket >= 0 && zone(text.substring(bracket)) == null) {
            return false;
        }
        if (offset.equalsIgnoreCase("Z")) {
            return into.instant(local);
        }
        char sign = offset.charAt(0);
        String digits = offset.substring(1);
        boolean colon = digits.length() == 5 && digits.charAt(2) == ':';
        if (sign != '+' && sign != '-' || !colon && digits.length() != 4 && digits.length() != 2) {
            return false;
        }
        int hours = two(digits, 0);
        int minutes = digits.length() == 2 ? 0 : two(digits, colon ? 3 : 2);
        int total = hours * 60 + minutes;
        if ((hours | minutes) < 0 || minutes > 59 || total > MOST_OFFSET_MINUTES) {
            return false;
        }
        return into.instant(local - (sign == '-' ? -total : total) * 60_000L);
    }

    private static ZoneId zone(String bracketed) {
        if (bracketed.length() < 3 || !bracketed.endsWith("]")) {
            return null;
        }
        try {
            return ZoneId.of(bracketed.substring(1, bracketed.length() - 1));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int two(String text, int at) {
        int tens = text.charAt(at) - '0';
        int ones = text.charAt(at + 1) - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
    }
}
