package io.parkpulse.mapping;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How an id of a file becomes an id of the registry.
 *
 * @param trim without blanks of any kind at its ends
 * @param foldWidth full-width letters, digits and signs count as the usual ones
 * @param foldCase capitals and small letters count as the same
 * @param pad digits are filled up with zeros at the left to this length; 0 for none
 * @param table ids of the file to other ids; one that is not in it stays as it is
 * @param prefix what is put before it
 */
public record IdRule(
        boolean trim, boolean foldWidth, boolean foldCase, int pad, Map<String, String> table, String prefix)
        implements Serializable {
    /** Blanks at the ends are never meant; nothing else changes. */
    public static final IdRule NONE = new IdRule(true, false, false, 0, Map.of(), "");

    private static final char WIDE_FIRST = '\uFF01';
    private static final char WIDE_LAST = '\uFF5E';
    private static final int WIDE = WIDE_FIRST - '!';

    public IdRule {
        table = Map.copyOf(table);
    }

    /** Whether spellings of the registry count as the same that differ by case or width. */
    boolean folds() {
        return foldWidth || foldCase;
    }

    /** The id of a text, before the registry's own spelling is looked for. */
    String apply(String text) {
        String id = padded(fold(trim ? trimmed(text) : text));
        return prefixed(table.getOrDefault(id, id));
    }

    /** The same of a text that is spelled as the registry spells it. */
    String applyUnfolded(String text) {
        String spelled = trim ? trimmed(text) : text;
        return prefixed(table.getOrDefault(padded(fold(spelled)), padded(spelled)));
    }

    private String padded(String id) {
        return id.length() < pad && !id.isEmpty() && id.chars().allMatch(c -> c >= '0' && c <= '9')
                ? "0".repeat(pad - id.length()) + id
                : id;
    }

    private String prefixed(String id) {
        return id.isEmpty() ? id : prefix + id;
    }

    /** A text in which letters stand for all that count as the same. */
    String fold(String text) {
        String folded = text;
        if (foldWidth) {
            StringBuilder narrow = new StringBuilder(text.length());
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                narrow.append(c >= WIDE_FIRST && c <= WIDE_LAST ? (char) (c - WIDE) : c == '\u3000' ? ' ' : c);
            }
            folded = narrow.toString();
        }
        return foldCase ? folded.toLowerCase(Locale.ROOT) : folded;
    }

    /** This rule with a table's keys as they are looked up: trimmed and folded as ids are. */
    public IdRule ready() {
        Map<String, String> keys = new HashMap<>();
        table.forEach((from, to) -> keys.putIfAbsent(fold(trim ? trimmed(from) : from), to));
        return new IdRule(trim, foldWidth, foldCase, pad, keys, prefix);
    }

    /** Without blanks, marks of byte order, control characters and blanks that do not break, at its ends. */
    static String trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return from == 0 && to == text.length() ? text : text.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c <= ' '
                || c > '~'
                        && (Character.isWhitespace(c)
                                || Character.isSpaceChar(c)
                                || Character.isISOControl(c)
                                || c == '\uFEFF'
                                || c == '\u200B');
    }
}
