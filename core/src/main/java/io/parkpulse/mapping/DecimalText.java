package io.parkpulse.mapping;

import java.math.BigDecimal;

/** A number as a file spells it, with a unit behind it or not. Reused from row to row. */
final class DecimalText {
    private static final int SAFE_DIGITS = 15;
    private static final int GROUP = 3;
    /** As many as the longest double has behind its point, and more than a record's energy can tell apart. */
    private static final int MOST_DIGITS = 1_100;

    /** Beyond so many digits before the point no factor and no unit brings a number back into a record's range. */
    private static final int ENDLESS = 100;

    private static final String DIGITS_IN_UNIT = " 10MWh";

    private final char ofMapping;
    private char decimal;

    /** What can be said of the number. */
    enum Verdict {
        FINE,
        NOT_A_NUMBER,
        TOO_LARGE
    }

    /** The number in the spelling of JSON, with the digits that the file gives it. */
    String plain;

    /** What stands behind the number; empty for nothing. */
    String suffix;

    /** @param decimal the sign before decimals; blank where nobody said: then it is the point, and a comma is refused */
    DecimalText(char decimal) {
        this.ofMapping = decimal;
    }

    /**
     * Reads a text without blanks at its ends. What is fine may still be too large for a record: a factor may yet make it
     * smaller.
     *
     * @param isNumber whether its decimal sign is a point, whatever the mapping says of texts
     */
    Verdict read(String text, boolean isNumber) {
        decimal = isNumber ? ' ' : ofMapping;
        suffix = "";
        if (isPlain(text)) {
            plain = text;
            return Verdict.FINE;
        }
        int end = text.length();
        while (end > 0 && !TimeFormat.isDigit(text.charAt(end - 1)) && !isPoint(text.charAt(end - 1))) {
            end--;
        }
        String number = text.substring(0, end);
        suffix = IdRule.trimmed(text.substring(end));
        if (text.endsWith(DIGITS_IN_UNIT)) {
            // The unit begins with digits, which only a blank parts from the number's.
            number = IdRule.trimmed(text.substring(0, text.length() - DIGITS_IN_UNIT.length()));
            suffix = IdRule.trimmed(DIGITS_IN_UNIT);
        }
        return decimal(withPoint(number));
    }

    private Verdict decimal(String spelled) {
        if (spelled == null
                || spelled.length() > MOST_DIGITS
                || !spelled.chars().allMatch(c -> "0123456789+-.eE".indexOf(c) >= 0)) {
            return Verdict.NOT_A_NUMBER;
        }
        BigDecimal value;
        try {
            value = new BigDecimal(spelled);
        } catch (NumberFormatException e) {
            return Verdict.NOT_A_NUMBER;
        }
        if (value.signum() == 0) {
            value = value.setScale(Math.max(0, Math.min(value.scale(), MOST_DIGITS)));
        } else if ((long) value.precision() - value.scale() > ENDLESS) {
            return Verdict.TOO_LARGE;
        } else if (value.scale() > MOST_DIGITS) {
            return Verdict.NOT_A_NUMBER;
        }
        plain = value.toPlainString();
        return Verdict.FINE;
    }

    private boolean isPoint(char c) {
        return c == (decimal == ',' ? ',' : '.');
    }

    /** Whether it is what JSON calls a number, short, and the same in a file without other signs. */
    private boolean isPlain(String text) {
        int length = text.length();
        int at = length > 0 && text.charAt(0) == '-' ? 1 : 0;
        int first = at;
        if (length - first > SAFE_DIGITS || length == first) {
            return false;
        }
        while (at < length && TimeFormat.isDigit(text.charAt(at))) {
            at++;
        }
        if (at == first || text.charAt(first) == '0' && at - first > 1) {
            return false;
        }
        if (at == length) {
            return true;
        }
        if (text.charAt(at) != '.' || decimal == ',' || at + 1 == length) {
            return false;
        }
        for (at++; at < length; at++) {
            if (!TimeFormat.isDigit(text.charAt(at))) {
                return false;
            }
        }
        return true;
    }

    /** Signs of thousands taken out, the decimal sign a point; null if it is no number that way. */
    private String withPoint(String text) {
        char point = decimal == ',' ? ',' : '.';
        int pointAt = text.indexOf(point);
        String whole = pointAt < 0 ? text : text.substring(0, pointAt);
        String decimals = pointAt < 0 ? "" : "." + text.substring(pointAt + 1);
        if (decimals.indexOf(',') >= 0) {
            return null;
        }
        StringBuilder digits = new StringBuilder(text.length());
        char groupSign = 0; // none yet
        int inGroup = 0;
        for (int i = 0; i < whole.length(); i++) {
            char c = whole.charAt(i);
            if (isGroupSign(c)) {
                // Two numbers in a cell are not one with thousands.
                boolean first = groupSign == 0 && inGroup >= 1 && inGroup <= GROUP;
                if (!first && (groupSign != c || inGroup != GROUP)) {
                    return null;
                }
                groupSign = c;
                inGroup = 0;
            } else {
                inGroup += TimeFormat.isDigit(c) || groupSign != 0 ? 1 : 0;
                digits.append(c);
            }
        }
        return groupSign != 0 && inGroup != GROUP
                ? null
                : digits.append(decimals).toString();
    }

    private boolean isGroupSign(char c) {
        return switch (c) {
            case ',' -> decimal == '.';
            case '.' -> decimal == ',';
            case ' ', '\u00A0', '\u202F', '\'', '\u2019' -> true;
            default -> false;
        };
    }
}
