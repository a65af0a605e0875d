package io.parkpulse.export;

import java.io.Closeable;
import java.io.IOException;

/** Writes a table, row by row. It is whole when it has been closed without a failure. */
interface TableWriter extends Closeable {
    /**
     * Writes a row.
     *
     * @param row a value for each column, null for one that is not known: {@link String}, {@link Boolean}, {@link Double} or
     *     {@link Long}; of a date the days, of times the milliseconds since 1970-01-01
     */
    void write(Object[] row) throws IOException;
}
