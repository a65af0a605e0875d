package io.parkpulse.mapping;

import java.io.Serializable;

/**
 * What the bytes of a value mean.
 *
 * @param content an Avro schema in UTF-8, or a set of file descriptors of Protocol Buffers
 * @param message the full name of a message; null for Avro
 */
public record ValueSchema(byte[] content, String message) implements Serializable {}
