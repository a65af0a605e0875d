package io.parkpulse.live;

import io.parkpulse.kafka.TopicEnds;
import java.io.Serializable;
import java.util.Properties;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A topic from its beginning, read by Flink's {@link KafkaSource}, with watermarks of its own: {@link StreamWatermark} says
 * what holds them back. It needs none of a {@link org.apache.flink.api.common.eventtime.WatermarkStrategy}.
 *
 * @param <T> the records
 */
final class TopicSource<T> implements Source<T, KafkaPartitionSplit, KafkaSourceEnumState>, ResultTypeQueryable<T> {
    private static final long serialVersionUID = 1L;

    private final Properties properties;
    private final String topic;
    private final String group;
    private final KafkaRecordDeserializationSchema<T> reading;
    private final RecordTime<T> times;
    private final LiveSettings settings;

    /** Says the time of a record, epoch milliseconds; {@link Long#MIN_VALUE} of one that may not move event time. */
    interface RecordTime<T> extends ToLongFunction<T>, Serializable {}

    /** A reader without partitions asks whether that is all. */
    record WhetherAssigned() implements SourceEvent {}

    /** A reader has all partitions that there are for it. */
    record Assigned() implements SourceEvent {}

    /**
     * @param properties of Kafka's consumers
     * @param group the consumer group whose offsets are committed
     * @param settings how event time goes by
     */
    TopicSource(
            Properties properties,
            String topic,
            String group,
            KafkaRecordDeserializationSchema<T> reading,
            RecordTime<T> times,
            LiveSettings settings) {
        this.properties = properties;
        this.topic = topic;
        this.group = group;
        this.reading = reading;
        this.times = times;
        this.settings = settings;
    }

    private KafkaSource<T> kafka(KafkaRecordDeserializationSchema<T> deserializer) {
        return KafkaSource.<T>builder()
                .setProperties(properties)
                .setTopics(topic)
                .setGroupId(group)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(deserializer)
                .build();
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<T, KafkaPartitionSplit> createReader(SourceReaderContext context) throws Exception {
        StreamWatermark time = new StreamWatermark(settings, System::nanoTime);
        RetentionWatch retention = new RetentionWatch(properties, context);
        return new TopicSourceReader<>(
                kafka(new Noting<>(reading, times, time, retention)).createReader(context),
                time,
                retention,
                new TopicEnds(properties, topic),
                topic,
                context);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return new TopicSourceEnumerator(kafka(reading).createEnumerator(context), context);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state) throws Exception {
        return new TopicSourceEnumerator(kafka(reading).restoreEnumerator(context, state), context);
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return kafka(reading).getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
        return kafka(reading).getEnumeratorCheckpointSerializer();
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return reading.getProducedType();
    }

    /** Notes what is read: every record of Kafka, be something made of it or not. Never leaves the reader it was made for. */
    private static final class Noting<T> implements KafkaRecordDeserializationSchema<T>, Collector<T> {
        private static final long serialVersionUID = 1L;

        private final KafkaRecordDeserializationSchema<T> reading;
        private final RecordTime<T> times;
        private final transient StreamWatermark time;
        private final transient RetentionWatch retention;
        private transient Collector<T> out;
        private transient long latest;

        Noting(
                KafkaRecordDeserializationSchema<T> reading,
                RecordTime<T> times,
                StreamWatermark time,
                RetentionWatch retention) {
            this.reading = reading;
            this.times = times;
            this.time = time;
            this.retention = retention;
        }

        @Override
        public void open(DeserializationSchema.InitializationContext context) throws Exception {
            reading.open(context);
        }

        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<T> collector)
                throws java.io.IOException {
            retention.read(record);
            out = collector;
            latest = Long.MIN_VALUE;
            reading.deserialize(record, this);
            time.read(record.partition(), record.offset(), latest);
        }

        @Override
        public void collect(T record) {
            latest = Math.max(latest, times.applyAsLong(record));
            out.collect(record);
        }

        @Override
        public void close() {}

        @Override
        public TypeInformation<T> getProducedType() {
            return reading.getProducedType();
        }
    }
}
