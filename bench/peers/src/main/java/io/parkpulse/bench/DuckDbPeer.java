package io.parkpulse.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * One query in DuckDB, over the lines as they lie there, in memory, with as many threads as there are cores. The columns are
 * named, so that nothing is sniffed; rows keep no order, as its guide to performance has it.
 */
final class DuckDbPeer {
    private DuckDbPeer() {}

    static void run(Path recording, Question question, Path out) throws IOException, SQLException {
        PeerRegistry registry = PeerRegistry.read(recording);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                FigureFile file = new FigureFile(out)) {
            statement.execute("SET preserve_insertion_order = false");
            statement.execute(
                    "CREATE TABLE meters (meter VARCHAR, enterprise VARCHAR, park VARCHAR, baseline_wh BIGINT,"
                            + " meters INTEGER, wh_per_unit DOUBLE, every_ms BIGINT, is_interval BOOLEAN)");
            try (DuckDBAppender rows = connection.unwrap(DuckDBConnection.class).createAppender("meters")) {
                for (PeerRegistry.MeterRow row : registry.meters().values()) {
                    rows.beginRow();
                    rows.append(row.meter());
                    rows.append(row.enterprise());
                    rows.append(row.park());
                    rows.append(row.baselineWh());
                    rows.append(row.meters());
                    rows.append(row.whPerUnit().doubleValue());
                    rows.append(row.everyMs());
                    rows.append(row.interval());
                    rows.endRow();
                }
            }
            try (ResultSet row = statement.executeQuery(query().replace(
                            "$FILE", recording.resolve("power.jsonl").toString().replace("'", "''"))
                    .replace("$SLOTS", Integer.toString(question.slots()))
                    .replace("$SLOT", Long.toString(question.slot().toMillis()))
                    .replace("$OFFSET", Long.toString(question == Question.DAYS ? registry.offsetMs() : 0)))) {
                while (row.next()) {
                    registry.write(
                            file,
                            question,
                            row.getString("park"),
                            row.getLong("end_ms"),
                            new PeerRegistry.Totals(
                                    row.getLong("matched"),
                                    row.getLong("resumed"),
                                    row.getLong("resumed_wh"),
                                    row.getLong("matched_baseline_wh")));
                }
            }
        }
    }

    private static String query() throws IOException {
        try (var sql = DuckDbPeer.class.getResourceAsStream("/duckdb.sql")) {
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
