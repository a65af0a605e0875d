package io.parkpulse.live;

import io.parkpulse.kafka.Topics;
import io.parkpulse.pipeline.RecordMetrics;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.metrics.Counter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and logs records that were deleted before they were read: because the job stood longer than the topic keeps
 * them, or is so far behind. Kafka's client goes on with the first that is left, and says nothing.
 */
final class RetentionWatch {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionWatch.class);

    /** A gap that is none of retention, as transactions leave them, costs a question; not each of thousands does. */
    private static final long ASK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Properties clients;
    private final SourceReaderContext context;
    private final Map<String, Counter> lost = new HashMap<>();
    /** Behind the last record of each partition. */
    private final Map<TopicPartition, Long> next = new HashMap<>();

    private boolean asked;
    private long askedAt;

    /** @param clients properties of Kafka's clients */
    RetentionWatch(Properties clients, SourceReaderContext context) {
        this.clients = clients;
        this.context = context;
    }

    /** Looks whether a partition still begins where it is to be read from. */
    void goesOn(KafkaPartitionSplit split) {
        TopicPartition partition = split.getTopicPartition();
        Counter counter = counter(partition.topic());
        long from = split.getStartingOffset();
        if (from >= 0 && counter != null) { // else it begins with the first record there is
            begins(partition).ifPresent(begin -> missing(partition, from, begin));
        }
    }

    /** Looks whether records are missing before this one. */
    void read(ConsumerRecord<?, ?> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        Long expected = next.put(partition, record.offset() + 1);
        if (expected != null && record.offset() > expected) {
            jumped(partition, expected, record.offset());
        }
    }

    private void jumped(TopicPartition partition, long expected, long found) {
        long now = System.nanoTime();
        if (!asked || now - askedAt >= ASK_EVERY_NANOS) {
            asked = true;
            askedAt = now;
            begins(partition).ifPresent(begin -> missing(partition, expected, Math.min(begin, found)));
        }
    }

    private OptionalLong begins(TopicPartition partition) {
        return Topics.beginning(clients, partition);
    }

    /** @param from offset of the first record that may be missing, @param to of the first one that is there */
    private void missing(TopicPartition partition, long from, long to) {
        if (from >= to) {
            return;
        }
        counter(partition.topic()).inc(to - from);
        LOG.error(
                "{}: up to {} records, offsets {} to {}, were deleted before they were read: the figures of their time"
                        + " miss them. The topic keeps records for too short a time (retention.ms, retention.bytes), or"
                        + " the job stood too long",
                partition,
                to - from,
                from,
                to - 1);
    }

    private Counter counter(String topic) {
        return lost.computeIfAbsent(topic, of -> RecordMetrics.lostRecords(context.metricGroup(), of));
    }
}
