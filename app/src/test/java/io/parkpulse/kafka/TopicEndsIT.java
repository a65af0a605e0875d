package io.parkpulse.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.embedded.EmbeddedKafka;
import io.parkpulse.kafka.TopicEnds.Standing;
import io.parkpulse.model.Stream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicEndsIT {
    @TempDir
    Path dir;

    private EmbeddedKafka broker;
    private KafkaSettings kafka;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedKafka.start(dir, 0);
        kafka = KafkaSettings.of(broker.bootstrapServers());
        Topics.create(kafka, 3);
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    private TopicEnds ends(Map<String, String> more) {
        Properties properties = kafka.properties();
        properties.putAll(more);
        return new TopicEnds(properties, Topics.of(Stream.POWER));
    }

    private KafkaProducer<String, String> producer(Map<String, Object> more) {
        return new KafkaProducer<>(kafka.with(more), new StringSerializer(), new StringSerializer());
    }

    @Test
    void aPartitionIsReadWhereItsLastRecordIs() throws Exception {
        try (KafkaProducer<String, String> producer = producer(Map.of());
                TopicEnds ends = ends(Map.of())) {
            for (int record = 0; record < 3; record++) {
                producer.send(new ProducerRecord<>(Topics.of(Stream.POWER), 1, "key", "value"))
                        .get();
                producer.send(new ProducerRecord<>(Topics.of(Stream.POWER), 2, "key", "value"))
                        .get();
            }
            assertThat(ends.ask(Map.of(0, TopicEnds.BEGINNING, 1, 3L, 2, 2L)))
                    .isEqualTo(Map.of(0, Standing.READ, 1, Standing.READ, 2, Standing.BEHIND));
            assertThat(ends.ask(Map.of(1, TopicEnds.BEGINNING))).isEqualTo(Map.of(1, Standing.BEHIND));
        }
    }

    /** The end of a transaction takes an offset that no record is ever read at. */
    @Test
    void theMarksOfTransactionsAreNothingToRead() throws Exception {
        Map<String, Object> transactional = Map.of("transactional.id", "collector", "enable.idempotence", true);
        try (KafkaProducer<String, String> producer = producer(transactional);
                TopicEnds ends = ends(Map.of());
                TopicEnds committed = ends(Map.of("isolation.level", "read_committed"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(Topics.of(Stream.POWER), 0, "key", "value"))
                    .get();
            // What is not committed is not there for one who reads what is.
            assertThat(committed.ask(Map.of(0, TopicEnds.BEGINNING))).isEqualTo(Map.of(0, Standing.READ));
            assertThat(ends.ask(Map.of(0, TopicEnds.BEGINNING))).isEqualTo(Map.of(0, Standing.BEHIND));
            producer.commitTransaction();
            // The mark comes a moment after the producer has its answer.
            await(() -> committed.ask(Map.of(0, TopicEnds.BEGINNING)).equals(Map.of(0, Standing.BEHIND)));
            assertThat(committed.ask(Map.of(0, 1L))).isEqualTo(Map.of(0, Standing.READ));
            assertThat(ends.ask(Map.of(0, 1L))).isEqualTo(Map.of(0, Standing.READ));
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }

    @Test
    void whatIsDeletedIsNothingToRead() throws Exception {
        try (KafkaProducer<String, String> producer = producer(Map.of());
                Admin admin = Admin.create(kafka.with(Map.of()));
                TopicEnds ends = ends(Map.of())) {
            producer.send(new ProducerRecord<>(Topics.of(Stream.POWER), 0, "key", "value"))
                    .get();
            admin.deleteRecords(Map.of(new TopicPartition(Topics.of(Stream.POWER), 0), RecordsToDelete.beforeOffset(1)))
                    .all()
                    .get();
            assertThat(ends.ask(Map.of(0, TopicEnds.BEGINNING))).isEqualTo(Map.of(0, Standing.READ));
            assertThat(ends.ask(Map.of(0, 0L))).isEqualTo(Map.of(0, Standing.READ));
        }
    }

    @Test
    void whereNobodyAnswersNothingIsKnown() throws Exception {
        try (TopicEnds ends = ends(Map.of())) {
            assertThat(ends.ask(Map.of(0, TopicEnds.BEGINNING))).isEqualTo(Map.of(0, Standing.READ));
            broker.close();
            assertThat(ends.ask(Map.of(0, TopicEnds.BEGINNING, 1, 5L)))
                    .isEqualTo(Map.of(0, Standing.UNKNOWN, 1, Standing.UNKNOWN));
        }
    }
}
