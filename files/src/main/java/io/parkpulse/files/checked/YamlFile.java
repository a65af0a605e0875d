package io.parkpulse.files.checked;

import io.parkpulse.message.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A YAML file, walked node by node so that each problem has its line. */
public final class YamlFile {
    /** Far more than any file of ours needs, and far less than what a thread can go down. */
    private static final int DEEPEST = 50;

    private final String name;
    private final Problems problems;

    /** @param name what problems call it */
    public YamlFile(String name, Problems problems) {
        this.name = name;
        this.problems = problems;
    }

    /**
     * The root of a text; empty if there is nothing but comments.
     *
     * @param expected what the file should be, for problems
     * @return null if it is no YAML, which is a problem then
     */
    public Optional<Node> root(String text, Message expected) {
        Message yaml = Message.of("yaml.expected", "expected", expected);
        String readable = withoutLoneSurrogates(text);
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(name).build();
            int tooDeep = lineOfTooDeep(readable, settings);
            if (tooDeep > 0) {
                problems.add(name, tooDeep, Message.of("yaml.too_deep", "n", DEEPEST), yaml);
                return null;
            }
            return new Compose(settings).composeString(readable).filter(root -> !isNull(root));
        } catch (YamlEngineException e) {
            problems.add(name, line(e, readable), null, reason(e), yaml);
            return null;
        }
    }

    /** The line in which it is nested too deeply to be walked; 0 if it nowhere is. Goes no deeper itself. */
    private static int lineOfTooDeep(String text, LoadSettings settings) {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            switch (event.getEventId()) {
                case SequenceStart, MappingStart -> depth++;
                case SequenceEnd, MappingEnd -> depth--;
                default -> {}
            }
            if (depth > DEEPEST) {
                return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
            }
        }
        return 0;
    }

    /** Adds that something else was expected there. */
    public void problem(Node node, String path, Message expected) {
        problems.add(name, line(node), path, shown(node), expected);
    }

    /** The same where what was expected is not said in several languages. */
    public void problem(Node node, String path, String expected) {
        problem(node, path, Message.asIs(expected));
    }

    /** Adds that something was expected in a map that has nothing there. */
    void missing(Node map, String path, Message expected) {
        problems.add(name, line(map), path, null, expected);
    }

    /**
     * The entries of a map, in order, without those that are null and so as good as absent.
     *
     * @param path what stands before a key in problems
     * @param known the keys that mean something; null for any
     */
    public Map<String, Node> entries(MappingNode map, String path, Set<String> known) {
        Map<String, Node> entries = new LinkedHashMap<>();
        Map<String, Integer> lines = new LinkedHashMap<>();
        for (NodeTuple entry : map.getValue()) {
            String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            int line = line(entry.getKeyNode());
            Integer earlier = lines.putIfAbsent(key, line);
            if (earlier != null) {
                problems.add(name, line, path + key, null, Message.of("yaml.key_once", "line", earlier));
            } else if (known != null && !known.contains(key)) {
                problems.add(
                        name,
                        line,
                        path + key,
                        null,
                        Message.of(
                                "registry.one_of",
                                "words",
                                known.stream().sorted().collect(Collectors.joining(", "))));
            } else if (known == null || !isNull(entry.getValueNode())) {
                entries.put(key, entry.getValueNode());
            }
        }
        return entries;
    }

    /**
     * What stands in a list; nothing if it is none, which is a problem then.
     *
     * @param node null for a list that is absent
     * @param expected what it is a list of
     */
    public List<Node> list(String path, Node node, Message expected) {
        if (node == null) {
            return List.of();
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        problem(node, path, expected);
        return List.of();
    }

    /** Whether it says that there is nothing. */
    public static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar
                && (scalar.getTag().equals(Tag.NULL)
                        || scalar.isPlain()
                                && Stream.of("", "~", "null")
                                        .anyMatch(scalar.getValue().toLowerCase(Locale.ROOT)::equals));
    }

    /** A text of one line; empty for what is none. */
    public static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue().strip() : "";
    }

    /** What stands there, for problems. */
    public static String shown(Node node) {
        return node instanceof ScalarNode scalar
                ? scalar.getValue()
                : "a " + node.getNodeType().toString().toLowerCase(Locale.ROOT);
    }

    /** The line in which it begins, from 1; 0 if that is not known. */
    public static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    private static int line(YamlEngineException e, String text) {
        if (e instanceof MarkedYamlEngineException marked) {
            return marked.getProblemMark().map(mark -> mark.getLine() + 1).orElseGet(() -> lineReached(text));
        }
        if (e instanceof ReaderException reader) {
            int end = Math.min(reader.getPosition(), text.length());
            return 1
                    + (int) text.substring(0, end)
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
        }
        return lineReached(text);
    }

    /** The line up to which it is YAML. */
    private static int lineReached(String text) {
        int line = 1;
        try {
            for (Event event : new Parse(LoadSettings.builder().build()).parseString(text)) {
                line = event.getEndMark().map(mark -> mark.getLine() + 1).orElse(line);
            }
        } catch (YamlEngineException e) {
            // From here on it is none.
        }
        return line;
    }

    private static String reason(YamlEngineException e) {
        String reason = e instanceof MarkedYamlEngineException marked
                ? Stream.of(marked.getContext(), marked.getProblem())
                        .filter(part -> part != null)
                        .collect(Collectors.joining(", "))
                : String.valueOf(e.getMessage());
        return reason.strip().replace('\n', ' ');
    }

    /** Bytes that are no UTF-8 are reported already; YAML would stumble over what stands for them. */
    private static String withoutLoneSurrogates(String text) {
        StringBuilder result = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.getType(c) == Character.SURROGATE ? '\uFFFD' : c)
                .forEach(result::appendCodePoint);
        return result.toString();
    }
}
