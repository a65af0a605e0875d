package io.parkpulse.connectors.lines;

/**
 * A line in a sorted file, big-endian: length (4 bytes), number of the line in the original file (8), offset in the
 * original file (8), the line's bytes without a line feed. Of an oversize line: the complement of the length of what is
 * kept of it, number, offset, its full length (8), and what is kept.
 */
final class Frame {
    /** How much longer than a line its frame is at most. */
    static final int MOST_HEADER = 28;

    private static final int HEADER = 20;

    private Frame() {}

    static int size(Line line) {
        return (line.oversize ? MOST_HEADER : HEADER) + line.length;
    }

    /** Where in its frame a line starts that is not oversize. */
    static int start() {
        return HEADER;
    }

    /** Writes a line to a place that is large enough. */
    static void write(byte[] target, int at, Line line) {
        Bytes.putInt(target, at, line.oversize ? ~line.length : line.length);
        Bytes.putLong(target, at + 4, line.number);
        Bytes.putLong(target, at + 12, line.fileOffset);
        int start = at + HEADER;
        if (line.oversize) {
            Bytes.putLong(target, start, line.fullLength);
            start += Long.BYTES;
        }
        System.arraycopy(line.buffer, line.offset, target, start, line.length);
    }

    /** Size of the frame that starts with this number. */
    static int size(int lengthField) {
        return lengthField < 0 ? MOST_HEADER + ~lengthField : HEADER + lengthField;
    }

    /** Sets all of the line but its file and buffer; returns the end of the frame. */
    static int read(byte[] buffer, int at, Line line) {
        int length = Bytes.getInt(buffer, at);
        int start = at + HEADER;
        line.number = Bytes.getLong(buffer, at + 4);
        line.fileOffset = Bytes.getLong(buffer, at + 12);
        line.oversize = length < 0;
        if (line.oversize) {
            length = ~length;
            line.fullLength = Bytes.getLong(buffer, start);
            start += Long.BYTES;
        } else {
            line.fullLength = length;
        }
        line.offset = start;
        line.length = length;
        return start + length;
    }
}
