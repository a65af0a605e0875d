package io.parkpulse.connectors.lines;

import java.io.Serializable;

/**
 * How to find the event time of a line. It is called by several threads at once, so it must keep no state between
 * calls, and it must not keep or change the buffer.
 */
public interface LineClock extends Serializable {
    /** The answer of {@link #peek} for a line without an event time. */
    long NONE = Long.MIN_VALUE;

    /**
     * A cheap look at the event time, called for every line that is neither blank nor oversize. It may answer a time
     * for a line that is no valid record.
     *
     * @param file index of the file in the survey's list
     * @param buffer holds the line
     * @param offset of the line's first byte in the buffer
     * @param length of the line in bytes, without its line feed
     * @return milliseconds since the epoch, or {@link #NONE}
     */
    long peek(int file, byte[] buffer, int offset, int length);

    /**
     * Whether the line is a valid record, whose event time is then what {@link #peek} answers. Only valid records
     * count for bounds and watermarks. Called rarely: a few times per block of lines.
     *
     * @param file index of the file in the survey's list
     * @param buffer holds the line
     * @param offset of the line's first byte in the buffer
     * @param length of the line in bytes, without its line feed
     */
    boolean isRecord(int file, byte[] buffer, int offset, int length);
}
