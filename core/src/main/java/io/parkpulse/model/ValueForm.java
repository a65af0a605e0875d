package io.parkpulse.model;

import io.parkpulse.exact.Numbers;
import io.parkpulse.message.Message;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What values a parameter takes, and how they are written. Whoever lists parameters gives each its form; files, topics
 * and messages then need no code of their own for it.
 *
 * @param expected what a value is: {@code a whole number from 1 to 60}
 * @param isShare whether it is a part of a whole, which people read as a percentage
 * @param parser of a text without blanks at its ends; gives null, or throws an {@link IllegalArgumentException} or a
 *     {@link DateTimeParseException}, for what is no value
 */
public record ValueForm(Message expected, boolean isShare, Function<String, ?> parser) {
    private static final BigDecimal HIGHEST_PERCENT = BigDecimal.valueOf(10_000);

    public ValueForm(Message expected, Function<String, ?> parser) {
        this(expected, false, parser);
    }

    /** A decimal number, a {@link BigDecimal}, of at least 0. */
    public static ValueForm decimal() {
        return new ValueForm(Message.of("value.decimal"), text -> decimal(text, null));
    }

    /** A share, a {@link BigDecimal}, from 0 to this many times the whole. */
    public static ValueForm share(long most) {
        return new ValueForm(
                Message.of("value.decimal_to", "most", most), true, text -> decimal(text, BigDecimal.valueOf(most)));
    }

    /** A share, a {@link BigDecimal}, within some times the whole, with no more decimals than these. */
    public static ValueForm share(long least, long most, int decimals) {
        return new ValueForm(Message.of("value.decimals", "least", least, "most", most, "n", decimals), true, text -> {
            BigDecimal value = decimal(text, BigDecimal.valueOf(most));
            return value == null
                            || value.compareTo(BigDecimal.valueOf(least)) < 0
                            || value.stripTrailingZeros().scale() > decimals
                    ? null
                    : value;
        });
    }

    /** Percent, or points of an index: a {@link BigDecimal} from 0 to 10,000. */
    public static ValueForm percent() {
        return new ValueForm(Message.of("value.percent"), text -> decimal(text, HIGHEST_PERCENT));
    }

    /** A whole number, an {@link Integer}. */
    public static ValueForm whole(int least, int most) {
        return new ValueForm(Message.of("registry.whole", "least", least, "most", most), text -> {
            Long value = Numbers.whole(text);
            return value == null || value < least || value > most ? null : value.intValue();
        });
    }

    /** A length of time in ISO 8601, milliseconds as a {@link Long}, from 0 to this many days. */
    public static ValueForm duration(int days) {
        return new ValueForm(Message.of("value.duration", "days", days), text -> {
            Duration duration = Duration.parse(text);
            boolean holds = !duration.isNegative()
                    && duration.compareTo(Duration.ofDays(days)) <= 0
                    && duration.equals(Duration.ofMillis(duration.toMillis()));
            return holds ? duration.toMillis() : null;
        });
    }

    /** {@code true} or {@code false}, a {@link Boolean}. */
    public static ValueForm flag() {
        return oneOf(List.of(true, false), Object::toString);
    }

    /** One of some values, by its word. */
    public static <T> ValueForm oneOf(Collection<T> values, Function<? super T, String> word) {
        Map<String, T> byWord = new LinkedHashMap<>();
        values.forEach(value -> byWord.put(word.apply(value), value));
        return new ValueForm(Message.of("registry.one_of", "words", String.join(", ", byWord.keySet())), byWord::get);
    }

    /** What this one takes, or {@code none}. */
    public ValueForm orNone(Object none) {
        return new ValueForm(
                Message.of("registry.or_none", "expected", expected),
                isShare,
                text -> text.equals("none") ? none : parse(text));
    }

    /** The value of a text; null if it is none of this form. */
    public Object parse(String text) {
        try {
            return parser.apply(text.strip());
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return null;
        }
    }

    private static BigDecimal decimal(String text, BigDecimal most) {
        BigDecimal value = Numbers.decimal(text);
        return value == null || value.signum() < 0 || most != null && value.compareTo(most) > 0 ? null : value;
    }
}
