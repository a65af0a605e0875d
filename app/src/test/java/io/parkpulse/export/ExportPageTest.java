package io.parkpulse.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.catalogue.OutputTables;
import io.parkpulse.catalogue.OutputTables.Column;
import io.parkpulse.catalogue.OutputTables.Format;
import io.parkpulse.catalogue.OutputTables.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page shows queries that run, on columns that there are. */
class ExportPageTest {
    private static final Pattern SQL = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path temp;

    @Test
    void eachQueryOfThePageRunsAndFindsSomething() throws Exception {
        List<String> queries = SQL.matcher(Files.readString(Sql.DOCS.resolve("export.md")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        assertThat(queries).hasSizeGreaterThan(3);
        try (Sql sql = Sql.of(Examples.replayed("example-2", temp), Format.PARQUET)) {
            sql.run(Sql.script("recompute"));
            for (String query : queries) {
                assertThat(sql.rows(query)).as(query).isNotEmpty();
            }
        }
    }

    @Test
    void thePageNamesEachTable() throws Exception {
        String page = Files.readString(Sql.DOCS.resolve("export.md"));
        assertThat(OutputTables.ALL).extracting(Table::name).allMatch(name -> page.contains("`" + name + "`"));
    }

    @Test
    void typesAreThoseOfThePage() throws Exception {
        try (Sql sql = Sql.of(Examples.replayed("example-2", temp), Format.PARQUET)) {
            for (Table table : OutputTables.ALL) {
                assertThat(sql.rows(
                                "SELECT column_name, column_type FROM (DESCRIBE FROM '" + table.name() + ".parquet')"))
                        .isEqualTo(table.columns().stream()
                                .map(column -> column.name() + " " + type(column))
                                .toList());
            }
        }
    }

    private static String type(Column column) {
        return switch (column.type()) {
            case TEXT -> "VARCHAR";
            case INTEGER -> "BIGINT";
            case DOUBLE -> "DOUBLE";
            case FLAG -> "BOOLEAN";
            case DATE -> "DATE";
            case INSTANT -> "TIMESTAMP WITH TIME ZONE";
            case LOCAL_TIME -> "TIMESTAMP";
        };
    }
}
