package io.parkpulse.cli;

import io.parkpulse.index.Fraction;
import io.parkpulse.index.Printing;
import io.parkpulse.index.Ratio;
import io.parkpulse.message.Message;
import io.parkpulse.model.Method;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A figure that was published with its numerator and its denominator.
 *
 * @param key of the text that says what it is, with the place {@code date}
 * @param date of which it is
 * @param unit of both, with a blank before it; empty for a number of enterprises or persons
 */
record PublishedFigure(String key, String date, String unit, BigDecimal n, BigDecimal d) {
    private static final PublishedFigure ZHEJIANG_WORK = counted("work", "2020-02-10", "64590", "333427");
    private static final PublishedFigure ZHEJIANG_OUTPUT = new PublishedFigure(
            "output", "2020-02-10", " 万kWh", new BigDecimal("40541.65"), new BigDecimal("128807.02"));

    private static PublishedFigure counted(String key, String date, String n, String d) {
        return new PublishedFigure(key, date, "", new BigDecimal(n), new BigDecimal(d));
    }

    /** Those of the source of a built-in method. */
    static List<PublishedFigure> of(Method m) {
        return switch (m.id()) {
            case "zhejiang-2020" -> List.of(ZHEJIANG_WORK, ZHEJIANG_OUTPUT);
            case "sichuan-2020" -> List.of(counted("guangyuan", "2020-02-24", "4049", "4954"));
            case "jiangsu-2020" ->
                List.of(new PublishedFigure(
                        "work", "2020-02-27", " 万", new BigDecimal("42.3"), new BigDecimal("88.7")));
            case "binhai-2020" ->
                List.of(counted("open", "2020-03-16", "206", "236"), counted("returned", "2020-03-16", "5669", "6750"));
            default -> List.of();
        };
    }

    /** The index of the two rates of the source of a built-in method; empty where it has not published both. */
    static Optional<Fraction> index(Method m) {
        return of(m).containsAll(List.of(ZHEJIANG_WORK, ZHEJIANG_OUTPUT))
                ? Optional.of(Ratio.resumptionIndex(ZHEJIANG_WORK.fraction(), ZHEJIANG_OUTPUT.fraction(), m))
                : Optional.empty();
    }

    /** In words, and as the method prints it. */
    String print(CliTexts texts, Method m) {
        return texts.of(Message.of(
                "colon",
                "first",
                texts.of("methods.published." + key, "date", date),
                "then",
                n + " / " + d + unit + " = " + Printing.rate(units(n), units(d), m)));
    }

    private Fraction fraction() {
        return Fraction.of(units(n), units(d));
    }

    /** In hundredths, which makes all of them whole. */
    private static long units(BigDecimal value) {
        return value.movePointRight(2).longValueExact();
    }
}
