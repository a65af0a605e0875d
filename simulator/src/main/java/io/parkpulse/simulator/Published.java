package io.parkpulse.simulator;

import io.parkpulse.exact.Numbers;
import io.parkpulse.files.checked.YamlMap;
import io.parkpulse.index.Measure;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A figure that has to come out when a recording is added up. Nothing in a recording states it.
 *
 * @param n null where nothing is said of it, as for {@code d} and {@code printed}
 * @param printed as the park's method prints it
 * @param source the title of the article; empty for a figure that is in none
 * @param quote what the article prints; empty for nothing
 * @param note what does not follow from the quote; empty for nothing
 */
record Published(
        String scope,
        LocalDate day,
        Measure measure,
        Long n,
        Long d,
        String printed,
        String source,
        String quote,
        String note) {

    /**
     * The entries of {@code published}.
     *
     * @param scope of an entry that names no part of it
     * @param lastDay of an entry that names no day
     */
    static List<Published> read(YamlMap map, String scope, LocalDate lastDay) {
        map.text("chosen", "");
        YamlMap sources = map.map("sources");
        Map<String, String> titles = new HashMap<>();
        sources.keys().forEach(source -> titles.put(source, sources.text(source)));
        return map.maps("published").stream()
                .map(it -> new Published(
                        it.has("part") ? scope + "/" + it.text("part") : scope,
                        it.date("day", lastDay),
                        it.word("measure", Industries.words(Measure.values(), Measure::id)),
                        it.wholeOrNull("n", 0, Numbers.MAX),
                        it.wholeOrNull("d", 0, Numbers.MAX),
                        it.text("printed", null),
                        it.word("source", titles, ""),
                        it.text("quote", ""),
                        it.text("note", "")))
                .toList();
    }
}
