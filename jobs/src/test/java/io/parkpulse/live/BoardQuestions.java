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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the boards of the repository ask a store, with the time range and the variables put in as Grafana does. */
final class BoardQuestions {
    private static final Path BOARDS = Path.of("..", "dashboards", "grafana");
    private static final JsonMapper JSON = new JsonMapper();

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(\\w+):(regex|raw)}");
    private static final Pattern TAG_OF_ALIAS = Pattern.compile("\\$tag_(\\w+)");
    private static final Pattern DURATION = Pattern.compile("(\\d+)([smhd])");
    private static final String METRICS = "${metrics_datasource}";
    /** A metric that a job has only where its configuration names a mapping; the jobs of these tests map nothing. */
    private static final String OF_MAPPED_TOPICS = "parkpulse_topic_skippedRows";

    /** Metrics are of the time of the machine. */
    private static final Instant METRICS_TO = Instant.now().plus(Duration.ofHours(1));

    private final Store store;
    private final Instant from;
    private final Instant to;

    /** Answers a query in InfluxQL: rows, each a map of its columns. */
    interface Store {
        List<Map<String, Object>> rows(String influxQl) throws IOException, InterruptedException;
    }

    /**
     * Something that a board asks.
     *
     * @param asker title of the panel, or name of the variable or annotation
     * @param columns of the answer that it shows
     */
    record Question(String asker, String query, Set<String> columns) {
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

    /**
     * @param store where variables find what there is to choose from
     * @param from begin of the time range
     * @param to its end
     */
    BoardQuestions(Store store, Instant from, Instant to) {
        this.store = store;
        this.from = from;
        this.to = to;
    }

    /** The boards by path, e.g. {@code en/centre.json}. */
    static Map<String, JsonNode> boards() throws IOException {
        Map<String, JsonNode> boards = new TreeMap<>();
        for (String path : paths()) {
            boards.put(path, JSON.readTree(BOARDS.resolve(path).toFile()));
        }
        return boards;
    }

    static List<String> paths() throws IOException {
        try (Stream<Path> all = Files.walk(BOARDS)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> BOARDS.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /** Everything that a board asks once its variables have what Grafana would give them at first. */
    List<Question> of(JsonNode board) throws IOException, InterruptedException {
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
                store.rows(query).forEach(row -> options.add(row.get("value").toString()));
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
            if (isBeforeAll(panel)) {
                continue;
            }
            for (JsonNode target : panel.path("targets")) {
                String query = asked(target.path("query").asText(), panel, chosen);
                if (!query.contains(OF_MAPPED_TOPICS)) {
                    questions.add(new Question(panel.path("title").asText(), query, columns(panel)));
                }
            }
        }
        return questions;
    }

    /** Whether a panel looks back so far that there is nothing yet; one that looks back less asks the same. */
    private boolean isBeforeAll(JsonNode panel) {
        return panel.has("timeShift")
                && to.minus(duration(panel.path("timeShift").asText())).isBefore(from);
    }

    /** A query as Grafana sends it. */
    private String asked(String query, JsonNode asker, Map<String, String> chosen) {
        boolean metrics = asker.at("/datasource/uid").asText().equals(METRICS);
        Instant to = metrics ? METRICS_TO : this.to;
        Instant from = metrics ? to.minus(Duration.ofHours(2)) : this.from;
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
}
