package io.parkpulse.live;

import io.parkpulse.kafka.Topics;
import io.parkpulse.model.Stream;

/** Where in a stream's topic a record stands, as one number. */
final class Position {
    private static final int OFFSET_BITS = 48;

    private Position() {}

    /** The number of a record. */
    static long of(int partition, long offset) {
        return (long) partition << OFFSET_BITS | offset;
    }

    /** Topic, partition and offset, e.g. {@code parkpulse.power-3:17}. */
    static String text(Stream stream, long number) {
        return text(Topics.of(stream), (int) (number >>> OFFSET_BITS), number & (1L << OFFSET_BITS) - 1);
    }

    /** The same of any topic. */
    static String text(String topic, int partition, long offset) {
        return topic + "-" + partition + ":" + offset;
    }
}
