package io.parkpulse.registry;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.parkpulse.index.Methods;
import io.parkpulse.model.RegistryColumns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes the registry's files from rows. */
public final class RowFiles {
    private static final Map<RegistryRow.Kind, RegistryColumns> TABLES = Map.of(
            RegistryRow.Kind.PARK, RegistryColumns.PARKS,
            RegistryRow.Kind.ENTERPRISE, RegistryColumns.ENTERPRISES,
            RegistryRow.Kind.METER, RegistryColumns.METERS,
            RegistryRow.Kind.GRID, RegistryColumns.GRIDS);

    private RowFiles() {}

    /**
     * Writes what {@link RegistryReader} reads the same registry from: the three CSV files, a {@code grids.csv} if grids or
     * regions have names, and a {@code methods.yaml} if there is a method that is not built in, or not as it is built in.
     *
     * @param dir an existing directory
     * @param rows in the order in which they are to be written, as {@link RegistryRows#rows} has them
     */
    public static void write(Path dir, List<RegistryRow> rows) throws IOException {
        for (Map.Entry<RegistryRow.Kind, RegistryColumns> table : TABLES.entrySet()) {
            if (table.getKey() == RegistryRow.Kind.GRID
                    && rows.stream().noneMatch(row -> row.kind() == table.getKey())) {
                continue;
            }
            List<String> columns = table.getValue().all();
            try (CsvWriter csv = CsvWriter.builder()
                    .lineDelimiter(LineDelimiter.LF)
                    .build(dir.resolve(table.getValue().file()), StandardCharsets.UTF_8)) {
                csv.writeRecord(columns);
                for (RegistryRow row : rows) {
                    if (row.kind() == table.getKey()) {
                        csv.writeRecord(columns.stream().map(row::text).toList());
                    }
                }
            }
        }
        List<RegistryRow> builtIn =
                Methods.builtIn().values().stream().map(RegistryRow::of).toList();
        StringBuilder yaml = new StringBuilder();
        for (RegistryRow row : rows) {
            if (row.kind() == RegistryRow.Kind.METHOD && !builtIn.contains(row)) {
                // JSON is YAML.
                yaml.append(quoted(row.methodId()))
                        .append(": ")
                        .append(new String(row.toJson(), StandardCharsets.UTF_8))
                        .append('\n');
            }
        }
        if (!yaml.isEmpty()) {
            Files.writeString(dir.resolve(MethodsFile.NAME), yaml);
        }
    }

    private static String quoted(String id) {
        return '"' + id.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
