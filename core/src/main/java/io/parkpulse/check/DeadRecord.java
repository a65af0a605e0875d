package io.parkpulse.check;

import io.parkpulse.ingest.Mistake;
import io.parkpulse.message.Message;
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
    Message sort() {
        if (mistake.field() == null) {
            return mistake.said().key().equals(Mistake.IN_DETAIL)
                    ? (Message) mistake.said().first()
                    : mistake.said();
        }
        String field = mistake.field().name();
        if (mistake.said() == null) {
            // Of a word that is not known it is the word that says what is wrong.
            return mistake.stands() == null
                    ? mistake.expected()
                    : Message.of("record.word", "field", field, "stands", mistake.stands());
        }
        return switch (mistake.field().type()) {
            case TEXT, WORD -> Message.of("record.field", "field", field, "what", mistake.said());
            case TIME, WHOLE, ENERGY, UNIT, DURATION -> mistake.said();
        };
    }

    /** Where it stands, and what is wrong with it. */
    Example example() {
        return new Example(stream.fileName(), line, id, mistake.brief());
    }
}
