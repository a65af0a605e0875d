package io.parkpulse.explain;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Which window of a scope is asked for, and what it is compared with. Days are compared with days, moments with moments.
 *
 * @param scope e.g. {@code park:P1/tier:above-scale}
 * @param day the local day; null for the last one of the scope, or where {@code at} is given
 * @param at the moment at which a trailing window ends; null for a day
 * @param against another day; null for the day before
 * @param againstAt another moment; null for 24 hours before
 */
public record Question(String scope, LocalDate day, Instant at, LocalDate against, Instant againstAt) {

    public Question {
        if (at == null ? againstAt != null : day != null || against != null) {
            throw new IllegalArgumentException("days and moments in one question");
        }
    }

    /** Of a day, against the day before. */
    public static Question ofDay(String scope, LocalDate day) {
        return new Question(scope, day, null, null, null);
    }

    boolean isOfMoment() {
        return at != null;
    }
}
