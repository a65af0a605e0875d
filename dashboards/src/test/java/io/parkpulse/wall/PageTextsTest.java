package io.parkpulse.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.catalogue.Catalogue;
import io.parkpulse.catalogue.Language;
import io.parkpulse.catalogue.Placeholders;
import io.parkpulse.catalogue.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PageTextsTest {
    private static final Pattern ASKED = Pattern.compile("\\bt\\('([a-z_.]+)'");

    private static final String[] SCRIPTS = {
        "main", "city", "park", "panel", "chart", "figures", "kiosk", "speech", "dom", "store"
    };
    /** The beginning of a key that a script puts together. */
    private static final Pattern PUT_TOGETHER = Pattern.compile("\\b(?:t|has)\\(`([a-z_.]+\\.)\\$\\{");

    private static Map<String, String> page(Language language) {
        return Texts.of(WallServer.class, "page", language).all();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyLanguageHasTheSameKeysAndParameters(Language language) {
        assertThat(page(language).keySet()).isEqualTo(page(Language.ZH).keySet());
        Placeholders.assertSame(page(language), page(Language.ZH), language);
    }

    @Test
    void noKeyOfThePageHidesOneOfTheCatalogue() {
        assertThat(page(Language.ZH).keySet())
                .doesNotContainAnyElementsOf(Catalogue.in(Language.ZH).texts().keySet());
    }

    @Test
    void everyTextThatAScriptAsksForIsThere() throws IOException {
        Set<String> known = new TreeSet<>(page(Language.EN).keySet());
        known.addAll(Catalogue.in(Language.EN).texts().keySet());
        for (String script : SCRIPTS) {
            try (InputStream bytes = WallServer.class.getResourceAsStream("page/" + script + ".js")) {
                String text = new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
                assertThat(ASKED.matcher(text).results().map(it -> it.group(1)).toList())
                        .as(script)
                        .isSubsetOf(known);
            }
        }
    }

    @Test
    void everyTextIsShownSomewhere() throws IOException {
        Set<String> unused = new TreeSet<>(page(Language.EN).keySet());
        for (String script : SCRIPTS) {
            try (InputStream bytes = WallServer.class.getResourceAsStream("page/" + script + ".js")) {
                String text = new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
                unused.removeIf(key -> text.contains("'" + key + "'"));
                PUT_TOGETHER
                        .matcher(text)
                        .results()
                        .map(it -> it.group(1))
                        .forEach(start -> unused.removeIf(key -> key.startsWith(start)));
            }
        }
        assertThat(unused).isEmpty();
    }

    @Test
    void noScriptMakesMarkupOfText() throws IOException {
        for (String script : SCRIPTS) {
            try (InputStream bytes = WallServer.class.getResourceAsStream("page/" + script + ".js")) {
                assertThat(new String(bytes.readAllBytes(), StandardCharsets.UTF_8))
                        .as(script)
                        .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
            }
        }
    }
}
