package io.parkpulse.model;

import java.text.Normalizer;
import java.util.Locale;

/** How texts from people and spreadsheets are spelled: what is blank in them, and what an eye can see of them. */
public final class Spelling {
    private static final int LONGEST_SHOWN = 80;
    private static final int MOST_ASCII = 0x7F;

    private Spelling() {}

    /**
     * Whether a character shows nothing: white space, also that which does not break (U+00A0) or is as wide as a Han
     * character (U+3000), and what takes no room at all, such as U+200B or a byte order mark.
     */
    public static boolean isBlank(int codePoint) {
        return codePoint <= MOST_ASCII
                ? Character.isWhitespace(codePoint)
                : Character.isWhitespace(codePoint)
                        || Character.isSpaceChar(codePoint)
                        || Character.getType(codePoint) == Character.FORMAT;
    }

    /** Whether there is nothing to see in a text. */
    public static boolean isBlank(String text) {
        return firstSeen(text) == text.length();
    }

    /** A text without the blanks at its edges. */
    public static String strip(String text) {
        int from = firstSeen(text);
        int to = text.length();
        while (from < to && isBlank(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }

    private static int firstSeen(String text) {
        int at = 0;
        while (at < text.length() && isBlank(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }

    /** Equal for texts that differ by case, by the width of their characters and by blanks at their edges only. */
    public static String folded(String text) {
        return strip(Normalizer.normalize(text, Normalizer.Form.NFKC)).toLowerCase(Locale.ROOT);
    }

    /** What a terminal can show in one line: what cannot be seen as its number, the end of a long text cut off. */
    public static String printable(String text) {
        boolean cut = text.codePointCount(0, text.length()) > LONGEST_SHOWN;
        return cut ? visible(text.substring(0, text.offsetByCodePoints(0, LONGEST_SHOWN))) + "…" : visible(text);
    }

    /** A text of one line, what cannot be seen in it as its number; the blank of every keyboard stays. */
    public static String visible(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c != ' ' && isBlank(c) || Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
                shown.append(String.format("\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }
}
