package io.parkpulse.export;

import io.parkpulse.catalogue.OutputTables.Format;
import io.parkpulse.registry.RegistryReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A database in memory that sees the tables of a replay as documentation shows it. */
final class Sql implements AutoCloseable {
    static final Path DOCS = Path.of("../docs");

    private final Connection connection;

    private Sql(Path tables) throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        run("SET file_search_path = '" + tables + "'");
    }

    /** Exports what a replay wrote, and opens it. */
    static Sql of(Path out, Format format) throws Exception {
        new TableExport(out, RegistryReader.read(out.resolve("registry")).registry(), format).write(out, read -> {});
        Sql sql = new Sql(out);
        sql.run(script(format == Format.CSV ? "tables-csv" : "tables"));
        return sql;
    }

    /** One of the scripts that are documented. */
    static String script(String name) throws IOException {
        return Files.readString(DOCS.resolve("sql/" + name + ".sql"));
    }

    Sql run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return this;
    }

    /** The rows of a query, each with its values joined by a blank. */
    List<String> rows(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(result.getString(i));
                }
                rows.add(String.join(" ", row.stream().map(String::valueOf).toList()));
            }
        }
        return rows;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
