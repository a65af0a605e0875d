package io.parkpulse.live;

import io.parkpulse.connectors.clock.EventClock;
import io.parkpulse.imports.ValueMapper;
import io.parkpulse.ingest.RecordReader;
import io.parkpulse.mapping.IdBook;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Stream;
import io.parkpulse.roster.Roster;
import java.io.IOException;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Takes values that are to be mapped out of Kafka and looks at the times of their rows, inside the source, where partitions
 * are known. What the registry has to say to that it says as the job was started with it; records are made behind the
 * source, by the registry that holds then.
 */
final class MappedValueReader implements KafkaRecordDeserializationSchema<RawRecord> {
    private static final long serialVersionUID = 1L;

    private static final byte[] NOTHING = {};
    /** A value that is read so soon after it came has nothing unread before it; time of this machine. */
    private static final long SOON_MILLIS = 5_000;

    private final MappedTopic topic;
    private final Roster roster;
    private final EventClock clock;
    private transient ValueMapper mapper;

    MappedValueReader(MappedTopic topic, Roster roster, EventClock clock) {
        this.topic = topic;
        this.roster = roster;
        this.clock = clock;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) throws IOException {
        mapper = topic.mapper(IdBook.of(roster.registry()));
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RawRecord> out) throws IOException {
        byte[] value = record.value() == null ? NOTHING : record.value();
        long received = clock.eventTime(record.timestamp());
        LatestTime latest = new LatestTime(received + RecordReader.FUTURE_MILLIS);
        mapper.map(value, latest);
        long at = latest.at == Long.MIN_VALUE ? timeOfNoRecord(received) : latest.at;
        out.collect(new RawRecord(0, topic.number(), record.partition(), record.offset(), received, at, value));
    }

    /**
     * The time of a value that gives no record: its partition may hold many of these and nothing else, and must not hold
     * event time. One that waited long to be read says nothing: behind it may be records that came with it.
     */
    private long timeOfNoRecord(long received) {
        long now = clock.now();
        return now - received <= SOON_MILLIS * clock.speed() ? Math.min(received, now) : Long.MIN_VALUE;
    }

    @Override
    public TypeInformation<RawRecord> getProducedType() {
        return TypeInformation.of(RawRecord.class);
    }

    /** The latest time of a value's records that is not of the future. */
    private static final class LatestTime implements ValueMapper.Sink {
        private final long most;
        private long at = Long.MIN_VALUE;

        LatestTime(long most) {
            this.most = most;
        }

        @Override
        public ValueMapper.Refusal record(Stream stream, byte[] line, long time) {
            if (time <= most) {
                at = Math.max(at, time);
            }
            return null;
        }

        @Override
        public void dead(Stream stream, int row, DeadReason reason, String detail, byte[] raw) {
            // Told where the records are made.
        }

        @Override
        public void skipped(int rows) {
            // Counted where the records are made.
        }
    }
}
