package io.parkpulse.kafka;

import io.parkpulse.model.Stream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topics of the live system.
 *
 * <p>Each {@link Stream} has one, keyed by the records' {@link io.parkpulse.model.Subject}, so that what must stay in order
 * stays on one partition. {@link #REGISTRY} and {@link #DECLARATIONS} are input as well, compacted: the last record of a key
 * holds. The outputs but {@link #DEAD_LETTERS} are compacted too, keyed by what they are about. The broker stamps the
 * records of all of them.
 */
public final class Topics {
    public static final String REGISTRY = "parkpulse.registry";
    public static final String DECLARATIONS = "parkpulse.declarations";
    public static final String INDICES = "parkpulse.indices";
    public static final String DAILY = "parkpulse.daily";
    public static final String ENTERPRISES = "parkpulse.enterprises";
    public static final String ALERTS = "parkpulse.alerts";
    public static final String DEAD_LETTERS = "parkpulse.dead-letters";

    /** Partitions of a stream where nothing else is asked for. */
    public static final int DEFAULT_PARTITIONS = 4;

    /**
     * The longest dead letter in bytes. A record can be as long as Kafka's usual limit of 1 MiB, and each of its bytes
     * become six characters when it is written as JSON text.
     */
    public static final int LONGEST_DEAD_LETTER = 8 << 20;

    private static final List<String> STREAMS =
            Arrays.stream(Stream.values()).map(Topics::of).toList();
    private static final List<String> COMPACTED = List.of(REGISTRY, DECLARATIONS, INDICES, DAILY, ENTERPRISES, ALERTS);
    private static final Duration LEADERS_WITHIN = Duration.ofSeconds(60);
    private static final Duration ASKED_WITHIN = Duration.ofSeconds(10);

    private Topics() {}

    /** The topic of a stream. */
    public static String of(Stream stream) {
        return "parkpulse." + stream.id();
    }

    /** Whether a topic keeps only the last record of each key. */
    public static boolean compacted(String topic) {
        return COMPACTED.contains(topic);
    }

    /**
     * Makes the topics that are not there and waits until all of them can be written to. One that is there stays as it
     * is. There are as many replicas as the brokers make of a topic where nothing is asked for.
     *
     * @param partitions of each of the streams; all other topics have one
     * @throws IOException if the brokers cannot be reached or refuse
     */
    public static void create(KafkaSettings settings, int partitions) throws IOException {
        List<NewTopic> wanted = new ArrayList<>();
        for (String topic : STREAMS) {
            wanted.add(topic(topic, partitions, Map.of()));
        }
        for (String topic : COMPACTED) {
            wanted.add(compactedTopic(topic));
        }
        wanted.add(topic(
                DEAD_LETTERS, 1, Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(LONGEST_DEAD_LETTER))));
        create(settings, wanted);
    }

    /**
     * Makes those of some topics of others that are not there, and waits until all of them can be written to.
     *
     * @return those that were not there
     * @throws IOException if the brokers cannot be reached or refuse
     */
    public static List<String> createOthers(KafkaSettings settings, List<String> topics, int partitions)
            throws IOException {
        if (topics.isEmpty()) {
            return List.of();
        }
        return create(
                settings,
                topics.stream().map(name -> topic(name, partitions, Map.of())).toList());
    }

    /**
     * Makes {@link #REGISTRY} alone, if it is not there, and waits until it can be written to.
     *
     * @throws IOException if the brokers cannot be reached or refuse
     */
    public static void createRegistry(KafkaSettings settings) throws IOException {
        create(settings, List.of(compactedTopic(REGISTRY)));
    }

    /**
     * Checks that nothing has been written to any of the topics yet.
     *
     * @throws IOException if something has, or the brokers cannot be reached
     */
    public static void requireEmpty(KafkaSettings settings) throws IOException {
        List<String> all = new ArrayList<>(STREAMS);
        all.addAll(COMPACTED);
        all.add(DEAD_LETTERS);
        try (TopicReader reader = TopicReader.of(settings, all)) {
            for (Map.Entry<TopicPartition, Long> end : reader.ends().entrySet()) {
                if (end.getValue() > 0) {
                    throw new IOException("Kafka at " + settings.bootstrapServers() + " has records in "
                            + end.getKey().topic() + ": expected brokers that nothing was written to yet");
                }
            }
        }
    }

    /** Whether there is a topic of this name. */
    public static boolean exists(KafkaSettings settings, String topic) throws IOException {
        try (Admin admin = Brokers.admin(settings)) {
            return Brokers.answer(settings, admin.listTopics().names()).contains(topic);
        }
    }

    /**
     * The longest record that a topic takes, in bytes, as its {@code max.message.bytes} says.
     *
     * @param clients properties of Kafka's clients
     * @return empty if it cannot be asked: it is not there, the brokers do not answer, or do not allow it
     */
    public static OptionalInt longestRecord(Properties clients, String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = Admin.create(clients)) {
            Config config = admin.describeConfigs(List.of(resource))
                    .all()
                    .get(ASKED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                    .get(resource);
            return OptionalInt.of(Integer.parseInt(
                    config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return OptionalInt.empty();
        }
    }

    /**
     * The offset of the first record that a partition still has.
     *
     * @param clients properties of Kafka's clients
     * @return empty if it cannot be asked
     */
    public static OptionalLong beginning(Properties clients, TopicPartition partition) {
        try (Admin admin = Admin.create(clients)) {
            return OptionalLong.of(admin.listOffsets(Map.of(partition, OffsetSpec.earliest()))
                    .partitionResult(partition)
                    .get(ASKED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                    .offset());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalLong.empty();
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return OptionalLong.empty();
        }
    }

    private static NewTopic compactedTopic(String name) {
        return topic(name, 1, Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings);
    }

    private static List<String> create(KafkaSettings settings, List<NewTopic> wanted) throws IOException {
        try (Admin admin = Brokers.admin(settings)) {
            Set<String> there = Brokers.answer(settings, admin.listTopics().names());
            List<NewTopic> missing = wanted.stream()
                    .filter(topic -> !there.contains(topic.name()))
                    .toList();
            for (var made : admin.createTopics(missing).values().values()) {
                try {
                    Brokers.answer(settings, made);
                } catch (IOException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) { // another was faster
                        throw e;
                    }
                }
            }
            awaitLeaders(settings, admin, wanted.stream().map(NewTopic::name).toList());
            return missing.stream().map(NewTopic::name).toList();
        }
    }

    /**
     * Waits until the leader of each partition answers. That it is known which broker leads is not enough: until that
     * broker has the partition, it refuses the first records and takes those that were sent after them.
     */
    private static void awaitLeaders(KafkaSettings settings, Admin admin, List<String> topics) throws IOException {
        long deadline = System.nanoTime() + LEADERS_WITHIN.toNanos();
        Set<TopicPartition> led = led(settings, admin, topics);
        while (led.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the topics " + String.join(", ", topics) + " at " + settings.bootstrapServers()
                        + " have no leaders after " + LEADERS_WITHIN.toSeconds() + " s");
            }
            Brokers.pause();
            led = led(settings, admin, topics);
        }
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        led.forEach(partition -> ends.put(partition, OffsetSpec.latest()));
        // Only a leader knows where its partition ends; until it is one, Admin asks again.
        ListOffsetsOptions patience = new ListOffsetsOptions().timeoutMs((int) LEADERS_WITHIN.toMillis());
        Brokers.answer(settings, admin.listOffsets(ends, patience).all());
    }

    /** All partitions of topics once each is said to have a leader; until then none. */
    private static Set<TopicPartition> led(KafkaSettings settings, Admin admin, List<String> topics)
            throws IOException {
        try {
            Set<TopicPartition> led = new HashSet<>();
            for (TopicDescription topic : Brokers.answer(
                            settings, admin.describeTopics(topics).allTopicNames())
                    .values()) {
                for (TopicPartitionInfo partition : topic.partitions()) {
                    if (partition.leader() == null || partition.leader().isEmpty()) {
                        return Set.of();
                    }
                    led.add(new TopicPartition(topic.name(), partition.partition()));
                }
            }
            return led;
        } catch (IOException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) { // made, but not yet known everywhere
                return Set.of();
            }
            throw e;
        }
    }
}
