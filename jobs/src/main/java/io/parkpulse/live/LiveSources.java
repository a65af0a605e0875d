package io.parkpulse.live;

import io.parkpulse.model.Stream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where the records of a live system come from. */
@FunctionalInterface
public interface LiveSources {
    /** The records of a stream, with watermarks. */
    DataStream<Envelope> records(StreamExecutionEnvironment env, Stream stream);
}
