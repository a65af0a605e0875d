package io.parkpulse.mapping;

import io.parkpulse.model.DeadReason;
import java.io.IOException;

/** What takes the outcome of each row; a row of a wide table has one for each of its times. */
public interface RowSink {
    /**
     * The row is a record.
     *
     * @param line holds one JSON object in UTF-8 from its begin on; it is reused for the next row
     */
    void record(byte[] line, int length) throws IOException;

    /** The row, or all that a row of a wide table stands for, is not what the mapping asks for. */
    void skipped(int rows);

    /**
     * The row is none of the stream's records.
     *
     * @param time the time of the column of a wide table, such as {@code 00:15}; null in a long one
     * @param cell what stands in that column; null in a long table, and where there is none
     */
    void dead(DeadReason reason, String detail, String time, String cell) throws IOException;
}
