package io.parkpulse.ingest;

import io.parkpulse.model.Spelling;
import java.util.regex.Pattern;

/** What is left of an id without what people and programs change by mistake. */
public final class LooseId {
    /** Of longer ids nothing is left. */
    private static final int LONGEST = 100;

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cf}]+");
    private static final Pattern LEADING_ZEROS = Pattern.compile("(?<!\\d)0+(?=\\d)");
    private static final Pattern ZEROS_OF_A_FRACTION = Pattern.compile("(?<=\\d)\\.0+$");

    private LooseId() {}

    /** Equal for ids that differ by case, width, blanks, leading zeros, or the zeros that make a number a fraction. */
    public static String of(String id) {
        if (id.length() > LONGEST) {
            return "";
        }
        if (isLoose(id)) {
            return id;
        }
        String bare = BLANKS.matcher(Spelling.folded(id)).replaceAll("");
        return ZEROS_OF_A_FRACTION
                .matcher(LEADING_ZEROS.matcher(bare).replaceAll(""))
                .replaceAll("");
    }

    /** Whether nothing can be left out of it; of most ids it is clear at once. */
    private static boolean isLoose(String id) {
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '1' && c <= '9' || c == '-' || c == '_')) {
                return false;
            }
        }
        return true;
    }
}
