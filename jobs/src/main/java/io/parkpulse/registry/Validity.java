package io.parkpulse.registry;

import io.parkpulse.message.Message;
import java.time.Instant;

/**
 * The time for which a row holds.
 *
 * @param from epoch milliseconds, inclusive; {@link Long#MIN_VALUE} for always
 * @param to epoch milliseconds, exclusive, after {@code from}; {@link Long#MAX_VALUE} for always
 */
record Validity(long from, long to) {
    boolean overlaps(Validity other) {
        return from < other.to && other.from < to;
    }

    /** The time that is in both, which overlap. */
    Validity shared(Validity other) {
        return new Validity(Math.max(from, other.from), Math.min(to, other.to));
    }

    /** When, in words that follow a verb. */
    Message text() {
        boolean begins = from != Long.MIN_VALUE;
        boolean ends = to != Long.MAX_VALUE;
        if (begins && ends) {
            return Message.of(
                    "registry.validity.both", "from", Instant.ofEpochMilli(from), "to", Instant.ofEpochMilli(to));
        }
        if (begins) {
            return Message.of("registry.validity.from", "from", Instant.ofEpochMilli(from));
        }
        return ends
                ? Message.of("registry.validity.to", "to", Instant.ofEpochMilli(to))
                : Message.of("registry.validity.always");
    }
}
