package io.parkpulse.model;

import java.util.stream.Stream;

/**
 * What somebody or something is called, by language. A name that the registry does not give is empty.
 *
 * @param zh in Chinese
 * @param en in English
 * @param ja in Japanese
 * @param ko in Korean
 */
public record Names(String zh, String en, String ja, String ko) {
    /** No name in any language. */
    public static final Names NONE = new Names("", "", "", "");

    /** The first that there is, in the order of the languages; empty for none. */
    public String any() {
        return Stream.of(zh, en, ja, ko)
                .filter(name -> !name.isBlank())
                .findFirst()
                .orElse("");
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return equals(NONE);
    }
}
