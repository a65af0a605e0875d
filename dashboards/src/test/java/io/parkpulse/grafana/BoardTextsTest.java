package io.parkpulse.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parkpulse.catalogue.Catalogue;
import io.parkpulse.catalogue.Language;
import io.parkpulse.catalogue.Placeholders;
import io.parkpulse.catalogue.Texts;
import io.parkpulse.index.Measure;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BoardTextsTest {
    /** What is to be put into a text, which Grafana's variables, {@code ${…}}, are not. */
    private static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\$)\\{\\w+}");

    private static Map<String, String> texts(Language language) {
        return Texts.of(GrafanaBoards.class, "boards", language).all();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyLanguageHasTheSameKeysAndParameters(Language language) {
        assertThat(texts(language).keySet()).isEqualTo(texts(Language.ZH).keySet());
        Placeholders.assertSame(texts(language), texts(Language.ZH), language);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void noTextOfABoardIsBlankOrHasAHoleInIt(Language language) {
        Samples.boards().forEach((path, board) -> {
            if (path.startsWith(language.code())) {
                List<String> shown = board.findValuesAsText("description");
                shown.addAll(board.findValuesAsText("title"));
                assertThat(shown).as(path).isNotEmpty().allSatisfy(text -> {
                    assertThat(text).isNotBlank();
                    assertThat(text).doesNotContainPattern(PLACEHOLDER);
                });
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyTextStandsOnSomeBoard(Language language) {
        StringBuilder all = new StringBuilder();
        Samples.boards().values().forEach(board -> everyText(board, all));
        texts(language)
                .forEach((key, text) -> assertThat(all.toString()).as(key).contains(PLACEHOLDER.split(text)));
    }

    private static void everyText(JsonNode node, StringBuilder all) {
        if (node.isTextual()) {
            all.append(node.textValue()).append('\n');
        }
        node.forEach(child -> everyText(child, all));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void measuresAreCalledAndDefinedAsInTheCatalogue(Language language) {
        Catalogue catalogue = Catalogue.in(language);
        JsonNode centre = Samples.boards().get(language.code() + "/centre.json");
        for (Measure measure : BoardPanels.LEADING) {
            assertThat(centre.get("panels")).anySatisfy(panel -> {
                assertThat(panel.path("title").asText()).isEqualTo(catalogue.name(measure));
                assertThat(panel.path("description").asText())
                        .startsWith(catalogue.definition(measure))
                        .contains(catalogue.reading(measure), catalogue.word("method_name", "zhejiang-2020"));
            });
        }
    }

    @Test
    void whatIsNotKnownIsNotGivenBelowTheGateOfTheMethod() {
        assertThat(Samples.boards().get("en/centre.json").get("panels"))
                .anyMatch(panel -> panel.path("description")
                        .asText()
                        .contains("Not given when fewer than 50% of the enterprises are known."));
    }
}
