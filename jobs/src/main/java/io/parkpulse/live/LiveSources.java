package io.parkpulse.live;

import io.parkpulse.model.Stream;
import io.parkpulse.roster.Roster;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where the records of a live system come from. */
public interface LiveSources {
    /** The records of a stream, with watermarks. */
    DataStream<RawRecord> records(StreamExecutionEnvironment env, Stream stream);

    /** The topics whose values are mapped to records. */
    LiveMapping mapping();

    /**
     * The values of such a topic, with watermarks.
     *
     * @param roster of the registry that the job is started with
     */
    DataStream<RawRecord> values(StreamExecutionEnvironment env, MappedTopic topic, Roster roster);

    /** What parks and enterprises declare; never ends. */
    DataStream<DeclarationRecord> declarations(StreamExecutionEnvironment env);

    /**
     * The rows of the registry from the first one on, and those that come while the job runs; holds no event time back.
     * Never ends, even where the registry stays as it is.
     */
    DataStream<RegistryRecord> registry(StreamExecutionEnvironment env);
}
