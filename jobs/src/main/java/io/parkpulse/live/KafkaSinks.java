package io.parkpulse.live;

import io.parkpulse.alerts.Alert;
import io.parkpulse.alerts.AlertLine;
import io.parkpulse.connectors.exchange.KeyedExchange;
import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.kafka.Topics;
import io.parkpulse.model.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The output topics. A record's value is the line a replay's file has, and its key what the line is about, so that a
 * figure told again replaces what was told before: all records of a key go through one writer, in the order in which they
 * were told. Written at least once: after a failure some come twice.
 */
public final class KafkaSinks implements LiveSinks {
    private final KafkaSettings kafka;

    public KafkaSinks(KafkaSettings kafka) {
        this.kafka = kafka;
    }

    @Override
    public void indices(DataStream<IndexPoint> indices) {
        sinkKeyed(indices, Topics.INDICES, PointLines::key, PointLines::line);
    }

    @Override
    public void days(DataStream<DayPoint> days) {
        sinkKeyed(days, Topics.DAILY, PointLines::key, PointLines::line);
    }

    @Override
    public void enterprises(DataStream<EnterprisePoint> enterprises) {
        sink(enterprises, Topics.ENTERPRISES, PointLines::key, PointLines::line);
    }

    @Override
    public void alerts(DataStream<Alert> alerts) {
        sink(alerts, Topics.ALERTS, Alert::id, AlertLine::of);
    }

    @Override
    public void deadLetters(DataStream<DeadLetter> letters) {
        sink(letters, Topics.DEAD_LETTERS, PointLines::key, PointLines::line);
    }

    @Override
    public void refused(DataStream<Refused> refused) {
        sink(refused, "refused", Topics.DEAD_LETTERS, Refused::source, PointLines::line);
    }

    private <T> void sink(DataStream<T> stream, String topic, TextOf<T> key, TextOf<T> value) {
        sink(stream, topic, topic, key, value);
    }

    private <T> void sink(DataStream<T> stream, String name, String topic, TextOf<T> key, TextOf<T> value) {
        DataStream<T> byKey = KeyedExchange.by(stream, key::of, Types.STRING);
        sinkAsItIs(byKey, name, topic, key, value);
    }

    /** Of a stream that {@link LiveSinks} promises to be keyed by scope: the scope is in the key. */
    private <T> void sinkKeyed(DataStream<T> stream, String topic, TextOf<T> key, TextOf<T> value) {
        sinkAsItIs(stream, topic, topic, key, value);
    }

    private <T> void sinkAsItIs(DataStream<T> stream, String name, String topic, TextOf<T> key, TextOf<T> value) {
        Properties properties = kafka.properties();
        properties.setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(Topics.LONGEST_DEAD_LETTER));
        properties.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "20");
        KafkaSink<T> sink = KafkaSink.<T>builder()
                .setKafkaProducerConfig(properties)
                .setBootstrapServers(kafka.bootstrapServers())
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(new Lines<>(topic, key, value))
                .build();
        stream.sinkTo(sink).name(name).uid("sink-" + name);
    }

    /** What stands in a record. */
    private interface TextOf<T> extends java.io.Serializable {
        String of(T result);
    }

    private record Lines<T>(String topic, TextOf<T> key, TextOf<T> value) implements KafkaRecordSerializationSchema<T> {
        @Override
        public ProducerRecord<byte[], byte[]> serialize(T result, KafkaSinkContext context, Long timestamp) {
            return new ProducerRecord<>(
                    topic,
                    key.of(result).getBytes(StandardCharsets.UTF_8),
                    value.of(result).getBytes(StandardCharsets.UTF_8));
        }
    }
}
