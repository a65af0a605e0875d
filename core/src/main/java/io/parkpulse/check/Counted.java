package io.parkpulse.check;

import io.parkpulse.message.Message;
import java.util.Locale;

/** Numbers in sentences. */
final class Counted {
    private Counted() {}

    /** With separators between the thousands. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** What of several sorts is of one, with how often. */
    static Message sort(Message sort, long number) {
        return Message.of("check.sort", "sort", sort, "n", number(number));
    }

    /** A number of things, which are named by the keys of their texts. */
    static Message of(long number, String things) {
        return Message.of("count." + things + (number == 1 ? ".one" : ".some"), "n", number(number));
    }
}
