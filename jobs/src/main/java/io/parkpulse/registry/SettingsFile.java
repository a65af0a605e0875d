package io.parkpulse.registry;

import io.parkpulse.files.checked.Problems;
import io.parkpulse.files.checked.TextFile;
import io.parkpulse.files.checked.YamlFile;
import io.parkpulse.message.Message;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A YAML file of settings, in sections or not, read and checked whole: all problems are reported at once. */
public final class SettingsFile {
    private static final Message MAP = Message.of("setting.map");

    private final YamlFile yaml;
    private final Map<String, String> values = new LinkedHashMap<>();

    /**
     * A setting.
     *
     * @param path its name, with its section before it: {@code kafka.bootstrap}
     * @param expected what its value is, for problems and for the reference
     * @param standard its value where the file has none; null for one that may be absent
     * @param required whether the file must have it
     * @param meaning what it means, for the reference
     * @param parse throws {@link RuntimeException} if a text is none of its values
     */
    public record Key(
            String path,
            Message expected,
            String standard,
            boolean required,
            String meaning,
            Function<String, ?> parse) {}

    private SettingsFile(String name, Problems problems) {
        this.yaml = new YamlFile(name, problems);
    }

    /**
     * Reads a file.
     *
     * @param keys all settings there are
     * @return values by path; those that are absent have none
     * @throws RegistryException with everything that is wrong with it
     */
    public static Map<String, String> read(Path file, List<Key> keys) throws RegistryException {
        Problems problems = new Problems();
        Path place = file.toAbsolutePath();
        String name = place.getFileName().toString();
        SettingsFile settings = new SettingsFile(name, problems);
        if (!settings.read(TextFile.read(place.getParent(), name, problems), keys)) {
            // What it does not hold nobody can say.
            problems.throwIfAny(RegistryException::new);
        }
        for (Key key : keys) {
            if (key.required() && !settings.values.containsKey(key.path())) {
                problems.add(name, 0, key.path(), null, key.expected());
            }
        }
        problems.throwIfAny(RegistryException::new);
        keys.stream()
                .filter(key -> key.standard() != null)
                .forEach(key -> settings.values.putIfAbsent(key.path(), key.standard()));
        return settings.values;
    }

    /** False if it cannot be read, which is a problem then. */
    private boolean read(String text, List<Key> keys) {
        Optional<Node> root = text == null ? null : yaml.root(text, MAP);
        if (root == null || root.isEmpty()) {
            return root != null;
        }
        if (root.get() instanceof MappingNode map) {
            section(map, "", keys);
        } else {
            yaml.problem(root.get(), null, MAP);
        }
        return true;
    }

    private void section(MappingNode map, String prefix, List<Key> keys) {
        Set<String> known = keys.stream()
                .filter(key -> key.path().startsWith(prefix))
                .map(key -> key.path().substring(prefix.length()).split("\\.")[0])
                .collect(Collectors.toSet());
        yaml.entries(map, prefix, known).forEach((name, node) -> {
            String path = prefix + name;
            List<Key> own = keys.stream().filter(key -> key.path().equals(path)).toList();
            if (own.isEmpty()) {
                if (node instanceof MappingNode inner) {
                    section(inner, path + ".", keys);
                } else {
                    yaml.problem(node, path, MAP);
                }
            } else {
                value(own.get(0), node);
            }
        });
    }

    private void value(Key key, Node node) {
        if (!(node instanceof ScalarNode scalar)) {
            yaml.problem(node, key.path(), key.expected());
            // Not missing as well.
            values.put(key.path(), "");
            return;
        }
        String text = scalar.getValue().strip();
        values.put(key.path(), text);
        try {
            key.parse().apply(text);
        } catch (RuntimeException e) {
            yaml.problem(node, key.path(), key.expected());
        }
    }
}
