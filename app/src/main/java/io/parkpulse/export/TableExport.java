package io.parkpulse.export;

import io.parkpulse.catalogue.OutputTables;
import io.parkpulse.catalogue.OutputTables.Format;
import io.parkpulse.catalogue.OutputTables.Table;
import io.parkpulse.explain.JsonLines;
import io.parkpulse.model.Registry;
import io.parkpulse.roster.Roster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.LongConsumer;

/** Writes what a replay wrote as {@linkplain OutputTables tables}. It takes no more memory for a longer replay. */
public final class TableExport {
    private static final int ROWS_BETWEEN_LOOKS = 1000;

    private final Path out;
    private final Registry registry;
    private final Format format;
    private final Map<String, String> zones = new HashMap<>();

    /**
     * @param out what a replay wrote
     * @param registry the one it was computed with
     */
    public TableExport(Path out, Registry registry, Format format) {
        this.out = out;
        this.registry = registry;
        this.format = format;
        Roster.of(registry)
                .scopes()
                .forEach(scope -> zones.put(scope.name(), scope.zone().getId()));
    }

    /** The lines that a table is made of; one of {@link OutputTables#OF_LINES}. */
    public static Path lines(Path out, Table table) {
        return out.resolve(table.name() + ".jsonl");
    }

    /** How many bytes there are to read. */
    public long bytes() throws IOException {
        long bytes = 0;
        for (Table table : OutputTables.OF_LINES) {
            bytes += Files.size(lines(out, table));
        }
        return bytes;
    }

    /**
     * Writes all tables.
     *
     * @param into an existing directory; files of the tables' names in it are replaced
     * @param progress hears how many bytes have been read
     * @throws IOException if a file cannot be read or written; if it is not as a replay writes it, with its line
     */
    public void write(Path into, LongConsumer progress) throws IOException {
        long before = 0;
        for (Table table : OutputTables.OF_LINES) {
            Path lines = lines(out, table);
            writeLines(table, lines, into.resolve(format.fileOf(table)), before, progress);
            before += Files.size(lines);
            progress.accept(before);
        }
        RegistryTables ofRegistry = new RegistryTables(registry);
        for (Table table : OutputTables.OF_REGISTRY) {
            try (TableWriter writer = open(table, into.resolve(format.fileOf(table)))) {
                for (Iterator<Object[]> rows = ofRegistry.rows(table).iterator(); rows.hasNext(); ) {
                    writer.write(rows.next());
                }
            }
        }
    }

    private void writeLines(Table table, Path lines, Path file, long before, LongConsumer progress) throws IOException {
        LineRows rows = new LineRows(table, zones::get);
        long[] written = {0};
        try (TableWriter writer = open(table, file)) {
            JsonLines.read(lines, json -> {
                writer.write(rows.read(json));
                if (++written[0] % ROWS_BETWEEN_LOOKS == 0) {
                    progress.accept(before + json.currentLocation().getByteOffset());
                }
            });
        }
    }

    private TableWriter open(Table table, Path file) throws IOException {
        return switch (format) {
            case PARQUET -> new ParquetTableWriter(table, file);
            case CSV -> new CsvTableWriter(table, file);
        };
    }
}
