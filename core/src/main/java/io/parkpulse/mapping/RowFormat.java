package io.parkpulse.mapping;

import java.io.Serializable;
import java.util.Locale;

/**
 * How rows stand in a file or a value.
 *
 * @param encoding name of its charset; null where it is to be found out
 * @param separator between the columns of a CSV file; 0 where it is to be found out
 * @param skip lines before the header, or the first row
 * @param header whether a CSV file names its columns
 * @param records JSON Pointer to the rows, or name or path of the element of each; null where the whole is one row, or a
 *     list of rows
 * @param first the column of the first of a wide table's times, which the others follow; null where the header has the
 *     times themselves
 * @param schema of a format without names; null where each value names one of a schema registry
 */
public record RowFormat(
        Kind kind,
        String encoding,
        char separator,
        int skip,
        boolean header,
        String records,
        String first,
        ValueSchema schema)
        implements Serializable {
    /** What a file or a value is made of. */
    public enum Kind {
        CSV,
        JSON,
        JSONL,
        XML,
        AVRO,
        PROTOBUF;

        /** Its word in a mapping, e.g. {@code csv}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether a schema says what its bytes mean; only values of topics are so. */
        public boolean hasSchema() {
            return this == AVRO || this == PROTOBUF;
        }
    }
}
