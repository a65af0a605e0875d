package io.parkpulse.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parkpulse.embedded.EmbeddedKafka;
import io.parkpulse.model.Stream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicsIT {
    @TempDir
    static Path dir;

    private static Map<String, Integer> partitions(Admin admin) throws Exception {
        Map<String, Integer> partitions = new HashMap<>();
        admin.describeTopics(admin.listTopics().names().get())
                .allTopicNames()
                .get()
                .forEach(
                        (name, topic) -> partitions.put(name, topic.partitions().size()));
        return partitions;
    }

    private static String setting(Admin admin, String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get(name)
                .value();
    }

    @Test
    void missingTopicsAreMadeAndThoseThatAreThereStayAsTheyAre() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir, 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(Topics.of(Stream.POWER), 7, (short) 1)))
                    .all()
                    .get();
            KafkaSettings settings = KafkaSettings.of(kafka.bootstrapServers());
            Topics.create(settings, 3);
            Topics.create(settings, 5);
            assertThat(partitions(admin))
                    .isEqualTo(Map.of(
                            "parkpulse.power", 7,
                            "parkpulse.headcount", 3,
                            "parkpulse.checkin", 3,
                            "parkpulse.registry", 1,
                            "parkpulse.declarations", 1,
                            "parkpulse.indices", 1,
                            "parkpulse.daily", 1,
                            "parkpulse.enterprises", 1,
                            "parkpulse.alerts", 1,
                            "parkpulse.dead-letters", 1));
            for (String topic : partitions(admin).keySet()) {
                assertThat(setting(admin, topic, "cleanup.policy"))
                        .as(topic)
                        .isEqualTo(Topics.compacted(topic) ? "compact" : "delete");
            }
            assertThat(setting(admin, Topics.of(Stream.CHECKIN), "message.timestamp.type"))
                    .isEqualTo("LogAppendTime");
        }
    }

    /** The first records of a partition that must be sent twice can lose their place for good: an idempotent writer fails. */
    @Test
    void newTopicsTakeTheFirstRecordOfEachPartitionAtOnce(@TempDir Path data) throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data, 0)) {
            KafkaSettings settings = KafkaSettings.of(kafka.bootstrapServers());
            Topics.create(settings, 30);
            Map<String, Object> once = settings.with(
                    Map.of(ProducerConfig.RETRIES_CONFIG, 0, ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false));
            try (KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(once, new ByteArraySerializer(), new ByteArraySerializer())) {
                List<Future<RecordMetadata>> sent = new ArrayList<>();
                for (Stream stream : Stream.values()) {
                    for (PartitionInfo partition : producer.partitionsFor(Topics.of(stream))) {
                        sent.add(producer.send(new ProducerRecord<>(
                                partition.topic(), partition.partition(), null, new byte[] {'1'})));
                    }
                }
                for (Future<RecordMetadata> record : sent) {
                    assertThat(record.get().offset()).isZero();
                }
            }
        }
    }

    @Test
    void brokersThatAreNotThereAreNamed() {
        assertThatThrownBy(() -> Topics.create(
                        KafkaSettings.read(
                                "127.0.0.1:9", null, Map.of("PARKPULSE_KAFKA_SECURITY_PROTOCOL", "TELEPATHY")),
                        1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1:9")
                .hasMessageContaining("TELEPATHY");
    }
}
