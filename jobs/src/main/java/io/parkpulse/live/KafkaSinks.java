package io.parkpulse.live;

import io.parkpulse.alerts.Alert;
import io.parkpulse.alerts.AlertLine;
import io.parkpulse.connectors.exchange.KeyedExchange;
import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.kafka.Topics;
import io.parkpulse.model.DeadLetter;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The output topics. A record's value is the line a replay's file has, and its key what the line is about, so that a
 * figure written again replaces the one before: all records of a key go through one writer, in the order in which they
 * came. Written at least once: after a failure some come twice. A dead letter that is longer than its topic takes is cut.
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
    public void deadLetters(DataStream<DeadLetter> letters, LiveMapping mapping) {
        sink(
                letters,
                Topics.DEAD_LETTERS,
                Topics.DEAD_LETTERS,
                letter -> PointLines.key(letter, mapping),
                letter -> PointLines.line(letter, mapping),
                (letter, bytes) -> PointLines.cut(letter, mapping, bytes));
    }

    @Override
    public void refused(DataStream<RefusedRow> refused) {
        sink(refused, "refused", Topics.DEAD_LETTERS, RefusedRow::source, PointLines::line, PointLines::cut);
    }

    private <T> void sink(DataStream<T> stream, String topic, TopicSink.TextOf<T> key, TopicSink.TextOf<T> value) {
        sink(stream, topic, topic, key, value, TopicSink.whole());
    }

    private <T> void sink(
            DataStream<T> stream,
            String name,
            String topic,
            TopicSink.TextOf<T> key,
            TopicSink.TextOf<T> value,
            TopicSink.ShorterTextOf<T> shorter) {
        DataStream<T> byKey = KeyedExchange.by(stream, key::of, Types.STRING);
        sinkAsItIs(byKey, name, topic, key, value, shorter);
    }

    /** Of a stream that {@link LiveSinks} promises to be keyed by scope: the scope is in the key. */
    private <T> void sinkKeyed(DataStream<T> stream, String topic, TopicSink.TextOf<T> key, TopicSink.TextOf<T> value) {
        sinkAsItIs(stream, topic, topic, key, value, TopicSink.whole());
    }

    private <T> void sinkAsItIs(
            DataStream<T> stream,
            String name,
            String topic,
            TopicSink.TextOf<T> key,
            TopicSink.TextOf<T> value,
            TopicSink.ShorterTextOf<T> shorter) {
        Properties properties = kafka.properties();
        properties.setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(Topics.LONGEST_DEAD_LETTER));
        properties.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "20");
        stream.sinkTo(new TopicSink<>(properties, topic, key, value, shorter))
                .name(name)
                .uid("sink-" + name);
    }
}
