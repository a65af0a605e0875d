package io.parkpulse.files.checked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parkpulse.message.Message;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class YamlMapTest {

    private final Problems problems = new Problems();

    private YamlMap map(String text) {
        YamlFile yaml = new YamlFile("park.yaml", problems);
        return new YamlMap(yaml, yaml.root(text, Message.of("value.map")).orElseThrow());
    }

    private void assertProblems(String... expected) {
        assertThatThrownBy(() -> problems.throwIfAny(all -> new IllegalArgumentException(
                        all.stream().map(Problem::toString).collect(Collectors.joining("\n")))))
                .hasMessage(String.join("\n", expected));
    }

    @Test
    void whatIsThereIsRead() {
        YamlMap map = map("""
                name: north
                count: 1_200
                day: 2020-03-16
                kind: b
                open: true
                hours: [1, 2]
                inner: {count: 3}
                each: [{count: 4}, {count: 5}]
                """);

        assertThat(map.text("name")).isEqualTo("north");
        assertThat(map.whole("count", 0, 2000)).isEqualTo(1200);
        assertThat(map.date("day", null)).isEqualTo(LocalDate.of(2020, 3, 16));
        assertThat(map.word("kind", Map.of("a", 1, "b", 2))).isEqualTo(2);
        assertThat(map.flag("open")).isTrue();
        assertThat(map.values("hours", "a whole number", Integer::valueOf)).containsExactly(1, 2);
        assertThat(map.map("inner").whole("count", 0, 9)).isEqualTo(3);
        assertThat(map.maps("each"))
                .extracting(each -> each.whole("count", 0, 9))
                .containsExactly(4, 5);
        map.reportOthers();
        problems.throwIfAny(all -> new IllegalStateException(all.toString()));
    }

    @Test
    void whatIsNoYamlHasALineEvenWhereTheParserNamesNone() {
        YamlFile yaml = new YamlFile("park.yaml", problems);

        assertThat(yaml.root("# parks\n\n - '\n'{", Message.of("value.map"))).isNull();

        assertThatThrownBy(() -> problems.throwIfAny(all -> new IllegalArgumentException(all.toString())))
                .hasMessageContaining("park.yaml:4: A simple key");
    }

    @Test
    void whatIsAbsentIsAsItIsSaidAndWhatHasADefaultIsAsThere() {
        YamlMap map = map("a: 1").withDefaults(map("a: 2\nb: 3"));

        assertThat(map.whole("a", 0, 9)).isEqualTo(1);
        assertThat(map.whole("b", 0, 9)).isEqualTo(3);
        assertThat(map.whole("c", 0, 9, 7)).isEqualTo(7);
        assertThat(map.wholeOrNull("c", 0, 9)).isNull();
        assertThat(map.text("c", "none")).isEqualTo("none");
        assertThat(map.flag("c")).isFalse();
        assertThat(map.values("c", "a text", text -> text)).isEmpty();
        assertThat(map.map("c").has("a")).isFalse();
    }

    @Test
    void whatOnlyADefaultHasIsAskedForThereToo() {
        YamlMap others = map("a: 2\nb: 3\nc: 4");
        YamlMap map = map("a: 1").withDefaults(others);
        map.whole("a", 0, 9);
        map.whole("b", 0, 9);
        map.reportOthers();
        others.reportOthers();

        assertProblems("park.yaml:3: c: expected one of a, b");
    }

    @Test
    void everyProblemSaysWhereItIsWhatStandsThereAndWhatWasExpected() {
        YamlMap map = map("""
                count: 12.5
                day: 16.3.2020
                kind: c
                open: perhaps
                hours: [1, {}]
                inner:
                  far: 1
                colour: red
                """);
        map.whole("count", 0, 9);
        map.date("day", null);
        map.word("kind", Map.of("a", 1));
        map.flag("open");
        map.values("hours", "a whole number", Integer::valueOf);
        map.map("inner").whole("near", 2, 9);
        map.text("name");
        map.reportOthers();

        assertProblems(
                "park.yaml:1: count \"12.5\": expected a whole number from 0 to 9",
                "park.yaml:2: day \"16.3.2020\": expected a date such as 2020-03-16",
                "park.yaml:3: kind \"c\": expected one of a",
                "park.yaml:4: open \"perhaps\": expected true or false",
                "park.yaml:5: hours \"a mapping\": expected a whole number",
                "park.yaml:7: inner.near: expected a whole number from 2 to 9",
                "park.yaml:1: name: expected a text",
                "park.yaml:8: colour: expected one of count, day, hours, inner, kind, name, open",
                "park.yaml:7: inner.far: expected one of near");
    }
}
