package io.parkpulse.live;

import io.parkpulse.connectors.clock.EventClock;
import io.parkpulse.ingest.RecordGlance;
import io.parkpulse.ingest.RecordReader;
import io.parkpulse.ingest.TimeText;
import io.parkpulse.model.Stream;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes records of a stream out of Kafka and looks at their time, inside the source, where partitions are known. */
final class RawRecordReader implements KafkaRecordDeserializationSchema<RawRecord> {
    private static final long serialVersionUID = 1L;

    private static final byte[] NOTHING = {};

    private final Stream stream;
    private final EventClock clock;
    private transient RecordGlance glance;

    RawRecordReader(Stream stream, EventClock clock) {
        this.stream = stream;
        this.clock = clock;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        glance = new RecordGlance();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RawRecord> out) {
        // A record without a value is no record of ours, and is kept as a dead letter like any other.
        byte[] value = record.value() == null ? NOTHING : record.value();
        long received = clock.eventTime(record.timestamp());
        glance.read(stream, value, 0, value.length);
        long at = glance.at();
        boolean moves = at != TimeText.NONE && at <= received + RecordReader.FUTURE_MILLIS;
        out.collect(new RawRecord(
                stream.ordinal(),
                MappedTopic.NONE,
                record.partition(),
                record.offset(),
                received,
                moves ? at : Long.MIN_VALUE,
                value));
    }

    @Override
    public TypeInformation<RawRecord> getProducedType() {
        return TypeInformation.of(RawRecord.class);
    }
}
