package io.parkpulse.connectors.influxdb;

import java.io.Serializable;
import java.util.function.Consumer;

/**
 * Makes points of an element of the stream, always the same ones: it is asked once for the first point's series, by which
 * elements go to writers, and once for the points. Each task has its own copy, used by one thread.
 *
 * @param <T> the element
 */
@FunctionalInterface
public interface InfluxPointEncoder<T> extends Serializable {
    /**
     * Hands over the element's points, in the order in which they are to be written; there may be none. What it throws
     * fails the job.
     */
    void encode(T element, Consumer<InfluxLine> points);
}
