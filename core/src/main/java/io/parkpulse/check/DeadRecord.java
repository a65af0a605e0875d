package io.parkpulse.check;

import io.parkpulse.ingest.Mistake;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Stream;

/**
 * A record that is dead by itself.
 *
 * @param line in its file, from 1
 * @param id what it is about, as it says; null if it does not say
 */
record DeadRecord(Stream stream, long line, DeadReason reason, Mistake mistake, String id) {
    /** What is wrong, without what stands there: alike for records in which the same is wrong. */
    String sort() {
        if (mistake.field() == null) {
            return mistake.said().split(": ")[0];
        }
        if (mistake.said().isEmpty()) {
            // Of a word that is not known it is the word that says what is wrong.
            return mistake.stands() == null
                    ? mistake.expected()
                    : mistake.field().name() + " " + mistake.stands();
        }
        return switch (mistake.field().type()) {
            case TEXT, WORD -> mistake.field().name() + ": " + mistake.said();
            case TIME, WHOLE, ENERGY, UNIT, DURATION -> mistake.said();
        };
    }

    /** Where it stands, and what is wrong with it. */
    Example example() {
        return new Example(stream.fileName(), line, id, mistake.brief());
    }
}
