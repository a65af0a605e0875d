package io.parkpulse.live;

import java.io.IOException;
import java.io.Serializable;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes results to a topic, each at least once. A record that the topic does not take for good, for it is too long, is
 * written shorter where it can be; else it is counted and logged, and the job goes on. Flink's own sink for Kafka ends the
 * job at such a record, and again at each restart.
 *
 * @param clients properties of Kafka's clients
 * @param key of a result
 * @param value of a result
 * @param shorter a value of at most so many bytes that says the same as far as it goes; null where there is none
 */
record TopicSink<T>(Properties clients, String topic, TextOf<T> key, TextOf<T> value, ShorterTextOf<T> shorter)
        implements Sink<T> {

    /** What stands in a record. */
    interface TextOf<T> extends Serializable {
        String of(T result);
    }

    /** What stands in a record that must not be longer than so many bytes in UTF-8. */
    interface ShorterTextOf<T> extends Serializable {
        /** @return null if it cannot be said in so few */
        String of(T result, int bytes);
    }

    /** For results that are of no use if anything is missing. */
    static <T> ShorterTextOf<T> whole() {
        return (result, bytes) -> null;
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
        return TopicSinkWriter.connect(this, context);
    }
}
