package io.parkpulse.simulator;

import io.parkpulse.files.checked.Problem;
import io.parkpulse.files.checked.Problems;
import io.parkpulse.files.checked.TextFile;
import io.parkpulse.files.checked.YamlFile;
import io.parkpulse.files.checked.YamlMap;
import io.parkpulse.message.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;

/** The data files of one scenario, and what is wrong with them. */
final class DataFiles {

    static final String ENDING = ".yaml";

    private final Path directory;
    private final Problems problems = new Problems();
    private final List<YamlMap> maps = new ArrayList<>();

    private DataFiles(Path directory) {
        this.directory = directory;
    }

    /** Those that come along. */
    static DataFiles builtIn() {
        return new DataFiles(null);
    }

    /** Those of a user in a folder. Beside them there are the parks that come along: their names have no ending. */
    static DataFiles in(Path directory) {
        return new DataFiles(directory);
    }

    /**
     * Reads a file that should be a map.
     *
     * @throws IllegalArgumentException if it is none, with all that was found wrong until now; the message is for users
     */
    YamlMap read(String file) {
        boolean own = directory != null && file.endsWith(ENDING);
        String name = own ? file : "the built-in " + file;
        String text = own ? TextFile.read(directory, file, problems) : resource(file);
        YamlFile yaml = new YamlFile(name, problems);
        Optional<Node> root = text == null ? null : yaml.root(text, Message.of("value.map"));
        if (root != null && root.isEmpty()) {
            problems.add(name, 0, null, "empty", "a map");
        }
        if (root == null || root.isEmpty()) {
            problems.throwIfAny(DataFiles::failure);
        }
        YamlMap map = new YamlMap(yaml, root.orElseThrow());
        maps.add(map);
        return map;
    }

    /** Whether a file comes along. */
    static boolean isBuiltIn(String file) {
        return DataFiles.class.getResource(resourceName(file)) != null;
    }

    private static String resourceName(String file) {
        return file.endsWith(ENDING) ? file : "parks/" + file + ENDING;
    }

    private static String resource(String file) {
        try (InputStream in = DataFiles.class.getResourceAsStream(resourceName(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Ends the reading: what was not read until now means nothing.
     *
     * @throws IllegalArgumentException if anything is wrong, with a line for each problem; the message is for users
     */
    void end() {
        maps.forEach(YamlMap::reportOthers);
        problems.throwIfAny(DataFiles::failure);
    }

    private static IllegalArgumentException failure(List<Problem> problems) {
        return new IllegalArgumentException(
                problems.stream().map(Problem::toString).distinct().collect(Collectors.joining("\n")));
    }
}
