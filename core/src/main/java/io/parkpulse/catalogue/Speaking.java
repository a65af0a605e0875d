package io.parkpulse.catalogue;

/** What speaks to people in a language of their choice. */
public interface Speaking {
    Language language();

    /** The language of somebody; English of whoever has no choice. */
    static Language of(Object somebody) {
        return somebody instanceof Speaking asked ? asked.language() : Language.EN;
    }
}
