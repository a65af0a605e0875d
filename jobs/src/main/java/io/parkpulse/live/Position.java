package io.parkpulse.live;

import io.parkpulse.kafka.Topics;
import io.parkpulse.model.Stream;

/**
 * Where in a topic a record stands, as one number: partition and offset in the topic of its stream; or, negative, number
 * of the topic, partition and offset where a mapping made it. These numbers are in states.
 */
final class Position {
    private static final int OFFSET_BITS = 48;
    private static final int MAPPED_OFFSET_BITS = 42;
    private static final int MAPPED_PARTITION_BITS = 11;
    /** How many topics there can be whose values are mapped. */
    static final int MAPPED_TOPICS = 1 << Long.SIZE - 1 - MAPPED_PARTITION_BITS - MAPPED_OFFSET_BITS;

    private Position() {}

    /** The number of a record in the topic of its stream. */
    static long of(int partition, long offset) {
        return (long) partition << OFFSET_BITS | offset;
    }

    /**
     * The number of a record in a topic whose values are mapped.
     *
     * @param topic its number, below {@link #MAPPED_TOPICS}
     */
    static long ofMapped(int topic, int partition, long offset) {
        long place = (long) topic << MAPPED_PARTITION_BITS | partition & (1 << MAPPED_PARTITION_BITS) - 1;
        return Long.MIN_VALUE | place << MAPPED_OFFSET_BITS | offset & (1L << MAPPED_OFFSET_BITS) - 1;
    }

    /** Whether a number is of a topic whose values are mapped. */
    static boolean isMapped(long number) {
        return number < 0;
    }

    /**
     * Topic, partition and offset, e.g. {@code parkpulse.power-3:17}.
     *
     * @param mapping the topics whose values are mapped
     */
    static String text(Stream stream, long number, LiveMapping mapping) {
        if (!isMapped(number)) {
            long offset = number & (1L << OFFSET_BITS) - 1;
            return text(Topics.of(stream), (int) (number >>> OFFSET_BITS), offset);
        }
        long place = (number & Long.MAX_VALUE) >>> MAPPED_OFFSET_BITS;
        return text(
                mapping.name((int) (place >>> MAPPED_PARTITION_BITS)),
                (int) (place & (1 << MAPPED_PARTITION_BITS) - 1),
                number & (1L << MAPPED_OFFSET_BITS) - 1);
    }

    /** The same of any topic. */
    static String text(String topic, int partition, long offset) {
        return topic + "-" + partition + ":" + offset;
    }
}
