package io.parkpulse.ingest;

import io.parkpulse.catalogue.Sentences;
import io.parkpulse.message.Message;
import io.parkpulse.model.StreamField;

/**
 * What is wrong with a record.
 *
 * @param field the one that is wrong; null if it is the whole record
 * @param stands what stands in the field, printable, texts in quotes; null where nothing does or that does not matter
 * @param said what is wrong with it; null where what is expected says all
 * @param expected what was expected; null where that is clear
 */
public record Mistake(StreamField field, String stands, Message said, Message expected) {
    /** The key of what is said of a whole record in two parts, of which the first is the same for many. */
    public static final String IN_DETAIL = "colon";

    /** One of the whole record. */
    public static Mistake ofRecord(Message said) {
        return new Mistake(null, null, said, null);
    }

    static Mistake ofField(StreamField field, String key) {
        return new Mistake(field, null, Message.of(key), null);
    }

    /** All of it, for a person, as dead letters have it. */
    public String text() {
        Message brief = brief();
        return Sentences.ENGLISH.of(
                said == null || expected == null ? brief : Message.joined("semicolon", brief, expected));
    }

    /** The same without what was expected, if anything else is said. */
    public Message brief() {
        Message what = said == null ? expected : said;
        if (field == null) {
            return what;
        }
        return stands == null
                ? Message.of("record.field", "field", field.name(), "what", what)
                : Message.of("record.stands", "field", field.name(), "stands", stands, "what", what);
    }

    /** Whether a number stands in the field that is below 0. */
    public boolean isNegative() {
        return stands != null && stands.length() > 1 && stands.charAt(0) == '-' && Character.isDigit(stands.charAt(1));
    }
}
