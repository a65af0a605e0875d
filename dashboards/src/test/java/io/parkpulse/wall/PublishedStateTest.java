package io.parkpulse.wall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PublishedStateTest {
    private final PublishedState facts = new PublishedState();

    @Test
    void whoComesForTheFirstTimeGetsAllThereIs() {
        facts.put(PublishedState.CITY, "a", () -> "1");
        facts.put("P1", "b", () -> "2");

        PublishedState.News news = facts.since(null, "P1");

        assertThat(news.whole()).isTrue();
        assertThat(news.facts()).containsOnly(entry("a", "1"), entry("b", "2"));
    }

    @Test
    void whoWasAwayGetsTheLatestOfWhatChangedAndNothingElse() {
        facts.put(PublishedState.CITY, "a", () -> "1");
        facts.put(PublishedState.CITY, "b", () -> "1");
        String seen = facts.since(null, PublishedState.CITY).id();

        facts.put(PublishedState.CITY, "b", () -> "2");
        facts.put(PublishedState.CITY, "b", () -> "3");
        PublishedState.News news = facts.since(seen, PublishedState.CITY);

        assertThat(news.whole()).isFalse();
        assertThat(news.facts()).containsOnly(entry("b", "3"));
        assertThat(facts.since(news.id(), PublishedState.CITY).facts()).isEmpty();
    }

    @Test
    void whatIsGoneIsSentOnceToThoseWhoKnewItAndToNobodyElse() {
        facts.put(PublishedState.CITY, "a", () -> "1");
        facts.put(PublishedState.CITY, "b", () -> "1");
        String seen = facts.since(null, PublishedState.CITY).id();

        facts.remove(PublishedState.CITY, "b");

        PublishedState.News news = facts.since(seen, PublishedState.CITY);
        assertThat(news.facts()).containsOnly(entry("b", "null"));
        assertThat(facts.since(news.id(), PublishedState.CITY).facts()).isEmpty();
        assertThat(facts.since(null, PublishedState.CITY).facts()).containsOnly(entry("a", "1"));

        facts.put(PublishedState.CITY, "b", () -> "2");
        assertThat(facts.since(news.id(), PublishedState.CITY).facts()).containsOnly(entry("b", "2"));
        assertThat(facts.since(null, PublishedState.CITY).facts()).containsOnlyKeys("a", "b");
    }

    @Test
    void whoWasAwayForLongerThanWhatIsGoneIsRememberedGetsAllThereIs() {
        facts.put(PublishedState.CITY, "a", () -> "1");
        String seen = facts.since(null, PublishedState.CITY).id();
        for (int i = 0; i < 1_000; i++) {
            facts.put(PublishedState.CITY, "alert/" + i, () -> "1");
            facts.remove(PublishedState.CITY, "alert/" + i);
        }
        assertThat(facts.since(seen, PublishedState.CITY).whole()).isFalse();
        assertThat(facts.since(seen, PublishedState.CITY).facts()).hasSize(1_000);

        facts.put("P1", "alert/x", () -> "1");
        facts.remove("P1", "alert/x");

        PublishedState.News news = facts.since(seen, PublishedState.CITY);
        assertThat(news.whole()).isTrue();
        assertThat(news.facts()).containsOnly(entry("a", "1"));
        assertThat(facts.remembered()).isEqualTo(1_001);
    }

    @Test
    void theInsideOfAParkIsSentOnlyToWhoLooksAtIt() {
        facts.put("P1", "b", () -> "2");

        assertThat(facts.since(null, PublishedState.CITY).facts()).isEmpty();
        assertThat(facts.since(null, "P2").facts()).isEmpty();
    }

    @Test
    void newsOfAnotherServerCountForNothing() {
        PublishedState other = new PublishedState();
        other.put(PublishedState.CITY, "x", () -> "1");
        facts.put(PublishedState.CITY, "a", () -> "1");

        PublishedState.News news =
                facts.since(other.since(null, PublishedState.CITY).id(), PublishedState.CITY);

        assertThat(news.whole()).isTrue();
        assertThat(news.facts()).containsOnly(entry("a", "1"));
    }

    @Test
    void anIdThatIsMadeUpCountsForNothing() {
        facts.put(PublishedState.CITY, "a", () -> "1");
        String epoch = facts.since(null, PublishedState.CITY).id().split("\\.")[0];

        assertThat(facts.since(epoch + ".99", PublishedState.CITY).whole()).isTrue();
        assertThat(facts.since(epoch + ".x", PublishedState.CITY).whole()).isTrue();
        assertThat(facts.since("", PublishedState.CITY).whole()).isTrue();
    }

    private static Map.Entry<String, String> entry(String key, String value) {
        return Map.entry(key, value);
    }
}
