package io.parkpulse.play;

import io.parkpulse.connectors.lines.LineSurvey;
import io.parkpulse.ingest.TimeText;
import io.parkpulse.model.Stream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Plays a recording: hands out its lines as they once came, at a pacer.
 *
 * <p>A line that says when it was received is due then. Of the others nobody knows; the lines of a stream come in the
 * order of its file, which is the order in which they arrived, so a late line comes late again: it is due at the event
 * time that its stream had reached by then. No line is due before its own event time. A line that is ahead of those
 * around it, by a clock that is wrong, waits for its time and carries nothing along; one that is days ahead of all that
 * follow is due with these. A stream whose lines are in no order is sorted by time first. Among the streams the line that
 * is due first comes first, at equal times in the order of {@link Stream}.
 */
public final class Player {
    /** A line later than this is too late for a live job. */
    private static final long LATEST = Duration.ofHours(48).toMillis();

    private final Path recording;
    private final RecordedTimes times;
    private final Map<Stream, LineSurvey> sorted;

    /** Receives the lines that are played. */
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

    private Player(Path recording, RecordedTimes times, Map<Stream, LineSurvey> sorted) {
        this.recording = recording;
        this.times = times;
        this.sorted = sorted;
    }

    /**
     * Looks at all lines of a recording, and sorts those of streams that are in no order.
     *
     * @param recording the directory with the streams; a missing one has no lines, and blank lines are none
     * @param scratch a directory for what is sorted, which is made when it is needed and to be removed after playing
     * @throws IOException if a file cannot be read or written, or a line is longer than 64 MiB
     */
    public static Player of(Path recording, Path scratch) throws IOException {
        RecordedTimes times = new RecordedTimes();
        Map<Stream, LineSurvey> sorted = new EnumMap<>(Stream.class);
        for (Stream stream : Stream.values()) {
            Path file = recording.resolve(stream.fileName());
            if (Files.exists(file)) {
                LineGlance glance = new LineGlance(stream);
                boolean inOrder;
                try (PlayedLines lines = new LinesInFileOrder(file, glance)) {
                    inOrder = times.look(lines);
                }
                if (!inOrder) {
                    sorted.put(stream, LinesInOrderOfTime.sort(file, glance, scratch.resolve(stream.id())));
                }
            }
        }
        times.settle();
        return new Player(recording, times, sorted);
    }

    /**
     * A recording of which it is known that its lines stand in the order in which they came, as a simulation's do: it is
     * not looked at before.
     *
     * @param recording as above
     */
    public static Player inOrder(Path recording) {
        return new Player(recording, new RecordedTimes(), Map.of());
    }

    /** The streams that are in no order, whose lines are played in the order of time. */
    public List<Stream> sorted() {
        return List.copyOf(sorted.keySet());
    }

    /**
     * The event time at which the recording begins: when its first line is due.
     *
     * @return {@link Long#MIN_VALUE} if no line says a time
     * @throws IOException if a file cannot be read
     */
    public long begin() throws IOException {
        long begin = Long.MAX_VALUE;
        for (PlayedStream stream : open()) {
            try (stream) {
                if (stream.advance() && stream.due() != Long.MIN_VALUE) {
                    begin = Math.min(begin, stream.due());
                }
            }
        }
        return begin == Long.MAX_VALUE ? Long.MIN_VALUE : begin;
    }

    /**
     * The earliest event time of which something is still known when the recording begins: that of its earliest
     * record, but for those that come too late.
     *
     * @return {@link Long#MIN_VALUE} if no line says a time
     * @throws IOException if a file cannot be read
     */
    public long earliest() throws IOException {
        long begin = begin();
        return begin == Long.MIN_VALUE || times.earliestAt() == TimeText.NONE
                ? begin
                : Math.max(begin - LATEST, Math.min(begin, times.earliestAt()));
    }

    /**
     * Plays the recording to its end.
     *
     * @return how many lines it had
     * @throws IOException if a file cannot be read, or the sink fails
     */
    public long play(Pacer pacer, Sink sink) throws IOException, InterruptedException {
        List<PlayedStream> streams = open();
        try {
            PriorityQueue<PlayedStream> next = new PriorityQueue<>(
                    Comparator.comparingLong(PlayedStream::due).thenComparing(PlayedStream::stream));
            for (PlayedStream stream : streams) {
                if (stream.advance()) {
                    next.add(stream);
                }
            }
            long lines = 0;
            while (!next.isEmpty()) {
                PlayedStream first = next.remove();
                pacer.await(first.due());
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

    private List<PlayedStream> open() throws IOException {
        List<PlayedStream> streams = new ArrayList<>();
        for (Stream stream : Stream.values()) {
            Path file = recording.resolve(stream.fileName());
            if (Files.exists(file)) {
                LineGlance glance = new LineGlance(stream);
                PlayedLines lines = sorted.containsKey(stream)
                        ? LinesInOrderOfTime.of(file, glance, sorted.get(stream))
                        : new LinesInFileOrder(file, glance);
                streams.add(new PlayedStream(stream, lines, times::plausible));
            }
        }
        return streams;
    }
}
