package io.parkpulse.connectors.lines;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Goes over the lines of one block after the other, each read at once into a buffer that is used again. */
final class BlockCursor {
    /** How many bytes of an oversize line are kept. */
    static final int HEAD = 200;

    private final LineSurvey survey;
    private byte[] buffer = new byte[0];
    private LineSplit split;
    /** Offset of the buffer's first byte in the block. */
    private long base;

    private int position;
    private int end;
    private long number;

    BlockCursor(LineSurvey survey) {
        this.survey = survey;
    }

    /** Goes to where a split stands. */
    void open(LineSplit next) throws IOException {
        Block block = next.block();
        long rest = block.length() - next.position();
        int length = (int) (block.oversize() ? Math.min(rest, HEAD) : rest);
        if (buffer.length < length) {
            // Blocks are nearly equal: room for all that are no longer than usual.
            buffer = new byte[Math.max(length, (int) Math.min(block.length(), survey.blockBytes()))];
        }
        Path file = Path.of(survey.file(block.file()));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Bytes.read(channel, block.offset() + next.position(), buffer, 0, length);
        } catch (IOException e) {
            throw new IOException("Cannot read " + file + ": " + e.getMessage(), e);
        }
        split = next;
        base = next.position();
        position = 0;
        end = length;
        number = next.number();
    }

    /** Goes to the next line that is not blank, if the block has one. */
    boolean next(Line line) {
        if (survey.sorted()) {
            return nextFrame(line);
        }
        while (position < end) {
            if (split.block().oversize()) {
                show(line, end, split.block().length());
                position = end;
                return true;
            }
            int lineFeed = Bytes.lineFeed(buffer, position, end);
            int stop = lineFeed < 0 ? end : lineFeed;
            int next = lineFeed < 0 ? end : lineFeed + 1;
            if (Bytes.blank(buffer, position, stop)) {
                number++;
                position = next;
                continue;
            }
            show(line, stop, stop - position);
            number++;
            position = next;
            return true;
        }
        return false;
    }

    /** The split as far as it was read. */
    LineSplit split() {
        boolean done = position >= end;
        return new LineSplit(
                split.index(),
                split.block(),
                split.earliest(),
                done ? split.block().length() : base + position,
                number);
    }

    int bufferBytes() {
        return buffer.length;
    }

    private void show(Line line, int stop, long fullLength) {
        Block block = split.block();
        line.file = block.file();
        line.buffer = buffer;
        line.offset = position;
        line.length = stop - position;
        line.number = number;
        line.fileOffset = block.offset() + base + position;
        line.oversize = block.oversize();
        line.fullLength = fullLength;
    }

    private boolean nextFrame(Line line) {
        if (position >= end) {
            return false;
        }
        line.file = split.block().file();
        line.buffer = buffer;
        position = Frame.read(buffer, position, line);
        return true;
    }
}
