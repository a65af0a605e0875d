package io.parkpulse.registry;

import io.parkpulse.files.checked.Problems;
import io.parkpulse.files.checked.TextFile;
import io.parkpulse.files.checked.YamlFile;
import io.parkpulse.mapping.MappedInput;
import io.parkpulse.mapping.Place;
import io.parkpulse.message.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads a mapping: a list {@code inputs} of files or topics, and what their rows mean. */
public final class MappingFile {
    private static final String INPUTS = "inputs";

    private final String name;
    private final Path dir;
    private final Path beside;
    private final Function<String, String> environment;
    private final Problems problems;
    private final YamlFile yaml;
    private final List<Input> inputs = new ArrayList<>();

    /** @param read null where it is wrong */
    private record Input(InputNodes nodes, InputReader reader, MappedInput read) {}

    private MappingFile(String name, Path dir, Path beside, Function<String, String> environment, Problems problems) {
        this.name = name;
        this.dir = dir;
        this.beside = beside;
        this.environment = environment;
        this.problems = problems;
        this.yaml = new YamlFile(name, problems);
    }

    /**
     * Reads a mapping.
     *
     * @param dir where files that it names are looked for, before the mapping's own folder
     * @param environment the values of environment variables; null for one that is not set
     * @throws RegistryException with everything that is wrong with it
     */
    public static MappingFile read(Path file, Path dir, Function<String, String> environment) throws RegistryException {
        Problems problems = new Problems();
        Path place = file.toAbsolutePath();
        String name = place.getFileName().toString();
        MappingFile mapping = new MappingFile(name, dir, place.getParent(), environment, problems);
        if (Files.notExists(place)) {
            problems.add(name, 0, Message.of("registry.does_not_exist"), Message.of("mapping.file", "file", file));
        } else {
            mapping.read(TextFile.read(place.getParent(), name, problems));
        }
        problems.throwIfAny(RegistryException::new);
        return mapping;
    }

    /** The inputs, in order. */
    public List<MappedInput> inputs() {
        return inputs.stream().map(Input::read).toList();
    }

    /**
     * Says of an input that one of its keys is not there, or means nothing that is.
     *
     * @param input its number in {@link #inputs()}
     */
    public void problem(int input, MappingKey key, Message expected) {
        InputNodes of = inputs.get(input).nodes();
        if (of.node(key) == null) {
            of.missing(key, expected);
        } else {
            of.wrong(key, expected);
        }
    }

    /**
     * Says of an input that what it names is not there, or not so.
     *
     * @param input its number in {@link #inputs()}
     */
    public void problem(int input, Place place, Message expected) {
        InputPlaces.Location location = inputs.get(input).reader().location(place);
        problems.add(name, location.line(), location.key(), place.text(), expected);
    }

    /** @throws RegistryException if anything was said by {@link #problem} */
    public void throwIfAny() throws RegistryException {
        problems.throwIfAny(RegistryException::new);
    }

    private void read(String text) {
        Optional<Node> root = text == null ? null : yaml.root(text, Message.of("mapping.map"));
        if (root == null) {
            return;
        }
        if (root.isEmpty() || !(root.get() instanceof MappingNode map)) {
            problems.add(name, root.map(YamlFile::line).orElse(0), INPUTS, null, Message.of("mapping.inputs"));
            return;
        }
        Node list = yaml.entries(map, "", Set.of(INPUTS)).get(INPUTS);
        if (!(list instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
            problems.add(
                    name,
                    list == null ? 0 : YamlFile.line(list),
                    INPUTS,
                    list == null ? null : YamlFile.shown(list),
                    Message.of("mapping.one_input"));
            return;
        }
        int number = 0;
        for (Node each : sequence.getValue()) {
            String path = INPUTS + "[" + number++ + "]";
            if (each instanceof MappingNode input) {
                InputNodes nodes = new InputNodes(name, yaml, problems, path + ".", input);
                InputReader reader = new InputReader(nodes, dir, beside, environment);
                inputs.add(new Input(nodes, reader, reader.read()));
            } else {
                yaml.problem(each, path, Message.of("mapping.input"));
            }
        }
    }
}
