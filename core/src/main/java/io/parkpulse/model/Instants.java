package io.parkpulse.model;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Instants as records spell them: RFC 3339 with an offset of at most ±18:00, or whole epoch milliseconds. Dates as ISO
 * 8601 spells them.
 */
public final class Instants {
    private static final int MAX_OFFSET_MINUTES = 18 * 60;
    private static final int DATE_LENGTH = 10;

    private final String text;
    private int at;
    private boolean bad;

    private Instants(String text) {
        this.text = text;
    }

    /** Epoch milliseconds, what is below a millisecond cut off; null if the text is no instant. */
    public static Long parse(String text) {
        return text.indexOf(':') < 0 ? millis(text) : new Instants(text).rfc3339();
    }

    /** A date such as 2020-03-16; null if the text is none. */
    public static LocalDate date(String text) {
        try {
            return text.length() == DATE_LENGTH ? LocalDate.parse(text) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Long millis(String text) {
        int digits = text.startsWith("-") ? 1 : 0;
        boolean integer = text.length() > digits
                && text.chars().skip(digits).allMatch(c -> c >= '0' && c <= '9')
                && (text.charAt(digits) != '0' || text.length() == digits + 1);
        try {
            return integer ? Long.valueOf(text) : null;
        } catch (NumberFormatException e) {
            return null; // too long
        }
    }

    private Long rfc3339() {
        int year = number(4);
        character('-');
        int month = number(2);
        character('-');
        int day = number(2);
        character('T');
        int hour = number(2);
        character(':');
        int minute = number(2);
        character(':');
        int second = number(2);
        int millis = fraction();
        int offset = offsetMinutes();
        if (bad || at != text.length() || hour > 23 || minute > 59 || second > 59) {
            return null;
        }
        try {
            long minutes = (LocalDate.of(year, month, day).toEpochDay() * 24 + hour) * 60 + minute - offset;
            return (minutes * 60 + second) * 1000 + millis;
        } catch (DateTimeException e) {
            return null; // no such day
        }
    }

    private int fraction() {
        if (at >= text.length() || text.charAt(at) != '.') {
            return 0;
        }
        at++;
        int start = at;
        int millis = 0;
        int unit = 100;
        while (at < text.length() && isDigit(text.charAt(at))) {
            millis += (text.charAt(at) - '0') * unit;
            unit /= 10;
            at++;
        }
        bad |= at == start;
        return millis;
    }

    private int offsetMinutes() {
        char sign = at < text.length() ? text.charAt(at) : ' ';
        at++;
        if (sign == 'Z' || sign == 'z') {
            return 0;
        }
        int hours = number(2);
        character(':');
        int minutes = number(2);
        int offset = hours * 60 + minutes;
        bad |= sign != '+' && sign != '-' || minutes > 59 || offset > MAX_OFFSET_MINUTES;
        return sign == '-' ? -offset : offset;
    }

    private int number(int digits) {
        int value = 0;
        for (int i = 0; i < digits; i++, at++) {
            char c = at < text.length() ? text.charAt(at) : ' ';
            bad |= !isDigit(c);
            value = value * 10 + (c - '0');
        }
        return value;
    }

    private void character(char expected) {
        bad |= at >= text.length() || Character.toUpperCase(text.charAt(at)) != expected;
        at++;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
