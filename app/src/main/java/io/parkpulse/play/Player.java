package io.parkpulse.play;

import io.parkpulse.model.Stream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Plays a recording: hands out its lines as they once came, at a pace.
 *
 * <p>The lines of a stream come in the order of its file, which is the order in which they arrived: a late line comes
 * late again. It is due at the event time that its stream had reached by then. A line that is ahead of both the line
 * before and the line after it, by a clock that is wrong, is due with these and carries nothing along. Among the
 * streams the line that is due first comes first, at equal times in the order of {@link Stream}.
 */
public final class Player {
    private Player() {}

    /** Takes what is played. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Takes a line.
         *
         * @param line its bytes, without the line feed; not used again by the player
         * @param dueMillis the event time at which it came, epoch milliseconds; {@link Long#MIN_VALUE} if no line of
         *     its stream says a time
         */
        void line(Stream stream, byte[] line, long dueMillis) throws IOException, InterruptedException;
    }

    /**
     * The event time at which a recording begins: when its first line is due.
     *
     * @return {@link Long#MIN_VALUE} if no line says a time
     * @throws IOException if a file cannot be read
     */
    public static long begin(Path recording) throws IOException {
        long begin = Long.MAX_VALUE;
        for (Stream stream : Stream.values()) {
            Path file = recording.resolve(stream.fileName());
            if (Files.exists(file)) {
                try (PlayedStream played = new PlayedStream(stream, file)) {
                    if (played.advance() && played.due() != Long.MIN_VALUE) {
                        begin = Math.min(begin, played.due());
                    }
                }
            }
        }
        return begin == Long.MAX_VALUE ? Long.MIN_VALUE : begin;
    }

    /**
     * Plays a recording to its end.
     *
     * @param recording the directory with the streams; a missing one has no lines, and blank lines are none
     * @return how many lines it had
     * @throws IOException if a file cannot be read, a line is longer than 64 MiB, or the sink fails
     */
    public static long play(Path recording, Pace pace, Sink sink) throws IOException, InterruptedException {
        List<PlayedStream> streams = new ArrayList<>();
        try {
            PriorityQueue<PlayedStream> next = new PriorityQueue<>(
                    Comparator.comparingLong(PlayedStream::due).thenComparing(PlayedStream::stream));
            for (Stream stream : Stream.values()) {
                Path file = recording.resolve(stream.fileName());
                if (Files.exists(file)) {
                    PlayedStream played = new PlayedStream(stream, file);
                    streams.add(played);
                    if (played.advance()) {
                        next.add(played);
                    }
                }
            }
            long lines = 0;
            while (!next.isEmpty()) {
                PlayedStream first = next.remove();
                pace.await(first.due());
                sink.line(first.stream(), first.line(), first.due());
                lines++;
                if (first.advance()) {
                    next.add(first);
                }
            }
            return lines;
        } finally {
            for (PlayedStream stream : streams) {
                stream.close();
            }
        }
    }
}
