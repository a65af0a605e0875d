package io.parkpulse.connectors.lines;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * One line of a file, as {@link LineSource} emits it: a view of the reader's buffer. The source emits the same object
 * again and again, so a line is valid only until the next one, and a consumer copies what it wants to keep.
 *
 * <p>The consumer should be chained to the source and {@code pipeline.object-reuse} should be on. Otherwise the
 * result is the same, but Flink copies the whole buffer, some megabytes, for every line.
 */
public final class Line {
    /** Index of the file in the survey's list. */
    public int file;

    /** Holds the line, among others. Not to be changed. */
    public byte[] buffer;

    /** Of the line's first byte in the buffer. */
    public int offset;

    /** Bytes of the line in the buffer, without its line feed; a carriage return belongs to the line. */
    public int length;

    /** Of the line in its file, starting with 1; blank lines count. */
    public long number;

    /** Of the line's first byte in the original file, in bytes. */
    public long fileOffset;

    /** Whether the line is longer than the survey's limit; then the buffer holds at most its first 200 bytes. */
    public boolean oversize;

    /** Length of the line in the original file in bytes, without its line feed; more than length only if oversize. */
    public long fullLength;

    /** An empty line, to be filled by the reader. */
    public Line() {
        buffer = new byte[0];
    }

    /** For people: where the line lies, and its first bytes. */
    @Override
    public String toString() {
        return "line " + number + " of file " + file + ": " + new String(buffer, offset, Math.min(length, 80), UTF_8);
    }
}
