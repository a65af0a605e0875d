package io.parkpulse.catalogue;

/** What speaks to people in a language of their choice. */
public interface Speaking {
    Language language();
}
