package io.parkpulse.catalogue;

import io.parkpulse.model.Names;
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
     * The name for people of this language: the one in it, else the one that is of no language, else any.
     *
     * @param plain what is of no language; may be blank
     */
    public String nameOf(Names names, String plain) {
        String own = switch (this) {
            case ZH -> names.zh();
            case EN -> names.en();
            case JA -> names.ja();
            case KO -> names.ko();
        };
        if (!own.isBlank()) {
            return own;
        }
        return plain.isBlank() ? names.any() : plain;
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
