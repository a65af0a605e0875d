package io.parkpulse.live;

import io.parkpulse.kafka.TopicEnds;
import io.parkpulse.kafka.TopicEnds.Standing;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads partitions of a topic and emits watermarks, a few times a second: between two records, never while whoever takes
 * them does not keep up.
 *
 * @param <T> the records
 */
final class TopicSourceReader<T> implements SourceReader<T, KafkaPartitionSplit> {
    private static final Logger LOG = LoggerFactory.getLogger(TopicSourceReader.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final SourceReader<T, KafkaPartitionSplit> kafka;
    private final StreamWatermark time;
    private final RetentionWatch retention;
    private final TopicEnds ends;
    private final String topic;
    private final SourceReaderContext context;
    /** One thread wakes this reader where no record does, the other waits for what Kafka says. */
    private final ScheduledExecutorService asking = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "ends of topic");
        thread.setDaemon(true);
        return thread;
    });

    private final TreeSet<Integer> givenUp = new TreeSet<>();
    private volatile CompletableFuture<Void> look = new CompletableFuture<>();
    private StreamWatermark.Question asked;
    private CompletableFuture<Map<Integer, Standing>> answer;
    private long emitted = StreamWatermark.HELD;

    TopicSourceReader(
            SourceReader<T, KafkaPartitionSplit> kafka,
            StreamWatermark time,
            RetentionWatch retention,
            TopicEnds ends,
            String topic,
            SourceReaderContext context) {
        this.kafka = kafka;
        this.time = time;
        this.retention = retention;
        this.ends = ends;
        this.topic = topic;
        this.context = context;
    }

    @Override
    public void start() {
        kafka.start();
        long millis = BETWEEN_LOOKS.toMillis();
        asking.scheduleWithFixedDelay(() -> look.complete(null), 0, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
        InputStatus status = kafka.pollNext(output);
        if (look.isDone()) {
            look = new CompletableFuture<>();
            ask();
            emit(output);
        }
        return status;
    }

    private void ask() {
        if (!time.isComplete()) {
            context.sendSourceEventToCoordinator(new TopicSource.WhetherAssigned());
        }
        if (answer != null && answer.isDone()) {
            time.answer(asked, answer.join());
            asked.positions().keySet().forEach(this::logWhetherGivenUp);
            answer = null;
        }
        if (answer == null) {
            asked = time.question();
            if (asked != null) {
                Map<Integer, Long> positions = asked.positions();
                answer = CompletableFuture.supplyAsync(() -> ends.ask(positions), asking)
                        .whenComplete((standings, failure) -> look.complete(null));
            }
        }
    }

    private void logWhetherGivenUp(int partition) {
        String name = topic + "-" + partition;
        if (time.isGivenUp(partition) && givenUp.add(partition)) {
            LOG.warn("Kafka does not say where {} ends: event time goes on without it.", name);
        } else if (!time.isGivenUp(partition) && givenUp.remove(partition)) {
            LOG.info("Kafka says again where {} ends: event time waits for it.", name);
        }
    }

    private void emit(ReaderOutput<T> output) {
        long watermark = time.watermark();
        if (watermark == StreamWatermark.IDLE) {
            output.markIdle();
        } else if (watermark != StreamWatermark.HELD) {
            if (emitted == StreamWatermark.IDLE) {
                output.markActive();
            }
            output.emitWatermark(new Watermark(watermark));
        } else if (emitted == StreamWatermark.IDLE) {
            output.markActive();
        }
        emitted = watermark;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return CompletableFuture.anyOf(kafka.isAvailable(), look).thenAccept(either -> {});
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
        for (KafkaPartitionSplit split : splits) {
            retention.goesOn(split);
            time.add(split.getPartition(), Math.max(split.getStartingOffset(), TopicEnds.BEGINNING));
        }
        kafka.addSplits(splits);
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (event instanceof TopicSource.Assigned) {
            time.complete();
        } else {
            kafka.handleSourceEvents(event);
        }
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
        return kafka.snapshotState(checkpointId);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        kafka.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
        kafka.notifyCheckpointAborted(checkpointId);
    }

    @Override
    public void notifyNoMoreSplits() {
        kafka.notifyNoMoreSplits();
    }

    @Override
    public void pauseOrResumeSplits(Collection<String> splitsToPause, Collection<String> splitsToResume) {
        kafka.pauseOrResumeSplits(splitsToPause, splitsToResume);
    }

    @Override
    public void close() throws IOException {
        asking.shutdown();
        if (answer == null) {
            ends.close();
        } else {
            answer.whenComplete((standings, failure) -> ends.close());
        }
        try {
            kafka.close();
        } catch (Exception e) {
            throw new IOException(topic + " is not closed: " + e.getMessage(), e);
        }
    }
}
