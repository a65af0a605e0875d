package io.parkpulse.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.embedded.EmbeddedKafka;
import io.parkpulse.kafka.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicMergeIT {
    private static final String TOPIC = "a-topic";
    private static final long START = 1_584_316_800_000L;

    @TempDir
    Path dir;

    private static void make(KafkaSettings settings, int partitions) throws Exception {
        try (Admin admin = Admin.create(settings.properties())) {
            // With the timestamps of the test, and without end: they are of 2020.
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(partitions), Optional.empty())
                            .configs(Map.of("message.timestamp.type", "CreateTime", "retention.ms", "-1"))))
                    .all()
                    .get();
        }
    }

    private static void write(KafkaProducer<byte[], byte[]> producer, int partition, long timestamp) {
        producer.send(new ProducerRecord<>(
                TOPIC, partition, timestamp, null, ("" + timestamp).getBytes(StandardCharsets.UTF_8)));
    }

    private static KafkaProducer<byte[], byte[]> producer(KafkaSettings settings) {
        return new KafkaProducer<>(settings.properties(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static List<Long> timestamps(TopicMerge merge) throws Exception {
        List<Long> timestamps = new ArrayList<>();
        ConsumerRecord<byte[], byte[]> record;
        while ((record = merge.next()) != null) {
            timestamps.add(record.timestamp());
        }
        return timestamps;
    }

    @Test
    void recordsOfAllPartitionsComeInTheOrderOfTheirTimestampsThoughOnePartitionHasMany() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir, 0)) {
            KafkaSettings settings = KafkaSettings.of(kafka.bootstrapServers());
            make(settings, 3);
            try (KafkaProducer<byte[], byte[]> producer = producer(settings)) {
                for (int i = 0; i < 20_000; i++) {
                    write(producer, 0, START + i);
                }
                for (int i = 0; i < 20_000; i += 100) {
                    write(producer, 1, START + i);
                }
            }
            try (TopicMerge merge = new TopicMerge(settings, TOPIC)) {
                assertThat(merge.size()).isEqualTo(20_200);
                assertThat(timestamps(merge)).hasSize(20_200).isSorted();
            }
        }
    }

    @Test
    void whatIsWrittenAfterTheBeginningIsNotRead() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir, 0)) {
            KafkaSettings settings = KafkaSettings.of(kafka.bootstrapServers());
            make(settings, 2);
            try (KafkaProducer<byte[], byte[]> producer = producer(settings)) {
                write(producer, 0, START);
                producer.flush();
                try (TopicMerge merge = new TopicMerge(settings, TOPIC)) {
                    write(producer, 0, START + 1);
                    write(producer, 1, START + 2);
                    producer.flush();
                    assertThat(timestamps(merge)).containsExactly(START);
                }
            }
        }
    }

    @Test
    void anEmptyTopicHasNoRecords() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir, 0)) {
            KafkaSettings settings = KafkaSettings.of(kafka.bootstrapServers());
            make(settings, 2);
            try (TopicMerge merge = new TopicMerge(settings, TOPIC)) {
                assertThat(timestamps(merge)).isEmpty();
            }
        }
    }
}
