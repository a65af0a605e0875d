package io.parkpulse.mapping;

import java.io.Serializable;

/**
 * Rows of files, or of the values of a topic, that become records of one stream.
 *
 * @param files a path or a glob; null where there are none
 * @param topic name of a topic; null where there is none
 */
public record MappedInput(String files, String topic, RowFormat format, Mapping mapping) implements Serializable {}
