package io.parkpulse.play;

import io.parkpulse.ingest.RecordGlance;
import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.kafka.TopicWriter;
import io.parkpulse.kafka.Topics;
import io.parkpulse.model.Stream;
import java.io.Closeable;
import java.io.IOException;

/**
 * Writes records to the topics of the streams, keyed by what they are about, so that those of one meter or
 * enterprise stay in order. A record that has no such id goes to any partition.
 *
 * <p>Not thread-safe.
 */
public final class StreamWriter implements Player.Sink, Closeable {
    private final TopicWriter writer;
    private final RecordGlance glance = new RecordGlance();

    /** @throws IOException if Kafka's client refuses the settings */
    public StreamWriter(KafkaSettings settings) throws IOException {
        writer = new TopicWriter(settings);
    }

    /**
     * Writes a record; it may still be in a buffer when this returns.
     *
     * @throws IOException if this or an earlier one cannot be written
     */
    @Override
    public void line(Stream stream, byte[] line, long dueMillis) throws IOException {
        glance.read(stream, line, 0, line.length);
        writer.write(Topics.of(stream), glance.id(), line);
    }

    /** Waits until everything that was written is in Kafka. */
    public void flush() throws IOException {
        writer.flush();
    }

    /** How many records Kafka did not take because they are longer than it takes, usually 1 MiB. */
    public long tooLong() {
        return writer.tooLong();
    }

    /** Waits as {@link #flush} does. */
    @Override
    public void close() {
        writer.close();
    }
}
