package io.parkpulse.files.checked;

import io.parkpulse.exact.Numbers;
import io.parkpulse.message.Message;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A map of a YAML file, asked for one key after the other. The keys that it is asked for are those that mean something:
 * {@link #reportOthers} makes problems of all others.
 *
 * <p>What is missing or no such value is a problem. Reading goes on with something of that type, so that all problems are
 * found; nothing may be done with it before {@link Problems#throwIfAny}.
 */
public final class YamlMap {
    private final YamlFile yaml;
    private final String path;
    private final Node node;
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final Set<String> asked = new TreeSet<>();
    private final List<YamlMap> defaults = new ArrayList<>();
    private final Map<Node, YamlMap> inner = new IdentityHashMap<>();

    private record Value(String path, Node node) {}

    /** Reads on from the root of a file; a problem if it is no map. */
    public YamlMap(YamlFile yaml, Node root) {
        this(yaml, "", root);
        if (root instanceof MappingNode map) {
            put(map);
        } else {
            yaml.problem(root, null, Message.of("value.map"));
        }
    }

    /** One without keys. */
    private YamlMap(YamlFile yaml, String prefix, Node node) {
        this.yaml = yaml;
        this.path = prefix;
        this.node = node;
    }

    private void put(MappingNode map) {
        yaml.entries(map, path, null).forEach((key, value) -> values.put(key, new Value(path + key, value)));
    }

    /** The same with what {@code others} has and this has not. */
    public YamlMap withDefaults(YamlMap others) {
        defaults.add(others);
        return this;
    }

    /** Adds problems for all keys, here and in maps that were read from here, that nobody asked for. */
    public void reportOthers() {
        values.forEach((key, value) -> {
            if (!asked.contains(key)) {
                yaml.missing(value.node, value.path, Message.of("registry.one_of", "words", String.join(", ", asked)));
            }
        });
        inner.values().forEach(YamlMap::reportOthers);
    }

    /** All its keys, if any mean something. */
    public Set<String> keys() {
        asked.addAll(values.keySet());
        return values.keySet();
    }

    public boolean has(String key) {
        return find(key) != null;
    }

    /** Whether what stands there is a map. */
    public boolean isMap(String key) {
        return has(key) && find(key).node instanceof MappingNode;
    }

    private Value find(String key) {
        asked.add(key);
        Value found = values.get(key);
        for (YamlMap others : defaults) {
            Value other = others.find(key);
            found = found == null ? other : found;
        }
        return found == null || YamlFile.isNull(found.node) ? null : found;
    }

    /** Adds that something else was expected of a key, or that it was expected at all. */
    public void problem(String key, String expected) {
        problem(key, Message.asIs(expected));
    }

    private void problem(String key, Message expected) {
        Value value = find(key);
        if (value == null) {
            yaml.missing(node, path + key, expected);
        } else {
            yaml.problem(value.node, value.path, expected);
        }
    }

    /** A text; empty if it is not given, which is a problem. */
    public String text(String key) {
        return value(key, Message.of("value.text"), text -> text.isEmpty() ? null : text, "", true);
    }

    public String text(String key, String absent) {
        return value(key, Message.of("value.text"), text -> text, absent, false);
    }

    /** A whole number; {@code least} if it is not given, which is a problem. */
    public int whole(String key, int least, int most) {
        return Math.toIntExact(number(key, least, most, (long) least, true));
    }

    public int whole(String key, int least, int most, int absent) {
        return Math.toIntExact(number(key, least, most, (long) absent, false));
    }

    /** The same of greater numbers. */
    public long whole(String key, long least, long most) {
        return number(key, least, most, least, true);
    }

    /** A whole number; null if it is absent. */
    public Long wholeOrNull(String key, long least, long most) {
        return number(key, least, most, null, false);
    }

    private Long number(String key, long least, long most, Long instead, boolean required) {
        return value(
                key,
                Message.of("registry.whole", "least", least, "most", most),
                text -> {
                    Long number = Numbers.whole(text.replace("_", ""));
                    return number != null && number >= least && number <= most ? number : null;
                },
                instead,
                required);
    }

    /** True or false; false if it is absent. */
    public boolean flag(String key) {
        return value(key, Message.of("value.flag"), Map.of("false", false, "true", true)::get, false, false);
    }

    /** A date; {@code absent} if it is not given, which is a problem where that is null. */
    public LocalDate date(String key, LocalDate absent) {
        return value(
                key,
                Message.of("value.date", "date", "2020-03-16"),
                text -> {
                    try {
                        return LocalDate.parse(text);
                    } catch (DateTimeParseException e) {
                        return null;
                    }
                },
                absent,
                absent == null);
    }

    /** What one of these words means; null if it is not given, which is a problem. */
    public <T> T word(String key, Map<String, T> words) {
        return value(key, Message.asIs(oneOf(words.keySet())), words::get, null, true);
    }

    public <T> T word(String key, Map<String, T> words, T absent) {
        return value(key, Message.asIs(oneOf(words.keySet())), words::get, absent, false);
    }

    /** What is expected where one of these is. */
    public static String oneOf(Set<String> words) {
        return "one of " + String.join(", ", words);
    }

    /**
     * A value of another form.
     *
     * @param parse gives null for what is none
     * @param instead for one that is absent or none
     * @param required whether it is a problem if it is absent
     */
    public <T> T value(String key, String expected, Function<String, T> parse, T instead, boolean required) {
        return value(key, Message.asIs(expected), parse, instead, required);
    }

    private <T> T value(String key, Message expected, Function<String, T> parse, T instead, boolean required) {
        Value value = find(key);
        T parsed = value != null && value.node instanceof ScalarNode ? parse.apply(YamlFile.text(value.node)) : null;
        if (parsed == null && (value != null || required)) {
            problem(key, expected);
        }
        return parsed == null ? instead : parsed;
    }

    /**
     * The values of a list; none if it is absent.
     *
     * @param parse gives null for what is none
     */
    public <T> List<T> values(String key, String expected, Function<String, T> parse) {
        List<T> parsed = new ArrayList<>();
        for (Node each : list(key)) {
            T value = each instanceof ScalarNode ? parse.apply(YamlFile.text(each)) : null;
            if (value == null) {
                yaml.problem(each, path + key, expected);
            } else {
                parsed.add(value);
            }
        }
        return parsed;
    }

    /** A map in it; one without keys if it is absent. */
    public YamlMap map(String key) {
        Value value = find(key);
        return value == null ? new YamlMap(yaml, path + key + ".", node) : inner(value.path, value.node);
    }

    /** The maps of a list; none if it is absent. */
    public List<YamlMap> maps(String key) {
        List<YamlMap> maps = new ArrayList<>();
        for (Node each : list(key)) {
            maps.add(inner(path + key + "[" + maps.size() + "]", each));
        }
        return maps;
    }

    private YamlMap inner(String at, Node map) {
        return inner.computeIfAbsent(map, any -> {
            YamlMap it = new YamlMap(yaml, at + ".", map);
            if (map instanceof MappingNode present) {
                it.put(present);
            } else {
                yaml.problem(map, at, Message.of("value.map"));
            }
            return it;
        });
    }

    private List<Node> list(String key) {
        Value value = find(key);
        return value == null ? List.of() : yaml.list(value.path, value.node, Message.of("value.list"));
    }
}
