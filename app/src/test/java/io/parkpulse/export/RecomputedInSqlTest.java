package io.parkpulse.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.catalogue.OutputTables.Format;
import io.parkpulse.oracle.Oracle;
import io.parkpulse.oracle.RecordingFuzzer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queries of the documentation compute each figure of a day from the enterprises, in another program. */
class RecomputedInSqlTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"example", "example-2"})
    void everyFigureOfTheWorkedExamplesComesOut(String example) throws Exception {
        assertComesOut(Examples.replayed(example, temp), Format.PARQUET);
    }

    @Test
    void everyFigureComesOutOfCsvToo() throws Exception {
        assertComesOut(Examples.replayed("example-2", temp), Format.CSV);
    }

    /** Over as many of them as {@code -Dparkpulse.sql.seeds} says. */
    @Test
    void everyFigureOfRecordingsFullOfTroubleComesOut() throws Exception {
        int seeds = Integer.getInteger("parkpulse.sql.seeds", 2);
        for (long seed = 0; seed < seeds; seed++) {
            Path recording = temp.resolve("in" + seed);
            RecordingFuzzer.write(seed, recording);
            Path out = temp.resolve("out" + seed);
            Oracle.replay(recording, out, Duration.ofHours(6));
            Examples.keepRegistry(recording, out);
            assertComesOut(out, Format.PARQUET);
        }
    }

    @Test
    void whatIsWrongByOneIsFound() throws Exception {
        try (Sql sql = exampleWithItsFigures()) {
            for (String figure : List.of(
                    "power_work_rate_n",
                    "power_output_rate_d",
                    "staff_return_n",
                    "capacity_utilisation_n",
                    "coverage_n",
                    "target_rate_n",
                    "utilisation_mean_n",
                    "utilisation_bands_2",
                    "silent")) {
                String scope = sql.rows("SELECT min(scope) FROM good WHERE " + figure + " IS NOT NULL")
                        .get(0);
                sql.run("CREATE OR REPLACE VIEW daily AS SELECT * REPLACE (CASE WHEN scope = '" + scope + "' THEN "
                        + figure + " + 1 ELSE " + figure + " END AS " + figure + ") FROM good");
                assertThat(sql.rows("SELECT DISTINCT scope, figure FROM differences"))
                        .containsExactly(scope + " " + figure);
            }
        }
    }

    @Test
    void aPrintedFigureThatIsWrongAndAScopeThatIsMissingAreFound() throws Exception {
        try (Sql sql = exampleWithItsFigures()) {
            sql.run("CREATE OR REPLACE VIEW daily AS SELECT * REPLACE (replace(coverage_printed, '%', ' %') AS"
                    + " coverage_printed) FROM good WHERE scope <> 'park:P3'");
            assertThat(sql.rows("SELECT DISTINCT figure FROM differences WHERE scope <> 'park:P3'"))
                    .containsExactly("coverage_printed");
            assertThat(sql.rows("SELECT count(*) > 5 FROM differences WHERE scope = 'park:P3' AND written IS NULL"))
                    .containsExactly("true");
        }
    }

    /** With its days in the table {@code good}. */
    private Sql exampleWithItsFigures() throws Exception {
        return Sql.of(Examples.replayed("example-2", temp), Format.PARQUET)
                .run("CREATE TABLE good AS FROM daily")
                .run(Sql.script("recompute"));
    }

    private static void assertComesOut(Path out, Format format) throws Exception {
        try (Sql sql = Sql.of(out, format)) {
            sql.run(Sql.script("recompute"));
            assertThat(sql.rows("FROM differences")).as(out.toString()).isEmpty();
            assertThat(sql.rows("SELECT count(*) FROM recomputed"))
                    .containsExactly(Integer.toString(
                            Files.readAllLines(out.resolve("daily.jsonl")).size()));
        }
    }
}
