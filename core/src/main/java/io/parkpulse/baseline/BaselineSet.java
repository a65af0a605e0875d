package io.parkpulse.baseline;

import io.parkpulse.message.Message;
import java.time.LocalDate;

/**
 * Baselines that were computed together.
 *
 * @param id its name, not blank
 * @param from the first local day out of which they were computed
 * @param to the last one, not before {@code from}
 */
public record BaselineSet(String id, LocalDate from, LocalDate to) {
    /** In a phrase for people, e.g. {@code autumn-2019, of 2019-10-08 to 2019-11-30}. */
    public Message inWords() {
        return Message.of("registry.baseline_set", "id", id, "from", from, "to", to);
    }
}
