package io.parkpulse.registry;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;

/** CSV as every file of it is read. */
public final class Csv {
    private Csv() {}

    /**
     * What a reader begins with. Rows may have more and fewer cells than the header, which whoever reads them looks at; a quote
     * that is never closed is an error, or the rest of a file would be one cell.
     */
    public static CsvReader.CsvReaderBuilder reader() {
        return CsvReader.builder()
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE);
    }

    /** Why something is no CSV, without the line, which is counted from where reading began. */
    public static String reason(CsvParseException e) {
        String message = String.valueOf((e.getCause() == null ? e : e.getCause()).getMessage());
        int place = message.indexOf(" (record starting");
        return place < 0 ? message : message.substring(0, place);
    }
}
