package io.parkpulse.simulator;

import io.parkpulse.files.checked.YamlMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What each of many enterprises has of something: all the same, in turn, drawn by lot, or by what else they have. */
interface Choice<T> {

    /** What stands for all words of which nothing is said. */
    String OTHERS = "else";

    T of(Place place);

    /**
     * An enterprise that is being made.
     *
     * @param kinds what kind of enterprise it is
     * @param lots where lots are drawn
     * @param number its place in the park, from 0
     */
    record Place(Kinds kinds, Noise lots, int number) {}

    /** What other choices can go by. */
    record Kinds(Choice<Industry> industry, Choice<SiteKind> siteKind, Choice<Size> size) {}

    /**
     * How a value is written.
     *
     * @param expected for problems
     * @param parse gives null for what is none
     */
    record Form<T>(String expected, Function<String, T> parse) {
        static <T> Form<T> of(Map<String, T> words) {
            return new Form<>(YamlMap.oneOf(words.keySet()), words::get);
        }
    }

    /** Something a choice can go by. */
    enum By {
        INDUSTRY(
                Industries.STANDARD.industries().keySet(),
                it -> it.kinds.industry.of(it).id()),
        SITE_KIND(
                Industries.STANDARD.siteKinds().keySet(),
                it -> it.kinds.siteKind.of(it).id()),
        SIZE(Industries.STANDARD.sizes().keySet(), it -> it.kinds.size.of(it).id());

        private final Set<String> words;
        private final Function<Place, String> word;

        By(Set<String> words, Function<Place, String> word) {
            this.words = words;
            this.word = word;
        }

        String key() {
            return "by_" + name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Reads a choice.
     *
     * @param absent what all have where there is no such key; null if it is required
     * @param by what it may go by
     */
    static <T> Choice<T> read(YamlMap map, String key, Form<T> form, T absent, By... by) {
        if (!map.isMap(key)) {
            T value = map.value(key, form.expected, form.parse, absent, absent == null);
            return place -> value;
        }
        YamlMap choice = map.map(key);
        int lotsFrom = choice.whole("lots_from", 0, 1_000_000, 0);
        List<Choice<T>> found = new ArrayList<>();
        if (choice.has("by_lot")) {
            List<T> values = among(choice, "by_lot", form);
            found.add(it -> values.get(it.lots.between(0, values.size() - 1, it.number + lotsFrom)));
        }
        if (choice.has("in_turn")) {
            List<T> values = among(choice, "in_turn", form);
            found.add(it -> values.get(it.number % values.size()));
        }
        for (By each : by) {
            if (choice.has(each.key())) {
                found.add(by(choice.map(each.key()), each, form, absent));
            }
        }
        if (found.size() != 1) {
            String others = Stream.of(by).map(each -> ", " + each.key()).collect(Collectors.joining());
            map.problem(key, "one of by_lot, in_turn" + others);
        }
        return found.isEmpty() ? it -> absent : found.get(0);
    }

    private static <T> Choice<T> by(YamlMap options, By by, Form<T> form, T absent) {
        Map<String, Choice<T>> each = new HashMap<>();
        for (String word : options.keys()) {
            if (!word.equals(OTHERS) && !by.words.contains(word)) {
                options.problem(word, YamlMap.oneOf(by.words) + ", " + OTHERS + " before it");
            }
            each.put(word, read(options, word, form, null));
        }
        Choice<T> others = each.containsKey(OTHERS) ? each.get(OTHERS) : read(options, OTHERS, form, absent);
        return place -> each.getOrDefault(by.word.apply(place), others).of(place);
    }

    /** The words in order, each as often as it says. */
    private static <T> List<T> among(YamlMap choice, String way, Form<T> form) {
        YamlMap options = choice.map(way);
        List<T> values = new ArrayList<>();
        for (String word : options.keys()) {
            T value = form.parse.apply(word);
            if (value == null) {
                options.problem(word, form.expected + " before how many there are");
            }
            values.addAll(Collections.nCopies(options.whole(word, 1, 1000), value));
        }
        if (values.isEmpty()) {
            choice.problem(way, form.expected + " before how many there are");
        }
        return values;
    }
}
