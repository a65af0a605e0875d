package io.parkpulse.registry;

import io.parkpulse.files.checked.Problems;
import io.parkpulse.files.checked.YamlFile;
import io.parkpulse.message.Message;
import io.parkpulse.model.ValueForm;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** What stands under the keys of one input of a mapping, and what is wrong with it. */
final class InputNodes {
    static final ValueForm SEPARATOR = new ValueForm(
            Message.of("value.separator"),
            text -> text.equals("tab")
                    ? Character.valueOf('\t')
                    : text.length() == 1 && text.charAt(0) != '"' ? Character.valueOf(text.charAt(0)) : null);

    private final String file;
    private final YamlFile yaml;
    private final Problems problems;
    private final String path;
    private final Node node;
    private final Map<String, Node> nodes;

    /**
     * @param file its name, for messages
     * @param path of the input, such as {@code inputs[0].}
     * @param input what stands there
     */
    InputNodes(String file, YamlFile yaml, Problems problems, String path, MappingNode input) {
        this.file = file;
        this.yaml = yaml;
        this.problems = problems;
        this.path = path;
        this.node = input;
        this.nodes = yaml.entries(input, path, MappingKey.inside(""));
    }

    YamlFile yaml() {
        return yaml;
    }

    /** Takes problems of other files that the mapping names, too. */
    Problems problems() {
        return problems;
    }

    /** Says that something else was expected at a place in the file. */
    void problem(int line, String what, String value, Message expected) {
        problems.add(file, line, what, value, expected);
    }

    Node node(MappingKey key) {
        return nodes.get(key.path());
    }

    String path(MappingKey key) {
        return path(key.path());
    }

    /** What stands under a key of the input itself; null if nothing does. */
    Node node(String key) {
        return nodes.get(key);
    }

    /** The path of such a key, for messages. */
    String path(String key) {
        return path + key;
    }

    void missing(MappingKey key, Message expected) {
        missing(path(key), expected);
    }

    /** Says that something is not there. */
    void missing(String what, Message expected) {
        missing(node, what, expected);
    }

    /** Says that something is not there in what stands there. */
    void missing(Node in, String what, Message expected) {
        problems.add(file, YamlFile.line(in), what, null, expected);
    }

    void wrong(MappingKey key, Message expected) {
        yaml.problem(node(key), path(key), expected);
    }

    /** Null if it is none, which is a problem then. */
    String scalar(Node node, MappingKey key, Message expected) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        yaml.problem(node, path(key), expected);
        return null;
    }

    Object required(MappingKey key, ValueForm form) {
        if (node(key) == null) {
            missing(key, form.expected());
            return null;
        }
        return value(key, form, null);
    }

    Object value(MappingKey key, ValueForm form, Object absent) {
        return value(node(key), path(key), form, absent);
    }

    Object value(Node node, String path, ValueForm form, Object absent) {
        if (node == null) {
            return absent;
        }
        Object value = node instanceof ScalarNode scalar ? parse(form, scalar.getValue()) : null;
        if (value == null) {
            yaml.problem(node, path, form.expected());
            return absent;
        }
        return value;
    }

    /** A separator may be a blank, so what a form strips is given back. */
    private Object parse(ValueForm form, String text) {
        return form == SEPARATOR && text.length() == 1 ? Character.valueOf(text.charAt(0)) : form.parse(text);
    }

    void onlyFor(MappingKey key, boolean allowed, String what) {
        onlyFor(key, allowed, Message.asIs(what));
    }

    void onlyFor(MappingKey key, boolean allowed, Message what) {
        if (node(key) != null && !allowed) {
            wrong(key, Message.of("mapping.only_for", "what", what));
        }
    }
}
