package io.parkpulse.mapping;

import java.io.Serializable;

/**
 * Where a text comes from.
 *
 * @param text name or number of a column, a JSON Pointer, the constant itself, or a local time
 */
public record Place(Kind kind, String text) implements Serializable {
    /** How a place is found. */
    public enum Kind {
        /** A column of a table, by its name, or its number from 1. */
        COLUMN,
        /** A JSON Pointer into a record: {@code /a/b}. */
        POINTER,
        /** The same text for all rows. */
        CONSTANT,
        /** The column of one time of the day in a wide table: {@code 00:15}. */
        TIME
    }
}
