package io.parkpulse.live;

/**
 * A record of the topic of declarations.
 *
 * @param source where it stands, as {@link Position#text} says it
 * @param value what it holds
 */
public record DeclarationRecord(String source, byte[] value) {}
