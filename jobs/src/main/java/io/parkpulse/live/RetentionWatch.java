package io.parkpulse.live;

import io.parkpulse.kafka.Topics;
import io.parkpulse.pipeline.RecordMetrics;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream from Kafka that says so if records were deleted before they were read: because the job stood longer than the
 * topic keeps them, or is so far behind. Kafka's client goes on with the first that is left, and says nothing.
 *
 * @param source of the stream
 * @param records what the source reads records with; the same object
 * @param clients properties of Kafka's clients
 */
record RetentionWatch(KafkaSource<Envelope> source, EnvelopeReader records, Properties clients)
        implements Source<Envelope, KafkaPartitionSplit, KafkaSourceEnumState>, ResultTypeQueryable<Envelope> {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionWatch.class);

    @Override
    public Boundedness getBoundedness() {
        return source.getBoundedness();
    }

    @Override
    public SourceReader<Envelope, KafkaPartitionSplit> createReader(SourceReaderContext context) throws Exception {
        Positions positions = new Positions(clients, context);
        records.tellGaps(positions::jumped);
        return new Reader(source.createReader(context), positions);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return source.createEnumerator(context);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state) throws Exception {
        return source.restoreEnumerator(context, state);
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return source.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
        return source.getEnumeratorCheckpointSerializer();
    }

    @Override
    public TypeInformation<Envelope> getProducedType() {
        return source.getProducedType();
    }

    /** Told where records are missing. */
    @FunctionalInterface
    interface Gaps {
        /** @param expected the offset behind the record before, @param found that of the record after it */
        void jumped(TopicPartition partition, long expected, long found);
    }

    /** What is missing, counted and said. */
    private static final class Positions {
        /** A gap that is none of retention, as transactions leave them, costs a question; not each of thousands does. */
        private static final long ASK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

        private final Properties clients;
        private final SourceReaderContext context;
        private final Map<String, Counter> lost = new HashMap<>();
        private boolean asked;
        private long askedAt;

        Positions(Properties clients, SourceReaderContext context) {
            this.clients = clients;
            this.context = context;
        }

        void jumped(TopicPartition partition, long expected, long found) {
            long now = System.nanoTime();
            if (!asked || now - askedAt >= ASK_EVERY_NANOS) {
                asked = true;
                askedAt = now;
                begins(partition).ifPresent(begin -> missing(partition, expected, Math.min(begin, found)));
            }
        }

        void goesOn(KafkaPartitionSplit split) {
            TopicPartition partition = split.getTopicPartition();
            Counter counter = counter(partition.topic());
            long next = split.getStartingOffset();
            if (next >= 0 && counter != null) { // else it begins with the first record there is
                begins(partition).ifPresent(begin -> missing(partition, next, begin));
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

    private static final class Reader implements SourceReader<Envelope, KafkaPartitionSplit> {
        private final SourceReader<Envelope, KafkaPartitionSplit> reader;
        private final Positions positions;

        Reader(SourceReader<Envelope, KafkaPartitionSplit> reader, Positions positions) {
            this.reader = reader;
            this.positions = positions;
        }

        @Override
        public void start() {
            reader.start();
        }

        @Override
        public InputStatus pollNext(ReaderOutput<Envelope> output) throws Exception {
            return reader.pollNext(output);
        }

        @Override
        public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
            return reader.snapshotState(checkpointId);
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return reader.isAvailable();
        }

        @Override
        public void addSplits(List<KafkaPartitionSplit> splits) {
            splits.forEach(positions::goesOn);
            reader.addSplits(splits);
        }

        @Override
        public void notifyNoMoreSplits() {
            reader.notifyNoMoreSplits();
        }

        @Override
        public void handleSourceEvents(SourceEvent event) {
            reader.handleSourceEvents(event);
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) throws Exception {
            reader.notifyCheckpointComplete(checkpointId);
        }

        @Override
        public void notifyCheckpointAborted(long checkpointId) throws Exception {
            reader.notifyCheckpointAborted(checkpointId);
        }

        @Override
        public void pauseOrResumeSplits(Collection<String> toPause, Collection<String> toResume) {
            reader.pauseOrResumeSplits(toPause, toResume);
        }

        @Override
        public void close() throws IOException {
            try {
                reader.close();
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException("the reader does not end: " + e.getMessage(), e);
            }
        }
    }
}
