package io.parkpulse.simulator;

import io.parkpulse.files.checked.YamlMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What enterprises are made of, by the words of {@code industries.yaml}.
 *
 * @param idle what a site draws when it stands still
 */
record Industries(
        Map<String, Shifts> shifts,
        Map<String, Size> sizes,
        Map<String, SiteKind> siteKinds,
        Map<String, Industry> industries,
        LoadCurve idle) {

    static final Industries STANDARD = read();

    private static Industries read() {
        DataFiles files = DataFiles.builtIn();
        YamlMap root = files.read("industries.yaml");
        Map<String, Shifts> shifts = each(root, "shifts", Shifts::read);
        Map<String, Size> sizes = each(root, "sizes", Size::read);
        Map<String, SiteKind> siteKinds = each(root, "site_kinds", (id, it) -> SiteKind.read(id, it, shifts));
        Map<String, Industry> industries =
                each(root, "industries", (id, it) -> Industry.read(id, it, shifts, siteKinds.values()));
        List<Integer> idle = hours(root, "idle");
        files.end();
        return new Industries(shifts, sizes, siteKinds, industries, LoadCurve.ofHours(idle));
    }

    private static <T> Map<String, T> each(YamlMap root, String key, BiFunction<String, YamlMap, T> reading) {
        YamlMap maps = root.map(key);
        Map<String, T> each = new LinkedHashMap<>();
        maps.keys().forEach(id -> each.put(id, reading.apply(id, maps.map(id))));
        return each;
    }

    static List<Integer> hours(YamlMap map, String key) {
        return map.values(key, "a whole number", Integer::valueOf);
    }

    /** The words in data files for these: their names in small letters. */
    static <T extends Enum<T>> Map<String, T> words(T[] values) {
        return words(values, value -> value.name().toLowerCase(Locale.ROOT));
    }

    static <T> Map<String, T> words(T[] values, Function<T, String> word) {
        Map<String, T> words = new LinkedHashMap<>();
        for (T value : values) {
            words.put(word.apply(value), value);
        }
        return words;
    }
}
