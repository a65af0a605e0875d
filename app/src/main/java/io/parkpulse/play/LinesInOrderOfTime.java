package io.parkpulse.play;

import io.parkpulse.connectors.lines.Line;
import io.parkpulse.connectors.lines.LineSorter;
import io.parkpulse.connectors.lines.LineSurvey;
import io.parkpulse.connectors.lines.SurveyedLines;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The lines sorted by when they came; those without a time first. */
final class LinesInOrderOfTime implements PlayedLines {
    private final Path file;
    private final LineGlance glance;
    private final SurveyedLines lines;
    private final Line line = new Line();

    private LinesInOrderOfTime(Path file, LineGlance glance, LineSurvey sorted) {
        this.file = file;
        this.glance = glance;
        this.lines = new SurveyedLines(sorted);
    }

    /** @param scratch where the sorted file goes; made if it does not exist */
    static LineSurvey sort(Path file, LineGlance glance, Path scratch) throws IOException {
        LineSurvey survey = LineSurvey.of(List.of(file), glance);
        return LineSorter.sort(survey, glance, scratch, Runtime.getRuntime().maxMemory() / 8, bytes -> {});
    }

    static LinesInOrderOfTime of(Path file, LineGlance glance, LineSurvey sorted) {
        return new LinesInOrderOfTime(file, glance, sorted);
    }

    @Override
    public PlayedLine next() throws IOException {
        if (!lines.next(line)) {
            return null;
        }
        return glance.line(
                line.oversize ? whole() : Arrays.copyOfRange(line.buffer, line.offset, line.offset + line.length));
    }

    /** A line that is too long to sort as a whole. */
    private byte[] whole() throws IOException {
        if (line.fullLength > LONGEST) {
            throw new IOException(file + ":" + line.number + ": expected a line of at most 64 MiB");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) line.fullLength);
        try (FileChannel channel = FileChannel.open(file)) {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, line.fileOffset + bytes.position()) < 0) {
                    throw new IOException(file + ":" + line.number + ": the file has become shorter meanwhile");
                }
            }
        }
        return bytes.array();
    }
}
