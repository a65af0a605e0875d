package io.parkpulse.mapping;

import io.parkpulse.model.Stream;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** A field of a record that a row gives, beside the time. */
public enum MappedField {
    /** Id of a meter. */
    METER(Stream.POWER),
    /** Id of an enterprise. */
    ENTERPRISE(Stream.HEADCOUNT, Stream.CHECKIN),
    /** Id of a person. */
    PERSON(Stream.CHECKIN),
    /** Id of what counts people at an enterprise. */
    SOURCE(Stream.HEADCOUNT),
    /** What a meter shows or has counted, or a mean power. */
    VALUE(Stream.POWER),
    /** The unit of {@link #VALUE}. */
    UNIT(Stream.POWER),
    /** Persons inside. */
    COUNT(Stream.HEADCOUNT),
    /** Persons who came in. */
    IN(Stream.HEADCOUNT),
    /** Persons who went out. */
    OUT(Stream.HEADCOUNT),
    /** In or out. */
    DIRECTION(Stream.CHECKIN),
    /** On site or online. */
    MODE(Stream.CHECKIN);

    private final Set<Stream> streams;

    MappedField(Stream first, Stream... others) {
        this.streams = EnumSet.of(first, others);
    }

    /** Its key in a mapping, e.g. {@code meter}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether records of a stream have it. */
    public boolean isOf(Stream stream) {
        return streams.contains(stream);
    }

    /** Whether it names a thing or a person. */
    public boolean isId() {
        return this == METER || this == ENTERPRISE || this == PERSON || this == SOURCE;
    }

    /** Whether its values are words of a fixed list, which a file may spell otherwise. */
    public boolean isWord() {
        return this == UNIT || this == DIRECTION || this == MODE;
    }
}
