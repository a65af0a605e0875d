package io.parkpulse.kafka;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes records, in order for each key, and reports the first failure at the next chance. What is too long is counted instead. */
public final class TopicWriter implements Closeable {
    private final KafkaSettings settings;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicLong tooLong = new AtomicLong();
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    public TopicWriter(KafkaSettings settings) throws IOException {
        this.settings = settings;
        try {
            producer = new KafkaProducer<>(
                    settings.with(Map.of(
                            ProducerConfig.ACKS_CONFIG,
                            "all",
                            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                            true,
                            ProducerConfig.LINGER_MS_CONFIG,
                            20,
                            ProducerConfig.BATCH_SIZE_CONFIG,
                            256 << 10,
                            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                            Topics.LONGEST_DEAD_LETTER)),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
        } catch (KafkaException e) {
            throw Brokers.failure(settings, e);
        }
    }

    /** @param key null for any partition */
    public void write(String topic, byte[] key, byte[] value) throws IOException {
        throwFailure();
        try {
            producer.send(new ProducerRecord<>(topic, key, value), (metadata, e) -> {
                if (e instanceof RecordTooLargeException) {
                    tooLong.incrementAndGet();
                } else if (e != null) {
                    failure.compareAndSet(null, e);
                }
            });
        } catch (InterruptException e) {
            throw Brokers.interrupted();
        } catch (KafkaException e) {
            throw Brokers.failure(settings, e);
        }
    }

    /** Waits until everything that was written is in Kafka. */
    public void flush() throws IOException {
        try {
            producer.flush();
        } catch (InterruptException e) {
            throw Brokers.interrupted();
        }
        throwFailure();
    }

    /** How many records were not written because they are too long. */
    public long tooLong() {
        return tooLong.get();
    }

    private void throwFailure() throws IOException {
        Exception e = failure.get();
        if (e != null) {
            throw Brokers.failure(settings, e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
