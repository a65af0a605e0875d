package io.parkpulse.play;

import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.kafka.TopicReader;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** All records that a topic has now, of all its partitions in the order of their timestamps: as they arrived. */
final class TopicMerge implements Closeable {
    /** A partition that is so far ahead of another waits for it. */
    private static final int MOST_WAITING = 5_000;

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final TopicReader reader;
    private final Map<TopicPartition, Long> ends;
    private final Map<TopicPartition, Deque<ConsumerRecord<byte[], byte[]>>> waiting = new HashMap<>();
    private final long size;
    private Set<TopicPartition> unread;

    TopicMerge(KafkaSettings settings, String topic) throws IOException {
        reader = TopicReader.of(settings, List.of(topic));
        ends = reader.ends();
        reader.partitions().forEach(partition -> waiting.put(partition, new ArrayDeque<>()));
        long offsets = 0;
        for (Map.Entry<TopicPartition, Long> beginning : reader.beginnings().entrySet()) {
            offsets += ends.get(beginning.getKey()) - beginning.getValue();
        }
        size = offsets;
        unread = reader.unread(ends).keySet();
    }

    /** How many records there are, or somewhat more: some offsets have none. */
    long size() {
        return size;
    }

    /** The next record; null if there is none. */
    ConsumerRecord<byte[], byte[]> next() throws IOException {
        while (unread.stream().anyMatch(partition -> waiting.get(partition).isEmpty())) {
            Set<TopicPartition> ahead = new HashSet<>();
            waiting.forEach((partition, records) -> {
                if (records.size() >= MOST_WAITING || !unread.contains(partition)) {
                    ahead.add(partition);
                }
            });
            reader.pauseOnly(ahead);
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(PATIENCE)) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < ends.get(partition)) {
                    waiting.get(partition).add(record);
                }
            }
            unread = reader.unread(ends).keySet();
        }
        return waiting.values().stream()
                .filter(records -> !records.isEmpty())
                .min(Comparator.comparingLong((Deque<ConsumerRecord<byte[], byte[]>> records) ->
                                records.peek().timestamp())
                        .thenComparing(records -> records.peek().partition()))
                .map(Deque::remove)
                .orElse(null);
    }

    @Override
    public void close() {
        reader.close();
    }
}
