package io.parkpulse.check;

import java.util.Locale;

/** Numbers in sentences. */
final class Counted {
    private Counted() {}

    /** With separators between the thousands. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A number of things; their plural ends with s. */
    static String of(long number, String thing) {
        return number(number) + " " + thing + (number == 1 ? "" : "s");
    }
}
