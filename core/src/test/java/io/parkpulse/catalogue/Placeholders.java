package io.parkpulse.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is to be put into texts, {@code {…}}. */
public final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");

    private Placeholders() {}

    private static Set<String> in(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Fails unless these texts of a language have the parameters that those texts have under the same keys. */
    public static void assertSame(Map<String, String> texts, Map<String, String> wanted, Language language) {
        wanted.forEach((key, text) ->
                assertThat(in(texts.get(key))).as("%s in %s", key, language).isEqualTo(in(text)));
    }
}
