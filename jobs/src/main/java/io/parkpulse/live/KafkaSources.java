package io.parkpulse.live;

import io.parkpulse.connectors.clock.ClockSource;
import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.kafka.Topics;
import io.parkpulse.model.Stream;
import io.parkpulse.roster.Roster;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * The live streams in Kafka. Without a state to go on from everything the topics hold is read: what was emitted before is
 * emitted again, the same.
 */
public final class KafkaSources implements LiveSources {
    /** Records fetched at once. */
    private static final String RECORDS_PER_POLL = "5000";
    /** There is nearly always nothing to read. */
    private static final Duration DECLARATIONS_IDLE_AFTER = Duration.ofMillis(250);

    private final KafkaSettings kafka;
    private final String group;
    private final LiveSettings settings;
    /** Offset behind the registry's last record; negative where the registry stays as it is. */
    private final long registryEnd;

    private final LiveMapping mapping;

    /**
     * @param group the consumer group whose offsets are committed at checkpoints, for others to see; nothing is read
     *     from them
     */
    public KafkaSources(KafkaSettings kafka, String group, LiveSettings settings) {
        this(kafka, group, settings, -1, LiveMapping.NONE);
    }

    private KafkaSources(
            KafkaSettings kafka, String group, LiveSettings settings, long registryEnd, LiveMapping mapping) {
        this.kafka = kafka;
        this.group = group;
        this.settings = settings;
        this.registryEnd = registryEnd;
        this.mapping = mapping;
    }

    /**
     * The same, with the rows of the registry's topic.
     *
     * @param registryEnd offset behind the last record of those that the registry was made of which the job is started
     *     with
     */
    public KafkaSources withRegistry(long registryEnd) {
        return new KafkaSources(kafka, group, settings, registryEnd, mapping);
    }

    /** The same, with topics whose values are mapped to records. */
    public KafkaSources withMapping(LiveMapping other) {
        return new KafkaSources(kafka, group, settings, registryEnd, other);
    }

    @Override
    public LiveMapping mapping() {
        return mapping;
    }

    @Override
    public DataStream<RegistryRecord> registry(StreamExecutionEnvironment env) {
        return env.fromSource(
                        registryEnd < 0 ? new ClockSource<>(RegistryRecord.START) : registryTopic(),
                        LiveJob.clockTime(settings),
                        "registry")
                .returns(RegistryRecord.class)
                .uid("source-registry")
                .setParallelism(1);
    }

    @Override
    public DataStream<DeclarationRecord> declarations(StreamExecutionEnvironment env) {
        // They hold event time back until all that was declared is read; what they say of times moves it nowhere.
        TopicSource<DeclarationRecord> source = new TopicSource<>(
                kafka.properties(),
                Topics.DECLARATIONS,
                group,
                new DeclarationReader(),
                declaration -> Long.MIN_VALUE,
                settings.withIdleAfter(DECLARATIONS_IDLE_AFTER));
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), "declarations")
                .uid("source-declarations")
                .setParallelism(1);
    }

    private KafkaSource<RegistryRecord> registryTopic() {
        return KafkaSource.<RegistryRecord>builder()
                .setProperties(kafka.properties())
                .setTopics(Topics.REGISTRY)
                .setGroupId(group)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new RegistryRecordReader(registryEnd))
                .build();
    }

    @Override
    public DataStream<RawRecord> records(StreamExecutionEnvironment env, Stream stream) {
        return records(env, Topics.of(stream), new RawRecordReader(stream, settings.clock()), stream.id());
    }

    @Override
    public DataStream<RawRecord> values(StreamExecutionEnvironment env, MappedTopic topic, Roster roster) {
        String name = "topic " + topic.name();
        return records(env, topic.name(), new MappedValueReader(topic, roster, settings.clock()), name);
    }

    private DataStream<RawRecord> records(
            StreamExecutionEnvironment env,
            String topic,
            KafkaRecordDeserializationSchema<RawRecord> reader,
            String name) {
        Properties properties = kafka.properties();
        properties.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_PER_POLL);
        TopicSource<RawRecord> source = new TopicSource<>(properties, topic, group, reader, RawRecord::at, settings);
        return env.fromSource(
                        source,
                        WatermarkStrategy.<RawRecord>noWatermarks()
                                .withTimestampAssigner((envelope, timestamp) -> envelope.at()),
                        name)
                .uid("source-" + name);
    }
}
