package io.parkpulse.play;

import io.parkpulse.ingest.RecordGlance;
import io.parkpulse.ingest.TimeText;
import io.parkpulse.model.Stream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;

/** The lines of one stream, each with the event time at which it is due. */
final class PlayedStream implements Closeable {
    private static final int BUFFER = 256 << 10;
    private static final int LONGEST = 64 << 20;
    /** How many lines without a time are looked past for the next one with a time. */
    private static final int LOOK_AHEAD = 1000;

    private final Stream stream;
    private final Path file;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private final RecordGlance glance = new RecordGlance();
    private final ArrayDeque<Line> ahead = new ArrayDeque<>();
    private int from;
    private int to;
    private long lineNumber;
    private byte[] line;
    private long due = Long.MIN_VALUE;

    /** @param at {@link TimeText#NONE} if it says none */
    private record Line(byte[] bytes, long at) {}

    PlayedStream(Stream stream, Path file) throws IOException {
        this.stream = stream;
        this.file = file;
        this.in = Files.newInputStream(file);
    }

    Stream stream() {
        return stream;
    }

    /** The line it stands at. */
    byte[] line() {
        return line;
    }

    /** When that is due; {@link Long#MIN_VALUE} if no line so far, nor one soon after, says a time. */
    long due() {
        return due;
    }

    /** Goes to the next line; false if there is none. */
    boolean advance() throws IOException {
        Line current = ahead.isEmpty() ? read() : ahead.remove();
        if (current == null) {
            return false;
        }
        line = current.bytes;
        if (current.at != TimeText.NONE) {
            long next = nextTime();
            due = Math.max(due, next == TimeText.NONE ? current.at : Math.min(current.at, next));
        } else if (due == Long.MIN_VALUE) {
            due = nextTime(); // TimeText.NONE is the same number
        }
        return true;
    }

    private long nextTime() throws IOException {
        for (Line next : ahead) {
            if (next.at != TimeText.NONE) {
                return next.at;
            }
        }
        while (ahead.size() < LOOK_AHEAD) {
            Line next = read();
            if (next == null) {
                return TimeText.NONE;
            }
            ahead.add(next);
            if (next.at != TimeText.NONE) {
                return next.at;
            }
        }
        return TimeText.NONE;
    }

    /** The next line that is not blank; null at the end. */
    private Line read() throws IOException {
        byte[] bytes;
        do {
            bytes = readLine();
        } while (bytes != null && isBlank(bytes));
        if (bytes == null) {
            return null;
        }
        glance.read(stream, bytes, 0, bytes.length);
        return new Line(bytes, glance.at());
    }

    private byte[] readLine() throws IOException {
        ByteArrayOutputStream begun = null;
        lineNumber++;
        while (true) {
            if (from == to) {
                from = 0;
                to = in.read(buffer);
                if (to <= 0) {
                    to = 0;
                    return begun == null ? null : begun.toByteArray();
                }
            }
            int start = from;
            while (from < to && buffer[from] != '\n') {
                from++;
            }
            boolean ends = from < to;
            if (ends && begun == null) {
                byte[] whole = Arrays.copyOfRange(buffer, start, from);
                from++;
                return whole;
            }
            if (begun == null) {
                begun = new ByteArrayOutputStream();
            }
            begun.write(buffer, start, from - start);
            if (ends) {
                from++;
                return begun.toByteArray();
            }
            if (begun.size() > LONGEST) {
                throw new IOException(file + ":" + lineNumber + ": expected a line of at most 64 MiB");
            }
        }
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
