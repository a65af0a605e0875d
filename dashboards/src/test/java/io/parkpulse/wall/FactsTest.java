package io.parkpulse.wall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FactsTest {
    private final Facts facts = new Facts();

    @Test
    void whoComesForTheFirstTimeIsToldAllThereIs() {
        facts.put(Facts.CITY, "a", () -> "1");
        facts.put("P1", "b", () -> "2");

        Facts.News news = facts.since(null, "P1");

        assertThat(news.whole()).isTrue();
        assertThat(news.facts()).containsOnly(entry("a", "1"), entry("b", "2"));
    }

    @Test
    void whoWasAwayIsToldTheLatestOfWhatChangedAndNothingElse() {
        facts.put(Facts.CITY, "a", () -> "1");
        facts.put(Facts.CITY, "b", () -> "1");
        String seen = facts.since(null, Facts.CITY).id();

        facts.put(Facts.CITY, "b", () -> "2");
        facts.put(Facts.CITY, "b", () -> "3");
        Facts.News news = facts.since(seen, Facts.CITY);

        assertThat(news.whole()).isFalse();
        assertThat(news.facts()).containsOnly(entry("b", "3"));
        assertThat(facts.since(news.id(), Facts.CITY).facts()).isEmpty();
    }

    @Test
    void whatIsGoneIsToldOnceToThoseWhoKnewItAndToNobodyElse() {
        facts.put(Facts.CITY, "a", () -> "1");
        facts.put(Facts.CITY, "b", () -> "1");
        String seen = facts.since(null, Facts.CITY).id();

        facts.remove(Facts.CITY, "b");

        Facts.News news = facts.since(seen, Facts.CITY);
        assertThat(news.facts()).containsOnly(entry("b", "null"));
        assertThat(facts.since(news.id(), Facts.CITY).facts()).isEmpty();
        assertThat(facts.since(null, Facts.CITY).facts()).containsOnly(entry("a", "1"));

        facts.put(Facts.CITY, "b", () -> "2");
        assertThat(facts.since(news.id(), Facts.CITY).facts()).containsOnly(entry("b", "2"));
        assertThat(facts.since(null, Facts.CITY).facts()).containsOnlyKeys("a", "b");
    }

    @Test
    void whoWasAwayForLongerThanWhatIsGoneIsRememberedIsToldAllThereIs() {
        facts.put(Facts.CITY, "a", () -> "1");
        String seen = facts.since(null, Facts.CITY).id();
        for (int i = 0; i < 1_000; i++) {
            facts.put(Facts.CITY, "alert/" + i, () -> "1");
            facts.remove(Facts.CITY, "alert/" + i);
        }
        assertThat(facts.since(seen, Facts.CITY).whole()).isFalse();
        assertThat(facts.since(seen, Facts.CITY).facts()).hasSize(1_000);

        facts.put("P1", "alert/x", () -> "1");
        facts.remove("P1", "alert/x");

        Facts.News news = facts.since(seen, Facts.CITY);
        assertThat(news.whole()).isTrue();
        assertThat(news.facts()).containsOnly(entry("a", "1"));
        assertThat(facts.remembered()).isEqualTo(1_001);
    }

    @Test
    void theInsideOfAParkIsToldOnlyToWhoLooksAtIt() {
        facts.put("P1", "b", () -> "2");

        assertThat(facts.since(null, Facts.CITY).facts()).isEmpty();
        assertThat(facts.since(null, "P2").facts()).isEmpty();
    }

    @Test
    void newsOfAnotherServerCountForNothing() {
        Facts other = new Facts();
        other.put(Facts.CITY, "x", () -> "1");
        facts.put(Facts.CITY, "a", () -> "1");

        Facts.News news = facts.since(other.since(null, Facts.CITY).id(), Facts.CITY);

        assertThat(news.whole()).isTrue();
        assertThat(news.facts()).containsOnly(entry("a", "1"));
    }

    @Test
    void anIdThatIsMadeUpCountsForNothing() {
        facts.put(Facts.CITY, "a", () -> "1");
        String epoch = facts.since(null, Facts.CITY).id().split("\\.")[0];

        assertThat(facts.since(epoch + ".99", Facts.CITY).whole()).isTrue();
        assertThat(facts.since(epoch + ".x", Facts.CITY).whole()).isTrue();
        assertThat(facts.since("", Facts.CITY).whole()).isTrue();
    }

    private static Map.Entry<String, String> entry(String key, String value) {
        return Map.entry(key, value);
    }
}
