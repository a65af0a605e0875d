package io.parkpulse.live;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Takes rows of the registry out of Kafka.
 *
 * @param end offset behind the last record that the job's first registry was made of
 */
record RegistryRecordReader(long end) implements KafkaRecordDeserializationSchema<RegistryRecord> {
    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RegistryRecord> out) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        out.collect(new RegistryRecord(key, record.value(), record.offset() >= end - 1));
    }

    @Override
    public TypeInformation<RegistryRecord> getProducedType() {
        return TypeInformation.of(RegistryRecord.class);
    }
}
