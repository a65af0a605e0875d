package io.parkpulse.imports;

import java.io.IOException;

/** Reads the rows of one file, one after the other. */
interface RowReader {
    /** Gives all rows to a handler, or as many as it wants. */
    void read(RowHandler handler) throws IOException;
}
