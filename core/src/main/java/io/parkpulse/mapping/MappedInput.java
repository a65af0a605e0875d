package io.parkpulse.mapping;

/**
 * Files whose rows become records of one stream.
 *
 * @param files a path or a glob
 */
public record MappedInput(String files, RowFormat format, Mapping mapping) {}
