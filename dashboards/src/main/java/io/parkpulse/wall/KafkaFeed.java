package io.parkpulse.wall;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * A running system's topics, read from their beginning and then followed. Belongs to no consumer group and commits
 * nothing: any number of walls read the same topics.
 */
public final class KafkaFeed implements WallFeed {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final long LOOK_FOR_PARTITIONS_NANOS = Duration.ofSeconds(10).toNanos();

    private final Map<String, Object> settings;

    /**
     * @param settings of the consumer: {@code bootstrap.servers} and, where the brokers ask for it, security; what
     *     concerns groups, offsets and deserialisers is set here
     */
    public KafkaFeed(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.keySet().removeAll(List.of(ConsumerConfig.GROUP_ID_CONFIG, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        all.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        all.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        this.settings = all;
    }

    @Override
    public void follow(WallSink sink) throws IOException, InterruptedException {
        try (Consumer<String, String> consumer = new KafkaConsumer<>(settings)) {
            try {
                new Reading(consumer, sink).run();
            } finally {
                Thread.interrupted(); // an interrupted client does not close in peace
            }
        } catch (InterruptException e) {
            throw (InterruptedException) new InterruptedException().initCause(e);
        } catch (KafkaException e) {
            throw new IOException("Kafka: " + e.getMessage(), e);
        }
    }

    /** One pass over the topics, from the beginning on. */
    private static final class Reading {
        private final Consumer<String, String> consumer;
        private final WallSink sink;
        private final Map<TopicPartition, Long> ends = new HashMap<>();
        private boolean complete;
        private boolean caughtUp;

        Reading(Consumer<String, String> consumer, WallSink sink) {
            this.consumer = consumer;
            this.sink = sink;
        }

        void run() throws InterruptedException {
            findPartitions();
            long looked = System.nanoTime();
            while (!Thread.currentThread().isInterrupted()) {
                if (ends.isEmpty()) {
                    Thread.sleep(POLL.toMillis());
                }
                if (System.nanoTime() - looked > (complete ? LOOK_FOR_PARTITIONS_NANOS : POLL.toNanos())) {
                    findPartitions();
                    looked = System.nanoTime();
                }
                if (!ends.isEmpty()) {
                    for (ConsumerRecord<String, String> message : consumer.poll(POLL)) {
                        take(message);
                    }
                    reportIfCaughtUp();
                }
            }
            throw new InterruptedException();
        }

        private void take(ConsumerRecord<String, String> message) {
            WallTopic topic = WallTopic.of(message.topic()).orElseThrow();
            sink.put(topic, message.key() == null ? "" : message.key(), message.value());
        }

        /** Topics may be made, and given partitions, after the wall. */
        private void findPartitions() {
            List<TopicPartition> found = new ArrayList<>();
            TreeSet<String> missing = new TreeSet<>();
            Map<String, List<PartitionInfo>> topics;
            try {
                topics = consumer.listTopics(ANSWER);
            } catch (TimeoutException e) {
                complete = false;
                sink.hindered("Kafka does not answer: " + e.getMessage());
                return;
            }
            for (WallTopic topic : WallTopic.values()) {
                List<PartitionInfo> partitions = topics.getOrDefault(topic.topic(), List.of());
                if (partitions.isEmpty()) {
                    missing.add(topic.topic());
                }
                partitions.forEach(it -> found.add(new TopicPartition(it.topic(), it.partition())));
            }
            complete = missing.isEmpty();
            sink.hindered(
                    complete ? null : missing.stream().collect(Collectors.joining(", ", "Kafka has no topic ", "")));
            List<TopicPartition> fresh =
                    found.stream().filter(it -> !ends.containsKey(it)).toList();
            if (!fresh.isEmpty()) {
                Map<TopicPartition, Long> positions = new HashMap<>();
                ends.keySet().forEach(it -> positions.put(it, consumer.position(it)));
                consumer.assign(found);
                positions.keySet().retainAll(found);
                positions.forEach(consumer::seek);
                consumer.seekToBeginning(fresh);
                ends.putAll(consumer.endOffsets(fresh, ANSWER));
                ends.keySet().retainAll(found);
            }
        }

        private void reportIfCaughtUp() {
            if (!caughtUp && ends.entrySet().stream().allMatch(it -> consumer.position(it.getKey()) >= it.getValue())) {
                caughtUp = true;
                sink.caughtUp();
            }
        }
    }

    /** Names the topics, not the settings, which may have secrets. */
    @Override
    public String toString() {
        return "KafkaFeed"
                + Arrays.stream(WallTopic.values()).map(WallTopic::topic).toList();
    }
}
