package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import org.apache.flink.runtime.mailbox.SyncMailboxExecutor;
import org.apache.flink.runtime.metrics.groups.InternalSinkWriterMetricGroup;
import org.apache.flink.runtime.metrics.groups.MetricsGroupTestUtils;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class TopicSinkWriterTest {
    private static final int LONGEST = 300;
    private static final String LONG = "x".repeat(LONGEST);

    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final InternalSinkWriterMetricGroup metrics = MetricsGroupTestUtils.mockWriterMetricGroup();

    private TopicSinkWriter<String> writer(TopicSink.ShorterTextOf<String> shorter) {
        TopicSink<String> sink = new TopicSink<>(new Properties(), "topic", text -> "key", text -> text, shorter);
        return new TopicSinkWriter<>(sink, kafka, LONGEST, metrics, new SyncMailboxExecutor());
    }

    private List<String> sent() {
        return kafka.history().stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void aRecordThatTheTopicDoesNotTakeIsWrittenShorterUntilItDoes() throws Exception {
        TopicSinkWriter<String> writer = writer((text, bytes) -> text.substring(0, bytes));
        writer.write(LONG, null);
        kafka.errorNext(new RecordTooLargeException("too large"));
        kafka.errorNext(new RecordTooLargeException("still"));
        writer.flush(false);

        assertThat(sent()).extracting(String::length).containsExactly(300, 300 - 256 - 3, (300 - 256 - 3) / 2);
        assertThat(metrics.getNumRecordsSendErrorsCounter().getCount()).isZero();
    }

    @Test
    void aRecordThatIsRefusedForGoodIsCountedAndTheOthersAreWritten() throws Exception {
        TopicSinkWriter<String> writer = writer(TopicSink.whole());
        writer.write(LONG, null);
        kafka.errorNext(new RecordTooLargeException("too large"));
        writer.write("short", null);
        kafka.errorNext(new InvalidRecordException("no key"));
        writer.write("last", null);
        writer.flush(true);

        assertThat(sent()).containsExactly(LONG, "short", "last");
        assertThat(metrics.getNumRecordsSendErrorsCounter().getCount()).isEqualTo(2);
    }

    @Test
    void anyOtherFailureEndsTheTaskAndTheCheckpoint() throws Exception {
        TopicSinkWriter<String> writer = writer(TopicSink.whole());
        writer.write("record", null);

        assertThatThrownBy(() -> kafka.errorNext(new AuthorizationException("not you")))
                .hasCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> writer.flush(false))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write to topic: not you");
    }
}
