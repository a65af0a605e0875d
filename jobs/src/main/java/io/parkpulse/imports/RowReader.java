package io.parkpulse.imports;

import io.parkpulse.mapping.Mapping;
import io.parkpulse.mapping.RowFormat;
import java.io.IOException;

/** Reads the rows of files or values of one format, one after the other. Not thread-safe. */
interface RowReader {
    /** The reader of a format whose bytes are text. */
    static RowReader of(RowFormat format, Mapping mapping) {
        return switch (format.kind()) {
            case CSV -> new CsvRows(format, mapping);
            case JSON, AVRO, PROTOBUF -> new JsonRows(format, mapping);
            case JSONL -> new JsonLineRows(format, mapping);
            case XML -> new XmlRows(format, mapping);
        };
    }

    /** Gives all rows to a handler, or as many as it wants. */
    void read(TextSource source, RowHandler handler) throws IOException;
}
