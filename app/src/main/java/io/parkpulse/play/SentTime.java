package io.parkpulse.play;

import io.parkpulse.connectors.clock.EventClock;
import io.parkpulse.connectors.clock.EventTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/**
 * Event time of a recording that is being played: the clock's, but never past a line that is due and not sent yet. However
 * late its player is, nobody who goes by this time believes that nothing more is to come.
 *
 * <p>A file says how far the player has come, so that whoever asks can be anywhere on this machine.
 *
 * @param clock by which lines are due
 * @param file the event time before which everything is sent, epoch milliseconds
 */
public record SentTime(EventClock clock, String file) implements EventTime {
    private static final long SOON_MILLIS = 50;
    private static final Duration BETWEEN = Duration.ofMillis(100);

    /** Sends what was handed over so far. */
    @FunctionalInterface
    public interface Sending {
        /** Waits until it has arrived. */
        void flush() throws IOException;
    }

    /**
     * The time of a recording of which nothing is sent.
     *
     * @param file where to say how far the player has come
     * @param begin when its first line is due, epoch milliseconds
     */
    public static SentTime create(EventClock clock, Path file, long begin) throws IOException {
        SentTime time = new SentTime(clock, file.toString());
        time.write(begin);
        return time;
    }

    @Override
    public long now() {
        try {
            return Math.min(clock.now(), Long.parseLong(Files.readString(Path.of(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": expected the time that the player has come to", e);
        }
    }

    /**
     * The same pacer; before each longer wait, and else several times a second, it sends what has been handed over and
     * then publishes the time.
     */
    public Pacer publishing(Pacer pacer, Sending sending) {
        return new Pacer() {
            private long published = Long.MIN_VALUE;
            private long publishedAt = System.nanoTime() - BETWEEN.toNanos();

            @Override
            public void await(long due) throws IOException, InterruptedException {
                boolean waits = clock.wallTime(due) - System.currentTimeMillis() >= SOON_MILLIS;
                if (due > published && (waits || System.nanoTime() - publishedAt >= BETWEEN.toNanos())) {
                    sending.flush();
                    write(due);
                    published = due;
                    publishedAt = System.nanoTime();
                }
                pacer.await(due);
            }
        };
    }

    /** Says that nothing is left to send. */
    public void end() throws IOException {
        write(Long.MAX_VALUE);
    }

    private void write(long millis) throws IOException {
        Path next = Path.of(file + ".next");
        Files.writeString(next, Long.toString(millis));
        Files.move(next, Path.of(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
