package io.parkpulse.connectors.exchange;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;

/**
 * Sends all elements of a key to one task of the next operator, in the order in which each task before it emitted them.
 * Unlike {@code keyBy} it gives that operator no keyed state, so a sink behind it needs no state backend of its own.
 */
public final class KeyedExchange {
    private KeyedExchange() {}

    /**
     * The stream, distributed by key.
     *
     * @param key of an element; the same on every machine
     * @param type of the key
     */
    public static <T, K> DataStream<T> by(DataStream<T> stream, KeySelector<T, K> key, TypeInformation<K> type) {
        KeyedStream<T, K> keyed = stream.keyBy(key, type);
        return new DataStream<>(keyed.getExecutionEnvironment(), keyed.getTransformation());
    }
}
