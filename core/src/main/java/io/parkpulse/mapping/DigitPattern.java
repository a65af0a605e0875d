package io.parkpulse.mapping;

import java.util.ArrayList;
import java.util.List;

/** A pattern of digits and signs only, which most are; several times as fast as one with letters. */
final class DigitPattern extends TimeFormat {
    private static final long serialVersionUID = 1L;

    private static final String LETTERS = "yMdHmsS";

    /** @param letter what the digits are; 0 for a sign, which is {@code least} then */
    private record Piece(char letter, int least, int most) {}

    private final Piece[] pieces;

    private DigitPattern(String text, List<Piece> pieces) {
        super(text);
        this.pieces = pieces.toArray(Piece[]::new);
    }

    /** Null if the pattern is of another kind. */
    static DigitPattern ofDigits(String text) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder seen = new StringBuilder();
        for (int i = 0; i < text.length(); ) {
            char c = text.charAt(i);
            if (c == '\'') {
                int end = text.indexOf('\'', i + 1);
                if (end < 0) {
                    return null;
                }
                String quoted = end == i + 1 ? "'" : text.substring(i + 1, end);
                quoted.chars().forEach(sign -> pieces.add(new Piece((char) 0, sign, 1)));
                i = end + 1;
                continue;
            }
            int run = 1;
            while (i + run < text.length() && text.charAt(i + run) == c) {
                run++;
            }
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
                boolean known = c == 'y' ? run == 4 : c == 'S' ? run <= 9 : LETTERS.indexOf(c) >= 0 && run <= 2;
                if (!known || seen.indexOf(String.valueOf(c)) >= 0) {
                    return null;
                }
                seen.append(c);
                pieces.add(new Piece(c, run, run == 1 && c != 'S' ? 2 : run));
            } else if ("[]{}#".indexOf(c) >= 0) {
                return null;
            } else {
                for (int n = 0; n < run; n++) {
                    pieces.add(new Piece((char) 0, c, 1));
                }
            }
            i += run;
        }
        boolean hasDay = "yMd".chars().allMatch(letter -> seen.indexOf(String.valueOf((char) letter)) >= 0);
        return hasDay ? new DigitPattern(text, pieces) : null;
    }

    @Override
    public boolean needsZone() {
        return true;
    }

    @Override
    boolean read(String text, TimeReading into) {
        int year = 0;
        int month = 0;
        int day = 0;
        int hour = 0;
        int minute = 0;
        int second = 0;
        int millis = 0;
        int at = 0;
        int length = text.length();
        for (Piece piece : pieces) {
            if (piece.letter == 0) {
                if (at == length || text.charAt(at++) != piece.least) {
                    return false;
                }
                continue;
            }
            int value = 0;
            int digits = 0;
            int places = 100;
            while (digits < piece.most && at < length && isDigit(text.charAt(at))) {
                int digit = text.charAt(at++) - '0';
                if (piece.letter == 'S') {
                    value += digit * places;
                    places /= 10;
                } else {
                    value = value * 10 + digit;
                }
                digits++;
            }
            if (digits < piece.least) {
                return false;
            }
            switch (piece.letter) {
                case 'y' -> year = value;
                case 'M' -> month = value;
                case 'd' -> day = value;
                case 'H' -> hour = value;
                case 'm' -> minute = value;
                case 's' -> second = value;
                default -> millis = value;
            }
        }
        return at == length
                && LocalDays.isDay(year, month, day)
                && LocalDays.isTime(hour, minute, second)
                && into.local(LocalDays.millis(year, month, day, hour, minute, second, millis));
    }
}
