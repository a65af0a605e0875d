package io.parkpulse.pipeline;

import java.util.function.IntConsumer;

/**
 * A function that works with what it has in memory, and writes what has changed to its state when a checkpoint comes: a
 * state that holds bytes, such as RocksDB, would else be read and written with every record.
 */
public interface KeptInMemory {
    /**
     * A checkpoint is about to be taken: the state must have all there is.
     *
     * @param keys makes another key current
     */
    void persist(IntConsumer keys) throws Exception;
}
