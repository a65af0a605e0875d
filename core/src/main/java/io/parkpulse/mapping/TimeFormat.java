package io.parkpulse.mapping;

import io.parkpulse.message.Message;
import java.io.Serializable;
import java.time.DateTimeException;
import java.util.Locale;

/** How a time may be written. It travels as its name. */
public abstract class TimeFormat implements Serializable {
    private static final long serialVersionUID = 1L;

    /** ISO 8601, with or without offset, with a blank for the T, without seconds, with a zone in brackets. */
    public static final TimeFormat ISO = new IsoTime();

    /** What {@link #of} takes, for messages. */
    public static final Message EXPECTED = Message.of("value.pattern");

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
            default -> pattern(text);
        };
    }

    private static TimeFormat pattern(String text) {
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
