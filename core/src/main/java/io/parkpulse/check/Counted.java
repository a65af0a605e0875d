package io.parkpulse.check;

import io.parkpulse.message.Message;

/** Numbers in sentences. */
final class Counted {
    private Counted() {}

    /** What of several sorts is of one, with how often. */
    static Message sort(Message sort, long number) {
        return Message.of("check.sort", "sort", sort, "n", Message.count(number));
    }

    /** A number of things, which are named by the keys of their texts. */
    static Message of(long number, String things) {
        return Message.of("count." + things + (number == 1 ? ".one" : ".some"), "n", Message.count(number));
    }
}
