package io.parkpulse.kafka;

import java.io.Closeable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Whether the partitions of a topic have been read to their ends. It is Kafka that is asked, not the client that reads:
 * that one does not know what has not reached it yet.
 *
 * <p>Not thread-safe.
 */
public final class TopicEnds implements Closeable {
    /** Where nothing has been read yet: a partition's first record. */
    public static final long BEGINNING = -1;

    private static final int ANSWER_MILLIS = 5_000;
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Map<String, Object> properties;
    private final String topic;
    private Admin admin;
    private KafkaConsumer<byte[], byte[]> consumer;

    /** What is known of a partition. */
    public enum Standing {
        /** When it was asked, nothing in it was unread. */
        READ,
        /** It has records that are not read. */
        BEHIND,
        /** Kafka did not say. */
        UNKNOWN
    }

    /** @param properties of a consumer of the topic */
    public TopicEnds(Properties properties, String topic) {
        this.properties = new HashMap<>();
        properties.forEach((name, value) -> this.properties.put(name.toString(), value));
        this.topic = topic;
    }

    /**
     * Asks, for some seconds at most.
     *
     * @param positions by partition the offset of the next record to read; {@link #BEGINNING} where none has been read
     * @return what is known of each of these partitions
     */
    public Map<Integer, Standing> ask(Map<Integer, Long> positions) {
        Map<Integer, Standing> standings = new HashMap<>();
        positions.keySet().forEach(partition -> standings.put(partition, Standing.UNKNOWN));
        try {
            Map<TopicPartition, Long> ends = offsets(positions, OffsetSpec.latest());
            Map<TopicPartition, Long> unread = new HashMap<>();
            ends.forEach((partition, end) -> {
                long position = positions.get(partition.partition());
                if (position >= end || end == 0) {
                    standings.put(partition.partition(), Standing.READ);
                } else {
                    unread.put(partition, position);
                }
            });
            if (!unread.isEmpty()) {
                look(unread, ends).forEach((partition, standing) -> standings.put(partition.partition(), standing));
            }
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            // Not known, as was said above.
        }
        return standings;
    }

    /** Those that are known; of the others nothing is. */
    private Map<TopicPartition, Long> offsets(Map<Integer, Long> positions, OffsetSpec which) {
        ListOffsetsResult asked = admin().listOffsets(
                        positions.keySet().stream()
                                .collect(Collectors.toMap(
                                        partition -> new TopicPartition(topic, partition), partition -> which)),
                        new ListOffsetsOptions(isolation()).timeoutMs(ANSWER_MILLIS));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (int number : positions.keySet()) {
            TopicPartition partition = new TopicPartition(topic, number);
            try {
                offsets.put(partition, asked.partitionResult(partition).get().offset());
            } catch (ExecutionException e) {
                // Its broker is away, or does not know it.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptException(e);
            }
        }
        return offsets;
    }

    /**
     * Looks whether there is anything to read before the ends. There need not be: the marks of transactions take offsets
     * too, and so did what has been deleted.
     */
    private Map<TopicPartition, Standing> look(Map<TopicPartition, Long> unread, Map<TopicPartition, Long> ends) {
        KafkaConsumer<byte[], byte[]> looking = consumer();
        looking.assign(unread.keySet());
        unread.forEach((partition, position) -> {
            if (position == BEGINNING) {
                looking.seekToBeginning(List.of(partition));
            } else {
                looking.seek(partition, position);
            }
        });
        Map<TopicPartition, Standing> standings = new HashMap<>();
        ConsumerRecords<byte[], byte[]> records = looking.poll(LOOK);
        for (TopicPartition partition : unread.keySet()) {
            boolean nothingThere = records.records(partition).isEmpty()
                    && looking.position(partition, Duration.ofMillis(ANSWER_MILLIS)) >= ends.get(partition);
            standings.put(partition, nothingThere ? Standing.READ : Standing.BEHIND);
        }
        looking.assign(List.of());
        return standings;
    }

    private IsolationLevel isolation() {
        Object level = properties.get(ConsumerConfig.ISOLATION_LEVEL_CONFIG);
        return level == null
                ? IsolationLevel.READ_UNCOMMITTED
                : IsolationLevel.valueOf(level.toString().toUpperCase(Locale.ROOT));
    }

    private Admin admin() {
        if (admin == null) {
            Map<String, Object> own = new HashMap<>(properties);
            own.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
            own.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
            admin = Admin.create(own);
        }
        return admin;
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        if (consumer == null) {
            Map<String, Object> own = new HashMap<>(properties);
            own.remove(ConsumerConfig.GROUP_ID_CONFIG);
            own.remove(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG);
            own.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
            own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
            own.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
            own.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
            // One record is enough to know.
            own.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
            own.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1);
            own.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1);
            consumer = new KafkaConsumer<>(own, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }
        return consumer;
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
        if (consumer != null) {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }
}
