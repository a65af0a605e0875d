package io.parkpulse.replay;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;

/** How results of one kind lie in a spool. */
interface SpoolFormat<T> extends Serializable {
    /** The number of the bucket a result goes into; buckets are read back one at a time, ascending. */
    long bucket(T result);

    void write(T result, DataOutput out) throws IOException;

    T read(DataInput in) throws IOException;
}
