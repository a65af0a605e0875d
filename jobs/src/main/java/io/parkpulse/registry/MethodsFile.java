package io.parkpulse.registry;

import io.parkpulse.files.checked.Problems;
import io.parkpulse.files.checked.YamlFile;
import io.parkpulse.index.Methods;
import io.parkpulse.message.Message;
import io.parkpulse.model.Method;
import io.parkpulse.model.MethodParameter;
import io.parkpulse.model.Spelling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads methods: further ones, and other parameters for built-in ones. */
final class MethodsFile {
    static final String NAME = "methods.yaml";

    private static final String SOURCE_NAME = "source";
    private static final Set<String> PARAMETERS = Stream.concat(
                    Arrays.stream(MethodParameter.values()).map(MethodParameter::id), Stream.of(SOURCE_NAME))
            .collect(Collectors.toUnmodifiableSet());
    private static final String SOURCE_PATH = "source.";
    private static final Set<String> SOURCE = Set.of("text", "link");

    private final String name;
    private final Problems problems;
    private YamlFile yaml;
    private final Map<String, Method> builtIn = Methods.builtIn();
    private final Map<String, Method> methods = new LinkedHashMap<>(builtIn);
    /** What is being read, to be named in messages about it. */
    private String place;

    private boolean complete = true;

    /** @param name what the methods are in */
    MethodsFile(String name, Problems problems) {
        this.name = name;
        this.place = name;
        this.problems = problems;
        this.yaml = new YamlFile(name, problems);
    }

    String name() {
        return name;
    }

    /**
     * Takes one method that does not come from a file.
     *
     * @param where it comes from, to be named in messages
     * @param parameters by their names, those of the source as {@code source.text} and {@code source.link}
     */
    void add(String where, String id, Map<String, String> parameters) {
        place = where;
        yaml = new YamlFile(where, problems);
        List<NodeTuple> own = new ArrayList<>();
        List<NodeTuple> source = new ArrayList<>();
        parameters.forEach((parameter, text) -> {
            boolean nested = parameter.startsWith(SOURCE_PATH);
            (nested ? source : own)
                    .add(new NodeTuple(
                            scalar(nested ? parameter.substring(SOURCE_PATH.length()) : parameter), scalar(text)));
        });
        if (!source.isEmpty()) {
            own.add(new NodeTuple(scalar(SOURCE_NAME), map(source)));
        }
        method(id, map(own));
    }

    private static Node scalar(String text) {
        return new ScalarNode(Tag.STR, text, ScalarStyle.DOUBLE_QUOTED);
    }

    private static Node map(List<NodeTuple> entries) {
        return new MappingNode(Tag.MAP, entries, FlowStyle.BLOCK);
    }

    /** @param text null for a file that cannot be read */
    void read(String text) {
        complete = false;
        if (text == null) {
            return;
        }
        Optional<Node> root = yaml.root(text, Message.of("yaml.methods"));
        if (root == null) {
            return;
        }
        if (root.isEmpty()) {
            complete = true; // nothing but comments
        } else if (root.get() instanceof MappingNode map) {
            complete = true;
            yaml.entries(map, "", null).forEach(this::method);
        } else {
            yaml.problem(root.get(), null, Message.of("yaml.methods_map"));
        }
    }

    /** Whether a reference to this method holds, or may hold once the file is mended. */
    boolean mayKnow(String id) {
        return methods.containsKey(id) || !complete;
    }

    /** The built-in ones in their order, then those of the file in its order. */
    Map<String, Method> all() {
        return methods;
    }

    private void method(String id, Node node) {
        if (id.isBlank() || id.chars().anyMatch(Character::isISOControl)) {
            problems.add(
                    place,
                    YamlFile.line(node),
                    null,
                    "\"" + Spelling.printable(id) + "\"",
                    Message.of("yaml.method_id"));
        }
        Method base = builtIn.getOrDefault(id, builtIn.get(Method.DEFAULT_ID));
        Map<String, Node> parameters = Map.of();
        if (node instanceof MappingNode map) {
            parameters = yaml.entries(map, id + ".", PARAMETERS);
        } else if (!YamlFile.isNull(node)) {
            problems.add(place, YamlFile.line(node), id, YamlFile.shown(node), Message.of("yaml.parameters"));
        }
        // Known from here on, even if its parameters are wrong.
        methods.put(id, new Parameters(id, parameters).method(base));
    }

    /** The parameters of one method; what is absent, and what is wrong and reported, is as in another method. */
    private final class Parameters {
        private final String id;
        private final Map<String, Node> nodes;

        Parameters(String id, Map<String, Node> nodes) {
            this.id = id;
            this.nodes = nodes;
        }

        Method method(Method base) {
            Method method = Method.of(id, parameter -> value(parameter, base.value(parameter)));
            if (method.weightWork().signum() == 0 && method.weightOutput().signum() == 0) {
                String last = Stream.of(MethodParameter.WEIGHT_OUTPUT, MethodParameter.WEIGHT_WORK)
                        .map(MethodParameter::id)
                        .filter(nodes::containsKey)
                        .findFirst()
                        .orElseThrow();
                problem(last, nodes.get(last), Message.of("yaml.weight"));
            }
            Source source = source(base);
            return method.from(source.text, source.link);
        }

        private Object value(MethodParameter parameter, Object absent) {
            Node node = nodes.get(parameter.id());
            if (node == null) {
                return absent;
            }
            Object value = node instanceof ScalarNode scalar ? parameter.form().parse(scalar.getValue()) : null;
            if (value == null) {
                problem(parameter.id(), node, parameter.form().expected());
                return absent;
            }
            return value;
        }

        private Source source(Method base) {
            Node node = nodes.get(SOURCE_NAME);
            if (node instanceof ScalarNode scalar) {
                return new Source(scalar.getValue(), "");
            }
            if (node instanceof MappingNode map) {
                Map<String, Node> parts = yaml.entries(map, id + ".source.", SOURCE);
                return new Source(text("source.text", parts.get("text")), text("source.link", parts.get("link")));
            }
            if (node != null) {
                problem("source", node, Message.of("yaml.source"));
            }
            return new Source(base.sourceText(), base.sourceLink());
        }

        private String text(String name, Node node) {
            if (node == null) {
                return "";
            }
            if (node instanceof ScalarNode scalar) {
                return scalar.getValue();
            }
            problem(name, node, Message.of("value.text"));
            return "";
        }

        private void problem(String name, Node node, Message expected) {
            problems.add(place, YamlFile.line(node), id + "." + name, YamlFile.shown(node), expected);
        }
    }

    private record Source(String text, String link) {}
}
