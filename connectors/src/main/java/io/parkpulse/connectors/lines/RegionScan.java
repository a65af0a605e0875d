package io.parkpulse.connectors.lines;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Surveys regions of files: the lines that start in them. One per thread, used for one region after the other. Its
 * memory is a few times the sizes of a block and of the longest line that is read as a whole, whatever the files hold.
 */
final class RegionScan {
    /** Least free space of the buffer when it is filled. */
    private static final int SLACK = 1 << 20;
    /** How much is read at once. */
    private static final int READ = 256 << 10;

    private final LineClock clock;
    private final int blockBytes;
    private final int maxLineBytes;
    private final BlockBounds bounds;

    /**
     * Holds an unfinished block, which may be as long as the longest line, and behind it an unfinished line, which is
     * at most one byte longer than the limit when it is found to be oversize.
     */
    private final byte[] buffer;

    /** Where in the file the buffer's first byte lies. */
    private long base;
    /** End of what was read into the buffer. */
    private int limit;
    /** Start of the unfinished block in the buffer. */
    private int block;
    /** Start of the unfinished line in the buffer. */
    private int line;

    private FileChannel channel;
    private long fileSize;
    private int file;
    private List<Block> blocks;
    private long allLines;
    private long blockFirstLine;

    /**
     * A surveyed region.
     *
     * @param blocks its blocks, with lines numbered as if the region were the file
     * @param lines all lines that start in the region, blank ones included
     */
    record Region(List<Block> blocks, long lines) {}

    RegionScan(LineClock clock, SurveyOptions options) {
        this.clock = clock;
        this.blockBytes = options.blockBytes();
        this.maxLineBytes = options.maxLineBytes();
        this.bounds = new BlockBounds(clock, options.step());
        this.buffer = new byte[Math.max(blockBytes, maxLineBytes + 1) + maxLineBytes + 2 + SLACK];
    }

    BlockBounds bounds() {
        return bounds;
    }

    int bufferBytes() {
        return buffer.length;
    }

    /** Surveys the lines that start in [from, to) of a file. */
    Region scan(int fileIndex, FileChannel fileChannel, long size, long from, long to) throws IOException {
        file = fileIndex;
        channel = fileChannel;
        fileSize = size;
        blocks = new ArrayList<>();
        allLines = 0;
        blockFirstLine = 1;
        moveTo(from == 0 ? 0 : firstLineStart(from, to));

        int searched = 0;
        while (base + line < to) {
            int lineFeed = Bytes.lineFeed(buffer, searched, limit);
            boolean last = lineFeed < 0 && base + limit == fileSize;
            if (lineFeed < 0 && !last && limit - line <= maxLineBytes) {
                searched = fill();
                continue;
            }
            int end = lineFeed < 0 ? limit : lineFeed;
            if (end - line > maxLineBytes) {
                oversize(lineFeed);
            } else {
                int next = last ? limit : lineFeed + 1;
                if (next - block > blockBytes && line > block) {
                    closeBlock();
                }
                allLines++;
                if (!Bytes.blank(buffer, line, end)) {
                    bounds.add(clock.peek(file, buffer, line, end - line), line - block, end - line);
                }
                line = next;
            }
            searched = line;
        }
        closeBlock();
        return new Region(blocks, allLines);
    }

    /** Start of the first line in [from, to), or to. */
    private long firstLineStart(long from, long to) throws IOException {
        // The line starts behind a line feed; the one before from counts too.
        long position = from - 1;
        while (position < to - 1) {
            int length = (int) Math.min(READ, to - 1 - position);
            Bytes.read(channel, position, buffer, 0, length);
            int lineFeed = Bytes.lineFeed(buffer, 0, length);
            if (lineFeed >= 0) {
                return position + lineFeed + 1;
            }
            position += length;
        }
        return to;
    }

    private void moveTo(long position) {
        base = position;
        limit = 0;
        block = 0;
        line = 0;
    }

    /**
     * Reads more of the file, of which there must be more, and moves what is in the buffer to its front if needed.
     *
     * @return where in the buffer lies what was read
     */
    private int fill() throws IOException {
        if (buffer.length - limit < SLACK) {
            System.arraycopy(buffer, block, buffer, 0, limit - block);
            base += block;
            limit -= block;
            line -= block;
            block = 0;
        }
        // Not as much as possible, so that what is read is used while the processor's cache still has it.
        int more = (int) Math.min(fileSize - base - limit, READ);
        Bytes.read(channel, base + limit, buffer, limit, more);
        limit += more;
        return limit - more;
    }

    /** Takes the oversize line at line, which ends at the line feed or, if that is negative, beyond the buffer. */
    private void oversize(int lineFeed) throws IOException {
        closeBlock();
        long start = base + line;
        long number = allLines + 1;
        int end = lineFeed < 0 ? limit : lineFeed;
        boolean blank = Bytes.blank(buffer, line, end);
        while (lineFeed < 0 && base + limit < fileSize) {
            moveTo(base + limit);
            fill();
            lineFeed = Bytes.lineFeed(buffer, 0, limit);
            end = lineFeed < 0 ? limit : lineFeed;
            blank = blank && Bytes.blank(buffer, 0, end);
        }
        long length = base + end - start;
        if (!blank) {
            blocks.add(new Block(file, start, length, number, 1, Long.MAX_VALUE, Long.MIN_VALUE, true));
        }
        allLines++;
        blockFirstLine = allLines + 1;
        line = lineFeed < 0 ? limit : lineFeed + 1;
        block = line;
    }

    /** Closes the block before the line. */
    private void closeBlock() {
        if (bounds.lines() > 0) {
            blocks.add(bounds.close(file, buffer, block, base + block, line - block, blockFirstLine));
        }
        block = line;
        blockFirstLine = allLines + 1;
    }
}
