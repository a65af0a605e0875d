package io.parkpulse.wall;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the wall is fed with, as topics of a running system. */
public enum WallTopic {
    /** Trailing windows; key {@code scope|end}. */
    INDICES,
    /** Local days; key {@code scope|day}. */
    DAILY,
    /** What each day is made of; key {@code day|enterprise}. */
    ENTERPRISES,
    /** Alerts; key: their id. */
    ALERTS,
    /**
     * Rows of the registry; key {@code park/ID}, {@code enterprise/ID/VALID_FROM}, {@code meter/…}, {@code method/ID},
     * where in an id a slash is written {@code %2F} and a percent sign {@code %25}.
     */
    REGISTRY;

    /** The topic's name, e.g. {@code parkpulse.indices}. */
    public String topic() {
        return "parkpulse." + name().toLowerCase(Locale.ROOT);
    }

    static Optional<WallTopic> of(String topic) {
        return Arrays.stream(values()).filter(it -> it.topic().equals(topic)).findFirst();
    }
}
