package io.parkpulse.connectors.influxdb;

import io.parkpulse.connectors.http.SinkTask;
import java.io.IOException;
import java.io.Serializable;

/**
 * Where lines go that the store will never take. A sink of Flink has no side output, so this is called instead, and may
 * for example hold a Kafka producer, made in {@link #open}, and flush it in {@link #flush}. Each writer has its own
 * copy, used by the thread of the task: what blocks here holds the task up. What is thrown fails the job.
 *
 * <p>At least once: a line that was rejected after the last checkpoint is sent again after a failure, and rejected
 * again.
 *
 * @see InfluxSinkBuilder#rejectedTo
 */
@FunctionalInterface
public interface RejectedLines extends Serializable {
    /** Takes a rejected line. */
    void reject(RejectedLine rejected) throws IOException, InterruptedException;

    /** Before anything else, on the task manager. */
    default void open(SinkTask task) throws IOException {}

    /** At each checkpoint and at the end of input; what was rejected before must be safe when it returns. */
    default void flush() throws IOException, InterruptedException {}

    /** When the writer ends, for whatever reason. */
    default void close() throws IOException {}
}
