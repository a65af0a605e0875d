package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.parkpulse.catalogue.OutputSchema;
import io.parkpulse.index.Measure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that the boards ask, asked of a real InfluxDB that the real job fills, with the time range and the variables
 * put in as Grafana does. No mapping of its bucket to a database is made: version 2.7 has it by itself.
 */
class GrafanaQueriesIT {
    private static final Path BOARDS = Path.of("..", "dashboards", "grafana");
    private static final JsonMapper JSON = new JsonMapper();

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(\\w+):(regex|raw)}");
    private static final Pattern TAG_OF_ALIAS = Pattern.compile("\\$tag_(\\w+)");
    private static final Pattern DURATION = Pattern.compile("(\\d+)([smhd])");
    private static final String AT_WORK =
            OutputSchema.numerator(Measure.ENTERPRISE_RESUMPTION).name();
    private static final String METRICS = "${metrics_datasource}";

    /** Metrics are of the time of the machine. */
    private static final Instant METRICS_TO = Instant.now().plus(Duration.ofHours(1));

    @TempDir
    static Path dir;

    private static GrafanaStore store;
    private static Map<String, JsonNode> boards;

    /** Answers by query that have all that is shown of them: there is no need to ask again. */
    private static final Map<String, List<Map<String, Object>>> COMPLETE = new HashMap<>();

    /** Something that a board asks, and the columns of the answer that it shows. */
    private record Question(String asker, String query, Set<String> columns) {
        /** The answer. */
        List<Map<String, Object>> rows() throws IOException, InterruptedException {
            List<Map<String, Object>> rows = COMPLETE.get(query);
            if (rows == null || !missing(rows).isEmpty()) {
                rows = store.rows(query);
                if (missing(rows).isEmpty()) {
                    COMPLETE.put(query, rows);
                }
            }
            return rows;
        }

        /** What an answer lacks: rows, or columns with a value. */
        List<String> missing(List<Map<String, Object>> rows) {
            if (rows.isEmpty()) {
                return List.of(asker + ": no rows of " + query);
            }
            return columns.stream()
                    .filter(column -> rows.stream().allMatch(row -> row.get(column) == null))
                    .map(column -> asker + ": no " + column + " in " + query)
                    .toList();
        }
    }

    @BeforeAll
    static void fill() throws Exception {
        boards = new TreeMap<>();
        for (String path : paths()) {
            boards.put(path, JSON.readTree(BOARDS.resolve(path).toFile()));
        }
        store = GrafanaStore.fill(dir);
        Set<String> open = new TreeSet<>();
        store.await(() -> String.join("\n", open), () -> {
            open.clear();
            for (JsonNode board : boards.values()) {
                for (Question question : questions(board)) {
                    open.addAll(question.missing(question.rows()));
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
        try (Stream<Path> all = Files.walk(BOARDS)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> BOARDS.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void everyQueryOfABoardHasRowsWithTheColumnsThatItShows(String path) throws Exception {
        for (Question question : questions(boards.get(path))) {
            assertThat(question.missing(question.rows())).isEmpty();
        }
    }

    private static Set<String> columns(JsonNode asker) {
        Set<String> columns = new TreeSet<>();
        for (String field : List.of("titleColumn", "textColumn", "tagsColumn")) {
            for (String name : asker.at("/target/" + field).asText().split(",")) {
                columns.add(name);
            }
        }
        asker.at("/fieldConfig/overrides")
                .forEach(override -> columns.add(override.at("/matcher/options").asText()));
        for (JsonNode target : asker.path("targets")) {
            TAG_OF_ALIAS.matcher(target.path("alias").asText()).results().forEach(tag -> columns.add(tag.group(1)));
        }
        columns.remove("");
        if (columns.remove("Time")) {
            columns.add("time");
        }
        return columns;
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
        assertThat(question("en/centre.json", "Parks, the highest first", 0).rows())
                .extracting(row -> row.get("park"))
                .containsExactlyInAnyOrder("dongli", "shanghaimiao");
    }

    @Test
    void silentEnterprisesAreFound() throws Exception {
        assertThat(question("en/enterprises.json", "Silent", 0).rows())
                .extracting(row -> row.get("time"))
                .contains(GrafanaStore.END.minus(Duration.ofDays(1)).toEpochMilli());
    }

    private static Question question(String path, String panel, int number) throws Exception {
        return questions(boards.get(path)).stream()
                .filter(question -> question.asker().equals(panel))
                .skip(number)
                .findFirst()
                .orElseThrow();
    }

    /** Everything that a board asks once its variables have what Grafana would give them at first. */
    private static List<Question> questions(JsonNode board) throws IOException, InterruptedException {
        List<Question> questions = new ArrayList<>();
        Map<String, String> chosen = new LinkedHashMap<>();
        for (JsonNode variable : board.at("/templating/list")) {
            String name = variable.path("name").asText();
            String value = variable.at("/current/value").asText();
            if (variable.path("type").asText().equals("query")) {
                String query = asked(variable.path("query").asText(), variable, chosen);
                Question question = new Question(name, query, Set.of("value"));
                questions.add(question);
                Set<String> options = new TreeSet<>();
                question.rows().forEach(row -> options.add(row.get("value").toString()));
                value = options.contains(value) || options.isEmpty()
                        ? value
                        : options.iterator().next();
            }
            chosen.put(name, value);
        }
        for (JsonNode annotation : board.at("/annotations/list")) {
            questions.add(new Question(
                    annotation.path("name").asText(),
                    asked(annotation.at("/target/query").asText(), annotation, chosen),
                    columns(annotation)));
        }
        for (JsonNode panel : board.path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                questions.add(new Question(
                        panel.path("title").asText(),
                        asked(target.path("query").asText(), panel, chosen),
                        columns(panel)));
            }
        }
        return questions;
    }

    /** A query as Grafana sends it. */
    private static String asked(String query, JsonNode asker, Map<String, String> chosen) {
        boolean metrics = asker.at("/datasource/uid").asText().equals(METRICS);
        Instant to = metrics ? METRICS_TO : GrafanaStore.NOW;
        Instant from = metrics ? to.minus(Duration.ofHours(2)) : GrafanaStore.BEGIN;
        String boardRange = query.replace("${__from}", Long.toString(from.toEpochMilli()))
                .replace("${__to}", Long.toString(to.toEpochMilli()));
        if (asker.has("timeFrom")) {
            from = to.minus(duration(asker.path("timeFrom").asText()));
        }
        if (asker.has("timeShift")) {
            from = from.minus(duration(asker.path("timeShift").asText()));
            to = to.minus(duration(asker.path("timeShift").asText()));
        }
        Duration interval = duration(asker.path("interval").asText("1m"));
        String ranged = boardRange
                .replace("$timeFilter", "time >= " + from.toEpochMilli() + "ms and time <= " + to.toEpochMilli() + "ms")
                .replace("$__interval_ms", Long.toString(interval.toMillis()))
                .replace("$__interval", interval.toSeconds() + "s");
        return REFERENCE.matcher(ranged).replaceAll(reference -> {
            String value = chosen.get(reference.group(1));
            return Matcher.quoteReplacement(reference.group(2).equals("raw") ? value : escaped(value));
        });
    }

    /** As Grafana's format {@code regex} writes a value. */
    private static String escaped(String value) {
        return value.replaceAll("[\\\\^$*+?.()|\\[\\]{}/]", "\\\\$0");
    }

    private static Duration duration(String text) {
        Matcher duration = DURATION.matcher(text);
        assertThat(duration.matches()).as(text).isTrue();
        long number = Long.parseLong(duration.group(1));
        return switch (duration.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
