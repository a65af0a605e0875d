package io.parkpulse.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.parkpulse.grafana.BoardLint.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The boards in the repository obey the lint, and each of its rules would report it if they did not. */
class BoardLintTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path REPOSITORY = Path.of("grafana");

    private static Map<String, JsonNode> boards;

    @BeforeAll
    static void read() throws IOException {
        boards = new TreeMap<>();
        try (Stream<Path> all = Files.walk(REPOSITORY)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                boards.put(REPOSITORY.relativize(file).toString(), JSON.readTree(file.toFile()));
            }
        }
        assertThat(boards).hasSize(24);
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void everyBoardObeys(Rule rule) {
        assertThat(rule.problems(boards)).isEmpty();
    }

    @Test
    void boardsHaveUidsOfTheirOwnAndLinksLeadToBoards() {
        assertThat(BoardLint.problemsAmong(boards)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void everyRuleTellsOfABoardThatBreaksIt(Rule rule) {
        String path = "en/quality.json";
        ObjectNode board = boards.get(path).deepCopy();
        breaker(rule).accept(board);

        assertThat(rule.problems(Map.of(path, board)))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).startsWith(path + " "));
    }

    /** A change of the board on data quality by which it no longer obeys a rule. */
    private static Consumer<ObjectNode> breaker(Rule rule) {
        return switch (rule) {
            case EDITABLE -> board -> board.remove("editable");
            case KNOWN_TO_GRAFANA -> board -> board.put("uid", "");
            case PANEL_HAS_TITLE -> board -> panel(board, 1).put("title", " ");
            case PANEL_HAS_DESCRIPTION -> board -> panel(board, 1).remove("description");
            case PANEL_HAS_UNIT ->
                board -> object(board, "/panels/1/fieldConfig/defaults").put("unit", "percents");
            case UNKNOWN_IS_A_DASH ->
                board -> object(board, "/panels/1/fieldConfig/defaults").put("noValue", "0");
            case PANEL_ASKS_SOMETHING -> board -> panel(board, 1).putArray("targets");
            case DATA_SOURCE_IS_CHOSEN ->
                board -> object(board, "/panels/1/targets/0/datasource").put("uid", "P1");
            case VARIABLES_FOLLOW_THE_TIME_RANGE ->
                board -> object(board, "/templating/list/2").put("refresh", 1);
            case VARIABLES_HAVE_LABELS ->
                board -> object(board, "/templating/list/2").put("label", "");
            case VARIABLES_ARE_USED ->
                board -> object(board, "/templating/list/4").put("hide", 0);
            case FORMATS_ARE_SAID -> board -> replace(board, "${run:regex}", "${run}");
            case PANELS_DO_NOT_OVERLAP ->
                board -> object(board, "/panels/2/gridPos").put("x", 5);
            case PANEL_IDS_ARE_UNIQUE -> board -> panel(board, 2).put("id", 2);
            case NAMES_ARE_THOSE_OF_THE_SCHEMA -> board -> replace(board, "\"coverage_n\"", "\"coverage_m\"");
            case COLUMNS_ARE_ANSWERED ->
                board -> object(board, "/panels/1/fieldConfig/overrides/0/matcher")
                        .put("options", "silent");
            case TABLES_GROUP_BY_ONE_TAG ->
                board -> replace(board, "GROUP BY \"park\" ORDER", "GROUP BY \"park\", \"scope\" ORDER");
            case LINKS_KEEP_TIME_AND_VARIABLES ->
                board -> object(board, "/links/0").put("includeVars", false);
            case NOTHING_OF_ONE_INSTALLATION -> board -> board.put("description", "See http://grafana:3000/");
        };
    }

    @Test
    void aDrillDownThatForgetsWhatWasChosenIsReported() {
        ObjectNode board = boards.get("en/centre.json").deepCopy();
        replace(board, "&${zone:queryparam}", "");

        assertThat(Rule.LINKS_KEEP_TIME_AND_VARIABLES.problems(Map.of("en/centre.json", board)))
                .isNotEmpty()
                .allMatch(problem -> problem.startsWith("en/centre.json forgets zone on the way to /d/parkpulse-"));
    }

    @Test
    void aVariableThatThereIsNotIsReported() {
        ObjectNode board = boards.get("en/job.json").deepCopy();
        replace(board, "${job:regex}", "${jobs:regex}");

        assertThat(Rule.VARIABLES_ARE_USED.problems(Map.of("en/job.json", board)))
                .contains("en/job.json asks for jobs, which there is not");
    }

    @Test
    void linksThatLeadNowhereAndUidsThatTwoHaveAreReported() {
        Map<String, JsonNode> broken = new TreeMap<>(boards);
        ObjectNode board = boards.get("en/centre.json").deepCopy();
        board.put("uid", "parkpulse-park-en");
        broken.put("en/centre.json", board);

        assertThat(BoardLint.problemsAmong(broken))
                .contains("en/park.json has the uid of another", "en/job.json leads to /d/parkpulse-centre-en");
    }

    @Test
    void aLinkByATagThatNoBoardHasIsReported() {
        ObjectNode board = boards.get("en/centre.json").deepCopy();
        board.putArray("tags");
        Map<String, JsonNode> broken = new TreeMap<>(Map.of("en/centre.json", board));

        assertThat(BoardLint.problemsAmong(broken))
                .contains("en/centre.json leads to boards with the tag parkpulse-centre");
    }

    private static ObjectNode object(JsonNode board, String pointer) {
        return (ObjectNode) board.at(pointer);
    }

    private static ObjectNode panel(JsonNode board, int index) {
        return object(board, "/panels/" + index);
    }

    /** Replaces a part of all texts that have it. */
    private static void replace(JsonNode node, String part, String other) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(property -> {
                if (property.getValue().isTextual()) {
                    property.setValue(
                            new TextNode(property.getValue().textValue().replace(part, other)));
                }
            });
        }
        node.forEach(child -> replace(child, part, other));
    }
}
