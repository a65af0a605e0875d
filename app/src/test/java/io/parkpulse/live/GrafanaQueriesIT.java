package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parkpulse.catalogue.OutputSchema;
import io.parkpulse.connectors.Program;
import io.parkpulse.connectors.Wants;
import io.parkpulse.index.Measure;
import io.parkpulse.live.BoardQuestions.Question;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that the boards ask, asked of a real InfluxDB that the real job fills. No mapping of its bucket to a database is made: version 2.7 has it by itself.
 */
@Wants(Program.INFLUXD)
class GrafanaQueriesIT {
    private static final String AT_WORK =
            OutputSchema.numerator(Measure.ENTERPRISE_RESUMPTION).name();

    @TempDir
    static Path dir;

    private static GrafanaStore store;
    private static Map<String, JsonNode> boards;
    private static BoardQuestions questions;

    /** Answers by query that have all that is shown of them: there is no need to ask again. */
    private static final Map<String, List<Map<String, Object>>> COMPLETE = new HashMap<>();

    @BeforeAll
    static void fill() throws Exception {
        boards = BoardQuestions.boards();
        store = GrafanaStore.fill(dir);
        questions = new BoardQuestions(GrafanaQueriesIT::rows, GrafanaStore.BEGIN, GrafanaStore.NOW);
        Set<String> open = new TreeSet<>();
        store.await(() -> String.join("\n", open), () -> {
            open.clear();
            for (JsonNode board : boards.values()) {
                for (Question question : questions.of(board)) {
                    open.addAll(question.missing(rows(question)));
                }
            }
            return open.isEmpty();
        });
    }

    @AfterAll
    static void close() throws IOException {
        if (store != null) {
            store.close();
        }
    }

    static List<String> paths() throws IOException {
        return BoardQuestions.paths();
    }

    /** The answer. */
    private static List<Map<String, Object>> rows(Question question) throws IOException, InterruptedException {
        List<Map<String, Object>> rows = COMPLETE.get(question.query());
        if (rows == null || !question.missing(rows).isEmpty()) {
            rows = store.rows(question.query());
            if (question.missing(rows).isEmpty()) {
                COMPLETE.put(question.query(), rows);
            }
        }
        return rows;
    }

    private static List<Map<String, Object>> rows(String query) throws IOException, InterruptedException {
        return rows(new Question("", query, Set.of()));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void everyQueryOfABoardHasRowsWithTheColumnsThatItShows(String path) throws Exception {
        for (Question question : questions.of(boards.get(path))) {
            assertThat(question.missing(rows(question))).isEmpty();
        }
    }

    /** Also shows that days are those of the zone that was chosen. */
    @Test
    void theRowsOfEnterprisesAddUpToTheFiguresOfTheirPark() throws Exception {
        String ofEnterprises =
                question("en/enterprises.json", "Enterprises by local day", 1).query();
        String ofPark = question("en/ledger.json", "Ledger of the scope", 0).query();

        // A day that is told again reaches the one before the other.
        store.await(() -> ofEnterprises, () -> byTime(ofEnterprises, "sum").equals(byTime(ofPark, AT_WORK)));

        assertThat(byTime(ofPark, AT_WORK)).hasSizeGreaterThanOrEqualTo(2);
    }

    private static Map<Object, Object> byTime(String query, String column) throws IOException, InterruptedException {
        Map<Object, Object> values = new TreeMap<>();
        for (Map<String, Object> row : store.rows(query)) {
            if (row.get(column) != null) {
                values.put(row.get("time"), row.get(column));
            }
        }
        return values;
    }

    @Test
    void aRankingHasOneRowOfEachPark() throws Exception {
        assertThat(rows(question("en/centre.json", "Parks, the highest first", 0)))
                .extracting(row -> row.get("park"))
                .containsExactlyInAnyOrder("dongli", "shanghaimiao");
    }

    @Test
    void silentEnterprisesAreFound() throws Exception {
        assertThat(rows(question("en/enterprises.json", "No data", 0)))
                .extracting(row -> row.get("time"))
                .contains(GrafanaStore.END.minus(Duration.ofDays(1)).toEpochMilli());
    }

    private static Question question(String path, String panel, int number) throws Exception {
        return questions.of(boards.get(path)).stream()
                .filter(question -> question.asker().equals(panel))
                .skip(number)
                .findFirst()
                .orElseThrow();
    }
}
