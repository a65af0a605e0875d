package io.parkpulse.catalogue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The languages of texts for people. */
public enum Language {
    ZH,
    EN,
    JA,
    KO;

    /** Its tag, e.g. {@code zh}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The language of a tag, whatever its region: {@code zh-CN} is {@link #ZH}.
     *
     * @return empty for a language that there is not
     */
    public static Optional<Language> of(String tag) {
        String primary = tag.strip().toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
        return Arrays.stream(values())
                .filter(language -> language.code().equals(primary))
                .findFirst();
    }
}
