package io.parkpulse.export;

import com.fasterxml.jackson.core.io.NumberOutput;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import io.parkpulse.catalogue.OutputTables.Column;
import io.parkpulse.catalogue.OutputTables.Table;
import io.parkpulse.files.OutputFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** A table as CSV with a header, in UTF-8. What is not known is blank; an empty text has quotes. */
final class CsvTableWriter implements TableWriter {
    private static final int BUFFER_BYTES = 1 << 16;

    private final List<Column> columns;
    private final CsvWriter csv;
    private final String[] cells;

    CsvTableWriter(Table table, Path file) throws IOException {
        columns = table.columns();
        cells = new String[columns.size()];
        csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .quoteStrategy(QuoteStrategies.EMPTY)
                .build(new BufferedOutputStream(OutputFile.create(file), BUFFER_BYTES), StandardCharsets.UTF_8);
        csv.writeRecord(columns.stream().map(Column::name).toList());
    }

    @Override
    public void write(Object[] row) throws IOException {
        for (int i = 0; i < cells.length; i++) {
            cells[i] = row[i] == null ? null : text(columns.get(i), row[i]);
        }
        try {
            csv.writeRecord(cells);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static String text(Column column, Object value) {
        return switch (column.type()) {
            case TEXT, INTEGER, FLAG -> value.toString();
            case DOUBLE -> NumberOutput.toString((Double) value, true);
            case DATE -> LocalDate.ofEpochDay((Long) value).toString();
            case INSTANT -> Instant.ofEpochMilli((Long) value).toString();
            case LOCAL_TIME ->
                DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                        LocalDateTime.ofInstant(Instant.ofEpochMilli((Long) value), ZoneOffset.UTC));
        };
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
