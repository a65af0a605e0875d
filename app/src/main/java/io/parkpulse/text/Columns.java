package io.parkpulse.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.utils.WCWidth;

/** Text in a terminal's columns, of which a Han character takes two. */
public final class Columns {
    /** Not the ellipsis character: Chinese fonts draw it as wide as two columns. */
    private static final String CUT = "..";

    private Columns() {}

    /** How many columns a terminal gives a text. */
    public static int width(String text) {
        return text.codePoints().map(Columns::width).sum();
    }

    private static int width(int codePoint) {
        return Math.max(0, WCWidth.wcwidth(codePoint));
    }

    /** The text with blanks after it. */
    public static String left(String text, int width) {
        return text + blanks(width - width(text));
    }

    /** The text with blanks before it. */
    public static String right(String text, int width) {
        return blanks(width - width(text)) + text;
    }

    private static String blanks(int count) {
        return " ".repeat(Math.max(0, count));
    }

    /** The text in one line and in no more columns than these, its end cut off if need be. */
    public static String cut(String text, int width) {
        String line = oneLine(text);
        if (width(line) <= width) {
            return line;
        }
        StringBuilder cut = new StringBuilder();
        int columns = width(CUT);
        for (int codePoint : line.codePoints().toArray()) {
            columns += width(codePoint);
            if (columns > width) {
                break;
            }
            cut.appendCodePoint(codePoint);
        }
        return cut.append(CUT).toString();
    }

    /** The text with a blank for whatever would move the cursor. */
    public static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(c -> line.appendCodePoint(breaksLine(c) ? ' ' : c));
        return line.toString();
    }

    private static boolean breaksLine(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }

    /**
     * Breaks a text at blanks, and where Chinese and Japanese do, into lines of no more columns than these; a longer word
     * keeps a line for itself.
     */
    public static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            String blank = line.length() > 0 ? " " : "";
            for (String piece : pieces(word)) {
                if (line.length() > 0 && width(line.toString()) + blank.length() + width(piece) > width) {
                    lines.add(line.toString());
                    line.setLength(0);
                    blank = "";
                }
                line.append(blank).append(piece);
                blank = "";
            }
        }
        lines.add(line.toString());
        return lines;
    }

    /** What of a word must stay together: all of it, but beside the characters of scripts that have no blanks. */
    private static List<String> pieces(String word) {
        if (word.chars().noneMatch(Columns::needsNoBlank)) {
            return List.of(word);
        }
        List<String> pieces = new ArrayList<>();
        BreakIterator breaks = BreakIterator.getLineInstance(Locale.ROOT);
        breaks.setText(word);
        int from = 0;
        for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
            boolean last = to == word.length();
            if (last || width(word.charAt(to - 1)) > 1 || width(word.charAt(to)) > 1) {
                pieces.add(word.substring(from, to));
                from = to;
            }
        }
        return pieces;
    }

    private static boolean needsNoBlank(int c) {
        return switch (Character.UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA -> true;
            default -> false;
        };
    }
}
