package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
    private static final String METRICS = "${metrics_datasource}";

    @TempDir
    static Path dir;

    private static GrafanaStore store;
    private static Map<String, JsonNode> boards;

    /** Answers by query, once they have rows. */
    private static final Map<String, List<Map<String, Object>>> ANSWERS = new HashMap<>();

    /** Something that a board asks. */
    private record Question(String asker, String query, JsonNode node) {}

    @BeforeAll
    static void fill() throws Exception {
        boards = new TreeMap<>();
        for (String path : paths()) {
            boards.put(path, JSON.readTree(BOARDS.resolve(path).toFile()));
        }
        store = GrafanaStore.fill(dir);
        Set<String> open = new TreeSet<>();
        store.await("answers to " + open, () -> {
            open.clear();
            for (JsonNode board : boards.values()) {
                for (Question question : questions(board)) {
                    if (answer(question.query()).isEmpty()) {
                        open.add(question.query());
                    }
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

    private static List<Map<String, Object>> answer(String query) throws IOException, InterruptedException {
        List<Map<String, Object>> rows = ANSWERS.getOrDefault(query, List.of());
        if (rows.isEmpty()) {
            rows = store.rows(query);
            ANSWERS.put(query, rows);
        }
        return rows;
    }

    @ParameterizedTest
    @MethodSource("paths")
    void everyQueryOfPanelsVariablesAndAnnotationsHasRows(String path) throws Exception {
        for (Question question : questions(boards.get(path))) {
            assertThat(answer(question.query()))
                    .as("%s: %s", question.asker(), question.query())
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void everyColumnThatAPanelShowsHasValues(String path) throws Exception {
        for (Question question : questions(boards.get(path))) {
            for (String column : columns(question.node())) {
                assertThat(answer(question.query()))
                        .as("%s, column %s: %s", question.asker(), column, question.query())
                        .anyMatch(row -> row.get(column) != null);
            }
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
        Map<Object, Object> added = new TreeMap<>();
        for (Map<String, Object> row : answer(question("en/enterprises.json", "Enterprises by local day", 1))) {
            if (row.get("sum") != null) {
                added.put(row.get("time"), row.get("sum"));
            }
        }
        Map<Object, Object> figures = new TreeMap<>();
        for (Map<String, Object> row : answer(question("en/ledger.json", "Ledger of the scope", 0))) {
            figures.put(row.get("time"), row.get("enterprise_resumption_n"));
        }

        assertThat(added).hasSizeGreaterThanOrEqualTo(2).isEqualTo(figures);
    }

    /** The newest figure is not an older one where it is not known. */
    @Test
    void whatIsNotKnownNowIsNull() throws Exception {
        String query = question("en/park.json", "Priority", 0);

        assertThat(query).contains("\"resumption_index\"");
        assertThat(answer(query)).anySatisfy(row -> assertThat(row).containsKeys("resumption_index", "scope"));
    }

    private static String question(String path, String panel, int number) throws Exception {
        return questions(boards.get(path)).stream()
                .filter(question -> question.asker().equals(panel))
                .skip(number)
                .findFirst()
                .orElseThrow()
                .query();
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
                questions.add(new Question(name, query, variable));
                Set<String> options = new TreeSet<>();
                answer(query).forEach(row -> options.add(row.get("value").toString()));
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
                    annotation));
        }
        for (JsonNode panel : board.path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                questions.add(new Question(
                        panel.path("title").asText(), asked(target.path("query").asText(), panel, chosen), panel));
            }
        }
        return questions;
    }

    /** A query as Grafana sends it. */
    private static String asked(String query, JsonNode asker, Map<String, String> chosen) {
        boolean metrics = asker.at("/datasource/uid").asText().equals(METRICS);
        Instant to = metrics
                ? Instant.now()
                        .plusSeconds(60)
                        .truncatedTo(java.time.temporal.ChronoUnit.HOURS)
                        .plusSeconds(3600)
                : GrafanaStore.NOW;
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
