package io.parkpulse.files.checked;

import java.util.Comparator;
import java.util.List;

/**
 * Something wrong with a file, in a form that says where and what to do.
 *
 * @param file name of the file, or of the directory where it is missing
 * @param line from 1, of a CSV row its first line; 0 where the whole file is meant
 * @param column name of the column or path of the parameter; null where none is meant
 * @param value what stands there; null where nothing is quoted
 * @param expected what should stand there; completes "expected …"
 */
public record Problem(String file, int line, String column, String value, String expected) {
    private static final int LONGEST_VALUE = 80;

    /** The order of these files, then by line and column. */
    public static Comparator<Problem> inOrderOf(List<String> files) {
        return Comparator.comparingInt((Problem problem) -> files.indexOf(problem.file()))
                .thenComparingInt(Problem::line)
                .thenComparing(Problem::column, Comparator.nullsFirst(Comparator.naturalOrder()));
    }

    /** One line to print, e.g. {@code enterprises.csv:17: park_id "P9": expected the id of a park in parks.csv}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(file);
        if (line > 0) {
            text.append(':').append(line);
        }
        text.append(": ");
        if (column != null) {
            text.append(column);
            if (value != null) {
                text.append(" \"").append(printable(value)).append('"');
            }
            text.append(": ");
        } else if (value != null) {
            text.append(printable(value)).append(": ");
        }
        return text.append("expected ").append(escaped(expected)).toString();
    }

    /** What a terminal can show in one line: control characters escaped, the end of a long text cut off. */
    public static String printable(String value) {
        boolean cut = value.codePointCount(0, value.length()) > LONGEST_VALUE;
        return cut ? escaped(value.substring(0, value.offsetByCodePoints(0, LONGEST_VALUE))) + "…" : escaped(value);
    }

    private static String escaped(String value) {
        StringBuilder text = new StringBuilder(value.length());
        value.codePoints().forEach(c -> {
            if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
                text.append(String.format("\\u%04x", c));
            } else {
                text.appendCodePoint(c);
            }
        });
        return text.toString();
    }
}
