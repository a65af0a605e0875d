package io.parkpulse.live;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes declarations out of Kafka. One that is deleted is not retracted: what counts is the latest that was said. */
final class DeclarationReader implements KafkaRecordDeserializationSchema<DeclarationRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<DeclarationRecord> out) {
        if (record.value() != null) {
            String source = Position.text(record.topic(), record.partition(), record.offset());
            out.collect(new DeclarationRecord(source, record.value()));
        }
    }

    @Override
    public TypeInformation<DeclarationRecord> getProducedType() {
        return TypeInformation.of(DeclarationRecord.class);
    }
}
