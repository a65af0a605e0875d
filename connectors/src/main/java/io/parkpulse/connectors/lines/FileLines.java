package io.parkpulse.connectors.lines;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The lines of one file in its order, in one pass and without a survey: lines as {@link LineSurvey} says what they are,
 * also which are blank and which oversize.
 */
public final class FileLines implements Closeable {
    private static final int READ = 256 << 10;

    private final FileChannel channel;
    private final long size;
    private final int file;
    private final int maxLineBytes;
    private final byte[] buffer;
    /** Where in the file the buffer's first byte lies. */
    private long base;

    private int position;
    private int limit;
    private long number;

    /**
     * Opens a file that exists.
     *
     * @param index of the file, which its lines say
     */
    public FileLines(Path path, int index) throws IOException {
        this(path, index, SurveyOptions.defaults().maxLineBytes());
    }

    FileLines(Path path, int index, int maxLineBytes) throws IOException {
        this.channel = FileChannel.open(path, StandardOpenOption.READ);
        this.size = channel.size();
        this.file = index;
        this.maxLineBytes = maxLineBytes;
        this.buffer = new byte[maxLineBytes + 1 + READ];
    }

    /** Goes to the next line that is not blank, if there is one; the line before is then no longer valid. */
    public boolean next(Line line) throws IOException {
        while (base + position < size || position < limit) {
            int searched = position;
            int lineFeed = Bytes.lineFeed(buffer, searched, limit);
            while (lineFeed < 0 && limit - position <= maxLineBytes && base + limit < size) {
                searched = fill();
                lineFeed = Bytes.lineFeed(buffer, searched, limit);
            }
            number++;
            int end = lineFeed < 0 ? limit : lineFeed;
            if (end - position > maxLineBytes) {
                if (oversize(line, lineFeed)) {
                    return true;
                }
                continue;
            }
            int from = position;
            position = lineFeed < 0 ? limit : lineFeed + 1;
            if (!Bytes.blank(buffer, from, end)) {
                show(line, from, end - from, end - from, false);
                return true;
            }
        }
        return false;
    }

    /** How many bytes were read so far. */
    public long bytesRead() {
        return base + position;
    }

    private void show(Line line, int from, int length, long fullLength, boolean oversize) {
        line.file = file;
        line.buffer = buffer;
        line.offset = from;
        line.length = length;
        line.number = number;
        line.fileOffset = base + from;
        line.oversize = oversize;
        line.fullLength = fullLength;
    }

    /** Goes behind a line that is too long; says whether it is not blank. */
    private boolean oversize(Line line, int firstLineFeed) throws IOException {
        long start = base + position;
        int lineFeed = firstLineFeed;
        int end = lineFeed < 0 ? limit : lineFeed;
        boolean blank = Bytes.blank(buffer, position, end);
        while (lineFeed < 0 && base + limit < size) {
            position = limit;
            fill();
            lineFeed = Bytes.lineFeed(buffer, position, limit);
            end = lineFeed < 0 ? limit : lineFeed;
            blank = blank && Bytes.blank(buffer, position, end);
        }
        position = lineFeed < 0 ? limit : lineFeed + 1;
        show(line, end, 0, base + end - start, true);
        line.fileOffset = start;
        return !blank;
    }

    /** Reads more of the file, of which there must be more; gives where in the buffer it lies. */
    private int fill() throws IOException {
        if (buffer.length - limit < READ) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            base += position;
            limit -= position;
            position = 0;
        }
        int more = (int) Math.min(size - base - limit, Math.min(READ, buffer.length - limit));
        Bytes.read(channel, base + limit, buffer, limit, more);
        limit += more;
        return limit - more;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
