package io.parkpulse.ingest;

import io.parkpulse.model.StreamField;

/**
 * What is wrong with a record.
 *
 * @param field the one that is wrong; null if it is the whole record
 * @param stands what stands in the field, printable, texts in quotes; null where nothing does or that does not matter
 * @param said what is wrong with it; empty where what is expected says all
 * @param expected what was expected, beginning with that word; empty where that is clear
 */
public record Mistake(StreamField field, String stands, String said, String expected) {

    /** One of the whole record. */
    public static Mistake ofRecord(String said) {
        return new Mistake(null, null, said, "");
    }

    static Mistake ofField(StreamField field, String said) {
        return new Mistake(field, null, said, "");
    }

    /** All of it, for a person. */
    public String text() {
        return brief() + (said.isEmpty() || expected.isEmpty() ? "" : "; ") + (said.isEmpty() ? "" : expected);
    }

    /** The same without what was expected, if anything else is said. */
    public String brief() {
        String what = said.isEmpty() ? expected : said;
        return field == null ? what : field.name() + (stands == null ? "" : " " + stands) + ": " + what;
    }

    /** Whether a number stands in the field that is below 0. */
    public boolean isNegative() {
        return stands != null && stands.length() > 1 && stands.charAt(0) == '-' && Character.isDigit(stands.charAt(1));
    }
}
