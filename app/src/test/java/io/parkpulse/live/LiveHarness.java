package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.connectors.Wait;
import io.parkpulse.embedded.EmbeddedKafka;
import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.kafka.RegistryTopic;
import io.parkpulse.kafka.Topics;
import io.parkpulse.model.Stream;
import io.parkpulse.pipeline.IndexWorkflow;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.roster.Roster;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A real broker with the live topics, and what a test does with them. */
final class LiveHarness implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PARTITIONS = 3;

    private final EmbeddedKafka broker;
    private final KafkaSettings kafka;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Function<Configuration, StreamExecutionEnvironment> cluster;
    /** Held, so that operators hold this very one. */
    private Roster startedWith;

    /** For jobs on the cluster that the tests of a class share. */
    LiveHarness(Path dir) throws IOException {
        this(dir, StreamExecutionEnvironment::getExecutionEnvironment);
    }

    /** @param cluster where jobs are defined */
    LiveHarness(Path dir, Function<Configuration, StreamExecutionEnvironment> cluster) throws IOException {
        this.cluster = cluster;
        broker = EmbeddedKafka.start(dir, 0);
        kafka = KafkaSettings.of(broker.bootstrapServers());
        Topics.create(kafka, PARTITIONS);
        producer = new KafkaProducer<>(
                kafka.with(Map.of("linger.ms", "50", "max.request.size", 20 << 20)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    KafkaSettings kafka() {
        return kafka;
    }

    /** Sends lines of a stream, each to a partition by chance: nothing may hang on which. */
    void send(Stream stream, List<String> lines, Random random) {
        for (String line : lines) {
            send(stream, random.nextInt(PARTITIONS), line.getBytes(StandardCharsets.UTF_8));
        }
        producer.flush();
    }

    void send(Stream stream, int partition, byte[] value) {
        producer.send(new ProducerRecord<>(Topics.of(stream), partition, null, value));
    }

    /** Sends a value to any partition of any topic. */
    void send(String topic, byte[] value) {
        producer.send(new ProducerRecord<>(topic, value));
    }

    /** Waits until everything sent is there. */
    void flush() {
        producer.flush();
    }

    /** Starts the live job between the topics. */
    JobClient start(Roster roster, LiveSettings settings) throws Exception {
        return start(roster, settings, null);
    }

    /** @param savepoint to go on from; null for none */
    JobClient start(Roster roster, LiveSettings settings, String savepoint) throws Exception {
        return start(roster, settings, new KafkaSources(kafka, "test", settings), savepoint);
    }

    /**
     * Starts the live job with the registry that its topic holds, and follows the topic.
     *
     * @param savepoint to go on from; null for none
     */
    JobClient startFollowing(LiveSettings settings, String savepoint) throws Exception {
        RegistryTopic.Content content = RegistryTopic.read(kafka);
        return start(
                Roster.of(content.outcome().registry()),
                settings,
                new KafkaSources(kafka, "test", settings).withRegistry(content.end()),
                savepoint);
    }

    /** @param savepoint to go on from; null for none */
    JobClient start(Roster roster, LiveSettings settings, LiveSources sources, String savepoint) throws Exception {
        Configuration configuration = IndexWorkflow.configuration();
        if (savepoint != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment env = cluster.apply(configuration);
        LiveJob.define(env, roster, RegistryReader.builtInRules(), settings, sources, new KafkaSinks(kafka));
        startedWith = roster;
        return env.executeAsync("live");
    }

    /** Waits until nobody in this process holds the roster any more that the last job was started with. */
    void awaitRosterOfStartGone() throws InterruptedException {
        WeakReference<Roster> roster = new WeakReference<>(startedWith);
        startedWith = null;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (roster.get() != null) {
            assertThat(System.nanoTime()).as("somebody holds it").isLessThan(deadline);
            System.gc();
            Wait.aMoment();
        }
    }

    /** Sends a record to any topic, as somebody's own program might. */
    void send(String topic, String key, String json) throws Exception {
        producer.send(new ProducerRecord<>(
                        topic, key.getBytes(StandardCharsets.UTF_8), json.getBytes(StandardCharsets.UTF_8)))
                .get();
    }

    /** Reads a topic until what it holds is enough; the last value of each key. */
    Map<String, String> read(String topic, JobClient job, Predicate<Map<String, String>> enough) throws Exception {
        Map<String, String> latest = new TreeMap<>();
        each(topic, job, latest::put, () -> enough.test(latest));
        return latest;
    }

    /** Reads a topic until it is enough, or for as long as a test has patience. */
    private void each(String topic, JobClient job, BiConsumer<String, String> record, BooleanSupplier enough)
            throws Exception {
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(kafka.with(Map.of()), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!enough.getAsBoolean() && System.nanoTime() < deadline) {
                for (ConsumerRecord<String, byte[]> next : consumer.poll(Duration.ofMillis(200))) {
                    record.accept(next.key(), new String(next.value(), StandardCharsets.UTF_8));
                }
                failIfEnded(job);
            }
        }
    }

    /** Reads all values of a topic until these are among them; those that are not. */
    List<String> missing(String topic, JobClient job, List<String> wanted) throws Exception {
        List<String> missing = new ArrayList<>(wanted);
        each(topic, job, (key, value) -> missing.remove(value), missing::isEmpty);
        return missing;
    }

    /** Cancels a job; one that has failed has been told of where it was missed. */
    static void cancel(JobClient job) throws Exception {
        if (!job.getJobExecutionResult().isDone()) {
            job.cancel().get();
        }
    }

    private static void failIfEnded(JobClient job) throws Exception {
        var result = job.getJobExecutionResult();
        if (result.isDone()) {
            try {
                result.get();
            } catch (ExecutionException e) {
                throw new AssertionError("the job failed", e);
            }
            throw new AssertionError("the job ended");
        }
    }

    @Override
    public void close() throws IOException {
        producer.close();
        broker.close();
    }
}
