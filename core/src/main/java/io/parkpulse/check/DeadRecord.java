package io.parkpulse.check;

import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Stream;
import io.parkpulse.model.StreamField;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A record that is dead by itself.
 *
 * @param line in its file, from 1
 * @param detail what exactly is wrong with it; begins with the name of a field and what stands there, if it is one
 * @param id what it is about, as it says; null if it does not say
 */
record DeadRecord(Stream stream, long line, DeadReason reason, String detail, String id) {
    private static final Pattern PARTS = Pattern.compile("(?<name>\\w+)(?<stands> (?:\".*?\"|\\S+))?: (?<said>.*)");
    private static final Pattern EXPECTED = Pattern.compile("; expected .*");

    /** The field that is wrong; null if it is the whole record. */
    StreamField field() {
        Matcher parts = PARTS.matcher(detail);
        if (!parts.matches()) {
            return null;
        }
        return stream.fields().stream()
                .filter(field -> field.name().equals(parts.group("name")))
                .findFirst()
                .orElse(null);
    }

    /** Whether a number stands in its field that is below 0. */
    boolean isNegative() {
        Matcher parts = PARTS.matcher(detail);
        String stands = parts.matches() ? parts.group("stands") : null;
        return stands != null && stands.matches(" -[0-9].*");
    }

    /** What is wrong, without what stands there: alike for records in which the same is wrong. */
    String mistake() {
        Matcher parts = PARTS.matcher(detail);
        if (!parts.matches() || field() == null) {
            return detail.split(": ")[0];
        }
        String said = EXPECTED.matcher(parts.group("said")).replaceFirst("");
        String name = parts.group("name");
        if (said.startsWith("expected ") && parts.group("stands") != null) {
            return name + parts.group("stands"); // of a word that is not known it is the word that says what is wrong
        }
        return switch (field().type()) {
            case TEXT, WORD -> name + ": " + said;
            case TIME, WHOLE, ENERGY, UNIT, DURATION -> said;
        };
    }

    /** Where it stands, and what is wrong with it. */
    Example example() {
        return new Example(stream.fileName(), line, id, EXPECTED.matcher(detail).replaceFirst(""));
    }
}
