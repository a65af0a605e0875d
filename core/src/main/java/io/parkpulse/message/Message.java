package io.parkpulse.message;

import java.util.List;
import java.util.Locale;

/**
 * Something that is said to people, before it is said in a language: the key of a text, and what stands in its places.
 *
 * @param key of the text, the same in all languages
 * @param values names of places and what stands there, by turns: messages are said in the same language, all else stands
 *     as it is
 */
public record Message(String key, List<Object> values) {
    private static final String AS_IS = "as_is";

    public Message {
        values = List.copyOf(values);
    }

    /** A text with values in its places: names and values by turns. */
    public static Message of(String key, Object... namesAndValues) {
        return new Message(key, List.of(namesAndValues));
    }

    /** A text that is the same in all languages, such as a name. */
    public static Message asIs(String text) {
        return of(AS_IS, "text", text);
    }

    /**
     * That something else was expected.
     *
     * @param given what stands there, with its name before it: {@code --top 0}
     * @param expected what should stand there
     */
    public static Message expected(String given, Message expected) {
        return of("colon", "first", given, "then", of("registry.expected", "expected", expected));
    }

    /** A whole number as it stands in a text: with separators between the thousands. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Two messages in one, joined by a text with the places {@code first} and {@code then}. */
    public static Message joined(String key, Message first, Message then) {
        return of(key, "first", first, "then", then);
    }

    /**
     * Messages one after the other, joined by a text with the places {@code first} and {@code then}.
     *
     * @param messages at least one
     */
    public static Message joined(String key, List<Message> messages) {
        return messages.stream()
                .reduce((first, then) -> joined(key, first, then))
                .orElseThrow();
    }

    /** The first value; of joined messages the first of them. */
    public Object first() {
        return values.get(1);
    }
}
