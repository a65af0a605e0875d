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
 * Takes values that are to be mapped out of Kafka and maps them inside the source, where partitions are known, as the times
 * of their rows move event time. What the registry has to say to that it says as the job was started with it. The records
 * go along, for where that registry still holds and nothing is to be said of a row.
 */
final class MappedValueReader implements KafkaRecordDeserializationSchema<RawRecord> {
    private static final long serialVersionUID = 1L;

    private static final byte[] NOTHING = {};
    /** A value that is read so soon after it came has nothing unread before it; time of this machine. */
    private static final long SOON_MILLIS = 5_000;

    private final MappedTopic topic;
    private final EventClock clock;
    /** Null as soon as it is read: another one may take its place, and memory, in the job. */
    private Roster roster;

    private transient ValueMapper mapper;
    /** Whether a value gives the same records whatever was before it. */
    private transient boolean alone;

    MappedValueReader(MappedTopic topic, Roster roster, EventClock clock) {
        this.topic = topic;
        this.roster = roster;
        this.clock = clock;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) throws IOException {
        IdBook book = IdBook.of(roster.registry());
        roster = null;
        mapper = topic.mapper(book);
        alone = topic.inputs().stream().noneMatch(input -> input.mapping().dependsOnRowsBefore(book));
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RawRecord> out) throws IOException {
        byte[] value = record.value() == null ? NOTHING : record.value();
        long received = clock.eventTime(record.timestamp());
        LatestTime latest = new LatestTime(received + RecordReader.FUTURE_MILLIS);
        mapper.map(value, latest);
        long at = latest.at == Long.MIN_VALUE ? timeOfNoRecord(received) : latest.at;
        byte[] mapped = alone ? latest.rows.toBytes() : null;
        out.collect(new RawRecord(0, topic.number(), record.partition(), record.offset(), received, at, value, mapped));
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

    /** The latest time of a value's records that is not of the future, and these records. */
    private static final class LatestTime implements ValueMapper.Sink {
        private final MappedRows rows = new MappedRows();
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
            return rows.record(stream, line, time);
        }

        @Override
        public void dead(Stream stream, int row, DeadReason reason, String detail, byte[] raw) {
            rows.dead(stream, row, reason, detail, raw);
        }

        @Override
        public void skipped(int number) {
            rows.skipped(number);
        }
    }
}
