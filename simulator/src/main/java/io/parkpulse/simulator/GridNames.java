package io.parkpulse.simulator;

import io.parkpulse.files.checked.YamlMap;
import io.parkpulse.model.Names;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the levels of a park's grid are called.
 *
 * @param levels by level; one that is numbered, such as {@code street-3}, goes by its word, and <code>{n}</code> is its number
 */
record GridNames(Map<String, Names> levels) {
    private static final Pattern NUMBERED = Pattern.compile("(.+)-(\\d+)");

    static GridNames read(YamlMap map) {
        Map<String, Names> levels = new LinkedHashMap<>();
        map.keys().forEach(level -> levels.put(level, names(map.map(level))));
        return new GridNames(levels);
    }

    /** The names of a park or a place. */
    static Names names(YamlMap map) {
        return new Names(map.text("zh", ""), map.text("en", ""), map.text("ja", ""), map.text("ko", ""));
    }

    /** The names that a grid and those it lies in have, by path. */
    Map<String, Names> of(String path) {
        Map<String, Names> names = new LinkedHashMap<>();
        for (int end = path.indexOf('/'); ; end = path.indexOf('/', end + 1)) {
            String upTo = end < 0 ? path : path.substring(0, end);
            Names own = level(upTo.substring(upTo.lastIndexOf('/') + 1));
            if (!own.isEmpty()) {
                names.put(upTo, own);
            }
            if (end < 0) {
                return names;
            }
        }
    }

    private Names level(String level) {
        Matcher numbered = NUMBERED.matcher(level);
        if (levels.containsKey(level) || !numbered.matches()) {
            return levels.getOrDefault(level, Names.NONE);
        }
        Names names = levels.getOrDefault(numbered.group(1), Names.NONE);
        String number = numbered.group(2);
        return new Names(
                names.zh().replace("{n}", number),
                names.en().replace("{n}", number),
                names.ja().replace("{n}", number),
                names.ko().replace("{n}", number));
    }
}
