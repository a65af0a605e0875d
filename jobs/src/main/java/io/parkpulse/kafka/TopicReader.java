package io.parkpulse.kafka;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics from their beginning, without a consumer group: reading leaves no trace. */
public final class TopicReader implements Closeable {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final KafkaSettings settings;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    private TopicReader(
            KafkaSettings settings, KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        this.settings = settings;
        this.consumer = consumer;
        this.partitions = partitions;
    }

    /** @throws IOException if the brokers cannot be reached, or there is no such topic */
    public static TopicReader of(KafkaSettings settings, List<String> topics) throws IOException {
        List<TopicPartition> partitions = new ArrayList<>();
        try (Admin admin = Brokers.admin(settings)) {
            for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                    admin.describeTopics(topics).topicNameValues().entrySet()) {
                try {
                    Brokers.answer(settings, topic.getValue())
                            .partitions()
                            .forEach(partition ->
                                    partitions.add(new TopicPartition(topic.getKey(), partition.partition())));
                } catch (IOException e) {
                    throw e.getCause() instanceof UnknownTopicOrPartitionException
                            ? new IOException(
                                    "Kafka at " + settings.bootstrapServers() + " has no topic " + topic.getKey(), e)
                            : e;
                }
            }
        }
        KafkaConsumer<byte[], byte[]> consumer = null;
        try {
            consumer = new KafkaConsumer<>(
                    settings.with(Map.of(
                            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                            false,
                            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                            false,
                            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                            "read_committed",
                            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                            5_000)),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return new TopicReader(settings, consumer, partitions);
        } catch (KafkaException e) {
            if (consumer != null) {
                consumer.close();
            }
            throw Brokers.failure(settings, e);
        }
    }

    public List<TopicPartition> partitions() {
        return partitions;
    }

    /** Where the partitions begin. */
    public Map<TopicPartition, Long> beginnings() throws IOException {
        return asking(() -> consumer.beginningOffsets(partitions));
    }

    /** Where the partitions end now: the offset behind the last record that can be read. */
    public Map<TopicPartition, Long> ends() throws IOException {
        return asking(() -> consumer.endOffsets(partitions));
    }

    /** Where a partition is read on. */
    public long position(TopicPartition partition) throws IOException {
        return asking(() -> consumer.position(partition));
    }

    /** Those of these partitions that are not read to these ends. */
    public Map<TopicPartition, Long> unread(Map<TopicPartition, Long> ends) throws IOException {
        Map<TopicPartition, Long> unread = new HashMap<>();
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            if (position(end.getKey()) < end.getValue()) {
                unread.put(end.getKey(), end.getValue());
            }
        }
        return unread;
    }

    /** Gives everything up to these ends, from where the partitions stand; of what is behind them, some may come too. */
    public void readTo(Map<TopicPartition, Long> ends, Consumer<ConsumerRecord<byte[], byte[]>> records)
            throws IOException {
        Map<TopicPartition, Long> unread = ends;
        while (!(unread = unread(unread)).isEmpty()) {
            poll(PATIENCE).forEach(records);
        }
    }

    public ConsumerRecords<byte[], byte[]> poll(Duration patience) throws IOException {
        return asking(() -> consumer.poll(patience));
    }

    /** From now on gives no records of these partitions, and of all others. */
    public void pauseOnly(Set<TopicPartition> paused) throws IOException {
        asking(() -> {
            consumer.resume(partitions);
            consumer.pause(paused);
            return null;
        });
    }

    private <T> T asking(Supplier<T> question) throws IOException {
        try {
            return question.get();
        } catch (InterruptException e) {
            throw Brokers.interrupted();
        } catch (KafkaException e) {
            throw Brokers.failure(settings, e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
