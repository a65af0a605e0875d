package io.parkpulse.live;

import java.io.Serializable;

/**
 * A record of a live stream as it came, with what its partition's watermark needs to know of it.
 *
 * @param stream ordinal of the {@link io.parkpulse.model.Stream}; of no meaning for a value that is to be mapped
 * @param topic number of the topic whose values are mapped; {@link MappedTopic#NONE} for a record of a stream's own topic
 * @param partition of the topic
 * @param offset in the partition
 * @param received when it reached the system, in event time, epoch milliseconds
 * @param at its time, epoch milliseconds; {@link Long#MIN_VALUE} if it cannot move event time: it has none that can be
 *     read, or one of the future
 * @param value its bytes
 * @param mapped the records that the source has made of it, as {@link MappedRows} has them; null if they are yet to be made
 */
public record RawRecord(
        int stream, int topic, int partition, long offset, long received, long at, byte[] value, byte[] mapped)
        implements Serializable {

    /** One of which no records are made, or not yet. */
    RawRecord(int stream, int topic, int partition, long offset, long received, long at, byte[] value) {
        this(stream, topic, partition, offset, received, at, value, null);
    }
}
