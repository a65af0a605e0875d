package io.parkpulse.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What is under {@code docker/}, read. */
final class DockerFiles {
    static final Path DIRECTORY = Path.of("..", "docker");

    private static final JsonMapper JSON = new JsonMapper();

    private DockerFiles() {}

    static String text(String file) throws IOException {
        return Files.readString(DIRECTORY.resolve(file));
    }

    /** The documents of a YAML file. */
    static List<JsonNode> yaml(String file) throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(text(file))) {
            documents.add(merged(JSON.valueToTree(document)));
        }
        return documents;
    }

    /** The services of {@code compose.yaml} by name. */
    static Map<String, JsonNode> services() throws IOException {
        Map<String, JsonNode> services = new TreeMap<>();
        yaml("compose.yaml").get(0).get("services").properties().forEach(e -> services.put(e.getKey(), e.getValue()));
        return services;
    }

    /** What is said of Flink's configuration to a service. */
    static Map<String, String> flinkProperties(JsonNode service) {
        Map<String, String> properties = new LinkedHashMap<>();
        service.at("/environment/FLINK_PROPERTIES")
                .asText()
                .lines()
                .map(line -> line.split(": ", 2))
                .forEach(pair -> properties.put(pair[0], pair[1]));
        return properties;
    }

    /** The words of a service's command, with all variables empty. */
    static List<String> command(JsonNode service) {
        JsonNode command = service.get("command");
        if (command.isTextual()) {
            return List.of(
                    command.asText().replaceAll("\\$\\{[^}]*}", "").strip().split("\\s+"));
        }
        List<String> words = new ArrayList<>();
        command.forEach(word -> words.add(word.asText()));
        return words;
    }

    /** With the maps that {@code <<} puts into others. */
    private static JsonNode merged(JsonNode node) {
        if (node instanceof ObjectNode map) {
            ObjectNode all = JSON.createObjectNode();
            if (map.has("<<")) {
                all.setAll((ObjectNode) merged(map.get("<<")));
            }
            map.properties().stream()
                    .filter(entry -> !entry.getKey().equals("<<"))
                    .forEach(entry -> all.set(entry.getKey(), merged(entry.getValue())));
            return all;
        }
        if (node.isArray()) {
            List<JsonNode> elements = new ArrayList<>();
            node.forEach(element -> elements.add(merged(element)));
            return JSON.createArrayNode().addAll(elements);
        }
        return node;
    }

    /** The value of a property of the root pom. */
    static String pom(String property) throws IOException {
        String pom = Files.readString(Path.of("..", "pom.xml"));
        String before = "<" + property + ">";
        int start = pom.indexOf(before) + before.length();
        return pom.substring(start, pom.indexOf("</" + property + ">", start));
    }

    /** All files, each with its text. */
    static Map<Path, String> all() throws IOException {
        try (var files = Files.walk(DIRECTORY)) {
            List<Path> paths = files.filter(Files::isRegularFile)
                    .filter(path -> !path.getFileName().toString().equals(".env"))
                    .toList();
            Map<Path, String> texts = new TreeMap<>();
            for (Path path : paths) {
                texts.put(DIRECTORY.relativize(path), Files.readString(path));
            }
            return texts;
        }
    }
}
