package io.parkpulse.mapping;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
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

    private static final String END_OF_DAY = "24:00";
    private static final String BEGIN_OF_DAY = "00:00";

    private final List<DateTimeFormatter> formatters;
    private final boolean needsZone;
    private final boolean hasDay;

    /** @throws IllegalArgumentException if it is none */
    LetterPattern(String text) {
        super(text);
        String letters = unquoted(text);
        needsZone = letters.chars().noneMatch(c -> "XxZOV".indexOf(c) >= 0);
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

    /** The end of a day is the begin of the next one, which Java's strict times do not have. */
    @Override
    boolean read(String text, TimeReading into) {
        if (read(text, 0, into)) {
            return true;
        }
        int end = text.indexOf(END_OF_DAY);
        return end >= 0
                && (end == 0 || !isDigit(text.charAt(end - 1)))
                && read(
                        text.substring(0, end) + BEGIN_OF_DAY + text.substring(end + END_OF_DAY.length()),
                        LocalDays.DAY_MILLIS,
                        into);
    }

    /** @param later how much later it is than the text says; more than nothing for the begin of a day alone */
    private boolean read(String text, long later, TimeReading into) {
        for (DateTimeFormatter formatter : formatters) {
            TemporalAccessor parsed;
            try {
                parsed = formatter.parse(text);
            } catch (DateTimeException e) {
                continue;
            }
            LocalDate date = parsed.query(TemporalQueries.localDate());
            LocalTime time = parsed.query(TemporalQueries.localTime());
            if (date == null || later > 0 && !LocalTime.MIDNIGHT.equals(time)) {
                return false;
            }
            long local = (time == null ? date.atStartOfDay() : date.atTime(time))
                            .toInstant(ZoneOffset.UTC)
                            .toEpochMilli()
                    + later;
            // An offset, or a zone of which an offset is written as well, says which of two instants it is.
            ZoneId zone = parsed.query(TemporalQueries.zone());
            return zone instanceof ZoneOffset offset
                    ? into.instant(local - offset.getTotalSeconds() * 1000L)
                    : parsed.isSupported(ChronoField.OFFSET_SECONDS)
                            ? into.instant(local - parsed.get(ChronoField.OFFSET_SECONDS) * 1000L)
                            : into.localIn(zone, local);
        }
        return false;
    }
}
