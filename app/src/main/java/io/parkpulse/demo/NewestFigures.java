package io.parkpulse.demo;

import io.parkpulse.files.Reason;
import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.kafka.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Watches how far the figures have come. */
final class NewestFigures implements AutoCloseable {
    private static final String ALL = "all|";

    private final KafkaConsumer<byte[], byte[]> consumer;

    NewestFigures(KafkaSettings kafka) {
        consumer = new KafkaConsumer<>(kafka.with(Map.of()), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.INDICES).stream()
                .map(partition -> new TopicPartition(Topics.INDICES, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /**
     * Waits for the figures of all parks for a window that ends at this instant or later.
     *
     * @throws IOException if the job ends before
     */
    void await(long end, CompletableFuture<Void> job) throws IOException {
        while (true) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                String key = new String(record.key(), StandardCharsets.UTF_8);
                if (key.startsWith(ALL)
                        && Instant.parse(key.substring(ALL.length())).toEpochMilli() >= end) {
                    return;
                }
            }
            if (job.isDone()) {
                throw ended(job);
            }
        }
    }

    /** A job ended that should go on; the message says why. */
    static IOException ended(CompletableFuture<Void> job) {
        Throwable failure = job.handle((nothing, thrown) -> thrown).join();
        return new IOException("the job ended" + (failure == null ? "" : ": " + Reason.of(failure)), failure);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
