package io.parkpulse.connectors.lines;

import java.io.Serializable;

/**
 * A run of whole lines in a file, or one oversize line.
 *
 * @param file index of the file
 * @param offset of the first byte in the file as it is stored
 * @param length in bytes; without the line feed for an oversize line
 * @param firstLine number of the first line, from 1; 0 where every line carries its own (sorted files)
 * @param lines how many of its lines are not blank; at least 1
 * @param min least event time of its valid records, {@link Long#MAX_VALUE} if it has none
 * @param max greatest event time of its valid records, {@link Long#MIN_VALUE} if it has none
 * @param oversize whether it is one oversize line of a file that is not sorted
 */
record Block(int file, long offset, long length, long firstLine, int lines, long min, long max, boolean oversize)
        implements Serializable {

    /** The same after so many more lines. */
    Block after(long moreLines) {
        return new Block(file, offset, length, firstLine + moreLines, lines, min, max, oversize);
    }
}
