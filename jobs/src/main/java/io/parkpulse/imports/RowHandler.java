package io.parkpulse.imports;

import io.parkpulse.mapping.RowTexts;
import java.io.IOException;
import java.util.function.Supplier;

/** What takes the rows of a file. */
interface RowHandler {
    /**
     * A row.
     *
     * @param line in which it begins, from 1
     * @param raw what stands in the file, or nearly; made where it is asked for
     * @return whether more rows are wanted
     */
    boolean row(RowTexts texts, long line, Supplier<String> raw) throws IOException;

    /**
     * Something that is no row.
     *
     * @param detail what is wrong with it, for a person
     * @return whether more rows are wanted
     */
    boolean broken(long line, String detail, String raw) throws IOException;
}
