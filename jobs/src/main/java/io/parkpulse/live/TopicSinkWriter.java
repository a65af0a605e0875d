package io.parkpulse.live;

import io.parkpulse.kafka.Topics;
import io.parkpulse.pipeline.RecordMetrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The producer's thread only notes what became of a record; all else is done by the thread of the task.
 */
final class TopicSinkWriter<T> implements SinkWriter<T> {
    private static final Logger LOG = LoggerFactory.getLogger(TopicSinkWriter.class);

    /** What a record takes beside its key and its value. */
    private static final int AROUND_A_RECORD = 256;

    private static final int MOST_OF_A_KEY = 200;

    private final TopicSink<T> sink;
    private final Producer<byte[], byte[]> producer;
    private final MailboxExecutor mailbox;
    private final Queue<Refusal<T>> refusals = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Counter cut;
    private final Counter refused;
    private final Counter send;
    private final Counter sendBytes;
    private final Counter sendErrors;
    /** The longest record that the topic says it takes, or the client sends. */
    private final int longest;

    private boolean closed;

    /** A record that was not taken for good, and of how many bytes it was. */
    private record Refusal<T>(T result, byte[] key, int bytes, Exception reason) {}

    /**
     * A writer of a task.
     *
     * @param longest the longest record that the topic takes, bytes
     */
    TopicSinkWriter(
            TopicSink<T> sink,
            Producer<byte[], byte[]> producer,
            int longest,
            SinkWriterMetricGroup metrics,
            MailboxExecutor mailbox) {
        this.sink = sink;
        this.producer = producer;
        this.longest = longest;
        this.mailbox = mailbox;
        this.cut = RecordMetrics.cutRecords(metrics, sink.topic());
        this.refused = RecordMetrics.refusedRecords(metrics, sink.topic());
        this.send = metrics.getNumRecordsSendCounter();
        this.sendBytes = metrics.getNumBytesSendCounter();
        this.sendErrors = metrics.getNumRecordsSendErrorsCounter();
    }

    /** Asks Kafka for the longest record that the topic takes, and connects. */
    static <T> TopicSinkWriter<T> connect(TopicSink<T> sink, WriterInitContext context) throws IOException {
        OptionalInt asked = Topics.longestRecord(sink.clients(), sink.topic());
        if (asked.isEmpty()) {
            LOG.warn(
                    "{} cannot be asked for the longest record it takes (max.message.bytes); what is too long is cut"
                            + " until it fits",
                    sink.topic());
        }
        int longest = Math.min(asked.orElse(Topics.LONGEST_DEAD_LETTER), Topics.LONGEST_DEAD_LETTER);
        Map<String, Object> settings = new HashMap<>();
        sink.clients()
                .stringPropertyNames()
                .forEach(name -> settings.put(name, sink.clients().getProperty(name)));
        try {
            Producer<byte[], byte[]> producer =
                    new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
            return new TopicSinkWriter<>(sink, producer, longest, context.metricGroup(), context.getMailboxExecutor());
        } catch (KafkaException e) {
            throw new IOException("cannot write to " + sink.topic() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void write(T result, Context context) throws IOException, InterruptedException {
        throwFailure();
        answerRefusals();
        send(result, utf8(sink.key().of(result)), utf8(sink.value().of(result)));
    }

    /** Waits until everything is in Kafka, or refused for good. */
    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        do {
            try {
                producer.flush();
            } catch (InterruptException e) {
                throw interrupted();
            }
            throwFailure();
        } while (answerRefusals());
    }

    /** Waits for nothing: what counts was flushed. */
    @Override
    public void close() {
        closed = true;
        producer.close(Duration.ZERO);
    }

    private void send(T result, byte[] key, byte[] value) throws IOException, InterruptedException {
        try {
            producer.send(new ProducerRecord<>(sink.topic(), key, value), (metadata, e) -> {
                if (e != null) {
                    note(new Refusal<>(result, key, value.length, e));
                }
            });
        } catch (InterruptException e) {
            throw interrupted();
        } catch (KafkaException e) {
            throw failed(e);
        }
        send.inc();
        sendBytes.inc(value.length);
    }

    private void note(Refusal<T> refusal) {
        Exception reason = refusal.reason();
        if (reason instanceof RecordTooLargeException
                || reason instanceof RecordBatchTooLargeException
                || reason instanceof InvalidRecordException) {
            refusals.add(refusal);
        } else {
            failure.compareAndSet(null, reason);
        }
        try {
            mailbox.execute(
                    () -> {
                        if (!closed) {
                            throwFailure();
                            answerRefusals();
                        }
                    },
                    "answer of Kafka");
        } catch (RejectedExecutionException e) {
            LOG.debug("No mail for a task that has ended", e);
        }
    }

    /** @return whether anything was sent again */
    private boolean answerRefusals() throws IOException, InterruptedException {
        boolean sent = false;
        for (Refusal<T> refusal = refusals.poll(); refusal != null; refusal = refusals.poll()) {
            String shorter = shorter(refusal);
            if (shorter == null) {
                refused.inc();
                sendErrors.inc();
                LOG.error(
                        "{} refuses a record for good, the job goes on without it: key \"{}\", {} bytes, {}",
                        sink.topic(),
                        beginning(refusal.key()),
                        refusal.bytes(),
                        refusal.reason().getMessage());
                continue;
            }
            if (refusal.bytes() == sink.value().of(refusal.result()).getBytes(StandardCharsets.UTF_8).length) {
                cut.inc();
                LOG.warn(
                        "{} does not take a record of {} bytes, it is cut: key \"{}\"",
                        sink.topic(),
                        refusal.bytes(),
                        beginning(refusal.key()));
            }
            send(refusal.result(), refusal.key(), utf8(shorter));
            sent = true;
        }
        return sent;
    }

    /** As long as the topic says it takes; half of that, and so on, if it does not take it all the same. */
    private String shorter(Refusal<T> refusal) {
        if (refusal.reason() instanceof InvalidRecordException) {
            return null;
        }
        int room = longest - AROUND_A_RECORD - refusal.key().length;
        return sink.shorter().of(refusal.result(), refusal.bytes() > room ? room : refusal.bytes() / 2);
    }

    private void throwFailure() throws IOException {
        Exception e = failure.get();
        if (e != null) {
            throw failed(e);
        }
    }

    private IOException failed(Exception e) {
        return new IOException("cannot write to " + sink.topic() + ": " + e.getMessage(), e);
    }

    private static InterruptedException interrupted() {
        Thread.interrupted(); // Kafka has set it again
        return new InterruptedException("interrupted while writing to Kafka");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String beginning(byte[] key) {
        String text = new String(key, StandardCharsets.UTF_8);
        return text.length() > MOST_OF_A_KEY ? text.substring(0, MOST_OF_A_KEY) + "…" : text;
    }
}
