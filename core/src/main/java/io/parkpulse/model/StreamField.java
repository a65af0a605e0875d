package io.parkpulse.model;

import java.util.List;

/**
 * A field of a stream's records. A field that is optional may be missing or null. So may one that has others in its place,
 * if all of those are there, and those in its place, if it is.
 *
 * @param role what it says of the record
 * @param name in the record
 * @param type what it may hold
 * @param required whether it must be there
 * @param inPlaceOf what it says in place of another field, and together with all others in the same place; null if it is
 *     in no place but its own
 * @param words those it may hold, in the order in which messages name them; none if its type has no words
 */
public record StreamField(Role role, String name, Type type, boolean required, Role inPlaceOf, List<Word> words) {

    /**
     * What a field says of its record. Two records of a stream are the same record if they have the same {@link #SUBJECT},
     * {@link #AT}, {@link #NAME}, {@link #DIRECTION} and {@link #MODE}, and, of an INTERVAL meter, {@link #PERIOD}. Of those
     * the one with the highest {@link #REV} holds, then, but for check-ins, that with the latest {@link #RECEIVED}, then that
     * with the greatest {@link #VALUE}, then that with the greatest {@link #CAME_IN} and {@link #WENT_OUT}, then that with an
     * {@link #EVENT}.
     */
    public enum Role {
        /** The id of the meter or the enterprise. */
        SUBJECT,
        /** Event time. */
        AT,
        /** When it was received. */
        RECEIVED,
        /** Who or what it is of at its enterprise: a person, a gate. */
        NAME,
        /** How much. */
        VALUE,
        /** How many passed inwards since the record before. */
        CAME_IN,
        /** How many passed outwards since then. */
        WENT_OUT,
        /** Which of two copies holds. */
        REV,
        /** What the value is counted in. */
        UNIT,
        /** How long the value took. */
        PERIOD,
        /** What happened to the register. */
        EVENT,
        /** In or out. */
        DIRECTION,
        /** On site or online. */
        MODE
    }

    /** What a field may hold. */
    public enum Type {
        /** A text that is not blank. */
        TEXT,
        /** An instant: a text with an offset, or epoch milliseconds. */
        TIME,
        /** A whole number from 0 on. */
        WHOLE,
        /** A number of energy in the record's unit or else in its meter's; from 0 on unless that is signed. */
        ENERGY,
        /** One of some words, each with its flags of {@link Observation}. */
        WORD,
        /** One of some words, each with its Wh. */
        UNIT,
        /** An ISO-8601 duration above 0. */
        DURATION
    }

    /**
     * A word that a field may hold.
     *
     * @param meaning the flags that it sets, or the Wh of this unit
     */
    public record Word(String text, long meaning) {}

    static StreamField of(Role role, String name, Type type, Word... words) {
        return new StreamField(role, name, type, true, null, List.of(words));
    }

    /** The same, which may be missing or null. */
    StreamField optional() {
        return new StreamField(role, name, type, false, inPlaceOf, words);
    }

    /** The same, which may stand in place of another field. */
    StreamField inPlaceOf(Role other) {
        return new StreamField(role, name, type, required, other, words);
    }
}
