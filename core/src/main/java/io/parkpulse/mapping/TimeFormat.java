package io.parkpulse.mapping;

import io.parkpulse.message.Message;
import java.io.Serializable;
import java.time.DateTimeException;
import java.util.Locale;
import java.util.regex.Pattern;

/** How a time may be written. It travels as its name. */
public abstract class TimeFormat implements Serializable {
    private static final long serialVersionUID = 1L;

    /** ISO 8601, with or without offset, with a blank for the T, without seconds, with a zone in brackets. */
    public static final TimeFormat ISO = new IsoTime();

    /** What {@link #of} takes, for messages. */
    public static final Message EXPECTED = Message.of("value.pattern");

    /** Months behind hours, or days of the year beside months. */
    private static final Pattern CONFUSED = Pattern.compile("[HhkK]M|MD|DM");

    private final String name;

    TimeFormat(String name) {
        this.name = name;
    }

    /**
     * The format of a name or a pattern with the letters of {@link java.time.format.DateTimeFormatter}.
     *
     * @return null if it is none
     */
    public static TimeFormat of(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        return switch (name) {
            case "iso" -> ISO;
            case "epoch-s" -> new EpochTime(name, 1000, 1);
            case "epoch-ms" -> new EpochTime(name, 1, 1);
            case "epoch-us" -> new EpochTime(name, 1, 1000);
            case "epoch-ns" -> new EpochTime(name, 1, 1_000_000);
            case SerialDay.NAME -> SerialDay.INSTANCE;
            default -> pattern(text);
        };
    }

    private static TimeFormat pattern(String text) {
        if (isConfused(text)) {
            return null;
        }
        TimeFormat digits = DigitPattern.ofDigits(text);
        if (digits != null) {
            return digits;
        }
        try {
            LetterPattern pattern = new LetterPattern(text);
            return pattern.hasDay() ? pattern : null;
        } catch (IllegalArgumentException | DateTimeException e) {
            return null;
        }
    }

    /**
     * Whether a pattern takes one letter for another: months for minutes, fractions for seconds, hours of half a day without
     * the half; or a zone's short name, which Java takes for that of several zones, in summer as in winter. It would fit times,
     * and make others of them.
     */
    private static boolean isConfused(String text) {
        String letters = text.replaceAll("'[^']*'", "").replaceAll("[^A-Za-z]", "");
        return CONFUSED.matcher(letters).find()
                || letters.indexOf('z') >= 0
                || letters.indexOf('v') >= 0
                || hasOnly(letters, "hK", "aB")
                || hasOnly(letters, "m", "HhkK")
                || hasOnly(letters, "s", "m")
                || hasOnly(letters, "S", "s")
                || hasOnly(letters, "d", "ML")
                || hasOnly(letters, "Y", "w");
    }

    /** Whether one of some letters is there, and none of those that it needs. */
    private static boolean hasOnly(String letters, String some, String needed) {
        return letters.chars().anyMatch(c -> some.indexOf(c) >= 0)
                && letters.chars().noneMatch(c -> needed.indexOf(c) >= 0);
    }

    /** Whether such a time is never an instant without a zone. */
    public abstract boolean needsZone();

    /** Reads a text without blanks at its ends; false if it is not of this format. */
    abstract boolean read(String text, TimeReading into);

    private record Named(String name) implements Serializable {
        private Object readResolve() {
            return of(name);
        }
    }

    /** It has no more to say than its name. */
    protected final Object writeReplace() {
        return new Named(name);
    }

    /** As a mapping names it. */
    @Override
    public final String toString() {
        return name;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
