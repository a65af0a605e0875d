package io.parkpulse.mapping;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Any other pattern of {@link DateTimeFormatter}, with English or Chinese names of months, days and halves of days. */
final class LetterPattern extends TimeFormat {
    private static final long serialVersionUID = 1L;

    private final List<DateTimeFormatter> formatters;
    private final boolean needsZone;
    private final boolean hasDay;

    /** @throws IllegalArgumentException if it is none */
    LetterPattern(String text) {
        super(text);
        String letters = unquoted(text);
        needsZone = letters.chars().noneMatch(c -> "XxZOVzv".indexOf(c) >= 0);
        hasDay = letters.matches("(?s).*([dD]|e).*") && letters.matches("(?s).*[yuY].*");
        formatters = Stream.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)
                .map(locale -> new DateTimeFormatterBuilder()
                        .parseCaseInsensitive()
                        // A year of an era would be none without the era.
                        .appendPattern(letters.indexOf('G') < 0 ? yearsWithoutEra(text) : text)
                        .toFormatter(locale)
                        .withResolverStyle(ResolverStyle.STRICT))
                .toList();
    }

    private static String unquoted(String text) {
        return text.replaceAll("'[^']*'", "");
    }

    private static String yearsWithoutEra(String text) {
        StringBuilder result = new StringBuilder(text.length());
        boolean quoted = false;
        for (char c : text.toCharArray()) {
            quoted ^= c == '\'';
            result.append(c == 'y' && !quoted ? 'u' : c);
        }
        return result.toString();
    }

    boolean hasDay() {
        return hasDay;
    }

    @Override
    public boolean needsZone() {
        return needsZone;
    }

    @Override
    boolean read(String text, TimeReading into) {
        for (DateTimeFormatter formatter : formatters) {
            TemporalAccessor parsed;
            try {
                parsed = formatter.parse(text);
            } catch (DateTimeException e) {
                continue;
            }
            if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
                return into.instant(parsed.getLong(ChronoField.INSTANT_SECONDS) * 1000
                        + parsed.getLong(ChronoField.MILLI_OF_SECOND));
            }
            LocalDate date = parsed.query(TemporalQueries.localDate());
            LocalTime time = parsed.query(TemporalQueries.localTime());
            if (date == null) {
                return false;
            }
            return into.local((time == null ? date.atStartOfDay() : date.atTime(time))
                    .toInstant(ZoneOffset.UTC)
                    .toEpochMilli());
        }
        return false;
    }
}
