package io.parkpulse.bench;

import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.kafka.Topics;
import io.parkpulse.model.Stream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** The readings in Kafka, as a plain consumer reads them: one partition, so that they come in order. */
final class PowerTopic {
    /** As many as the job fetches at once. */
    private static final int RECORDS_PER_POLL = 5000;

    private PowerTopic() {}

    /** Hands over all values that the topic holds now but the last, which is of nobody. */
    static <T> void read(String broker, Deserializer<T> deserializer, Consumer<T> values) {
        TopicPartition partition = new TopicPartition(Topics.of(Stream.POWER), 0);
        try (KafkaConsumer<byte[], T> consumer = new KafkaConsumer<>(
                KafkaSettings.of(broker).with(Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_PER_POLL)),
                new ByteArrayDeserializer(),
                deserializer)) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], T> next : consumer.poll(Duration.ofSeconds(1))) {
                    if (next.offset() < end - 1) {
                        values.accept(next.value());
                    }
                }
            }
        }
    }
}
