package io.parkpulse.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
    private static final String TOPIC = "a-topic";

    @TempDir
    Path dir;

    private static void write(EmbeddedKafka kafka, String value) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            if (!admin.listTopics().names().get().contains(TOPIC)) {
                admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())))
                        .all()
                        .get();
            }
        }
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, null, 1L, "key", value)).get();
        }
    }

    private static List<ConsumerRecord<String, String>> read(EmbeddedKafka kafka, int count) {
        TopicPartition partition = new TopicPartition(TOPIC, 0);
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<ConsumerRecord<String, String>> records = new ArrayList<>();
            while (records.size() < count) {
                consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
            }
            return records;
        }
    }

    @Test
    void whatIsWrittenIsReadBackWithTheTimeOfItsArrival() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir, 0)) {
            long before = System.currentTimeMillis();
            write(kafka, "value");
            ConsumerRecord<String, String> record = read(kafka, 1).get(0);
            assertThat(record.value()).isEqualTo("value");
            assertThat(record.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
            assertThat(record.timestamp()).isBetween(before, System.currentTimeMillis());
        }
    }

    @Test
    void recordsOutliveARestart() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir, 0)) {
            write(kafka, "before");
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir, 0)) {
            write(kafka, "after");
            assertThat(read(kafka, 2)).extracting(ConsumerRecord::value).containsExactly("before", "after");
        }
    }

    @Test
    void listensOnThePortAskedForAndOnAnotherWhereItIsTaken() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
            try (EmbeddedKafka kafka = EmbeddedKafka.start(dir.resolve("1"), port)) {
                assertThat(kafka.port()).isNotEqualTo(port);
                write(kafka, "value");
            }
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir.resolve("2"), port)) {
            assertThat(kafka.port()).isEqualTo(port);
            assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
            write(kafka, "value");
        }
    }

    @Test
    void aDirectoryThatAnotherBrokerUsesIsRefusedByName() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir, 0)) {
            assertThatThrownBy(() -> EmbeddedKafka.start(dir, 0))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(dir.toString())
                    .hasMessageContaining("another broker");
            write(kafka, "still there");
            assertThat(read(kafka, 1)).hasSize(1);
        }
    }
}
