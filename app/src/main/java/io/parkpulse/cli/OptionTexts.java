package io.parkpulse.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times on the command line. Of a text that is none it is said what was expected, and not by which class of Java. */
final class OptionTexts {
    private OptionTexts() {}

    /** For a command and all that it has by now. */
    static void register(CommandLine line) {
        line.registerConverter(Duration.class, expecting("a duration such as PT15M, PT1H or P1D", Duration::parse));
        line.registerConverter(LocalDate.class, expecting("a date such as 2020-03-16", LocalDate::parse));
        line.registerConverter(
                OffsetDateTime.class,
                expecting("a time with its offset, such as 2020-03-16T08:15:00+08:00", OffsetDateTime::parse));
    }

    private static <T> ITypeConverter<T> expecting(String expected, Function<String, T> parse) {
        return text -> {
            try {
                return parse.apply(text);
            } catch (DateTimeException e) {
                throw new TypeConversionException("expected " + expected + ", found \"" + text + "\"");
            }
        };
    }
}
