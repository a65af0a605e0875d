package io.parkpulse.model;

import java.util.Comparator;

/** The order of ids in everything that is written. */
public final class Ids {
    /**
     * By Unicode code point, which is also the order of the UTF-8 bytes. {@link String#compareTo} would put characters
     * beyond the basic plane (rare Han characters among them) before U+E000 to U+FFFF.
     */
    public static final Comparator<String> BY_CODE_POINT = Ids::compareByCodePoint;

    private Ids() {}

    private static int compareByCodePoint(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                return rank(x) - rank(y);
            }
        }
        return a.length() - b.length();
    }

    /** Moves surrogates, which stand for the code points beyond U+FFFF, behind all other characters. */
    private static int rank(char c) {
        return Character.isSurrogate(c) ? c + 0x10000 : c;
    }
}
