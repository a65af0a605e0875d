package io.parkpulse.registry;

import io.parkpulse.files.checked.YamlFile;
import io.parkpulse.mapping.Place;
import io.parkpulse.mapping.RowFormat;
import io.parkpulse.message.Message;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads where something stands in the rows of an input, and keeps where the mapping says so. */
final class InputPlaces {
    static final String COLUMN = "column";
    static final String POINTER = "pointer";
    static final String CONSTANT = "constant";
    static final Message EXPECTED = Message.of("mapping.place");

    private final InputNodes nodes;
    private final RowFormat.Kind format;
    private final Map<Place, Location> locations = new HashMap<>();

    /** Where the mapping names a place. */
    record Location(int line, String key) {}

    InputPlaces(InputNodes nodes, RowFormat.Kind format) {
        this.nodes = nodes;
        this.format = format;
    }

    /** Where a place was named first. */
    Location location(Place place) {
        return locations.get(place);
    }

    /** A place from a scalar, or a map of one of its kinds; null if it is none, which is a problem then. */
    Place place(Node node, String path) {
        if (node instanceof ScalarNode scalar) {
            return remember(column(scalar.getValue(), node, path), node, path);
        }
        if (node instanceof MappingNode map) {
            Map<String, Node> entries = nodes.yaml().entries(map, path + ".", Set.of(COLUMN, POINTER, CONSTANT));
            if (entries.size() == 1) {
                var entry = entries.entrySet().iterator().next();
                return place(entry.getKey(), entry.getValue(), path + "." + entry.getKey());
            }
        }
        nodes.yaml().problem(node, path, EXPECTED);
        return null;
    }

    Place place(String kind, Node node, String path) {
        if (!(node instanceof ScalarNode scalar)) {
            nodes.yaml().problem(node, path, Message.of("value.text"));
            return null;
        }
        String text = scalar.getValue();
        Place place = switch (kind) {
            case COLUMN -> column(text, node, path);
            case POINTER -> pointer(text, node, path);
            default -> new Place(Place.Kind.CONSTANT, text);
        };
        return remember(place, node, path);
    }

    Place column(String text, Node node, String path) {
        if (format == RowFormat.Kind.CSV) {
            return new Place(Place.Kind.COLUMN, text.strip());
        }
        // A member of a record is its column.
        return text.startsWith("/")
                ? pointer(text, node, path)
                : new Place(Place.Kind.POINTER, "/" + text.replace("~", "~0").replace("/", "~1"));
    }

    private Place pointer(String text, Node node, String path) {
        if (format == RowFormat.Kind.CSV || !text.startsWith("/")) {
            nodes.yaml()
                    .problem(
                            node,
                            path,
                            format == RowFormat.Kind.CSV
                                    ? Message.of("mapping.csv_column")
                                    : Message.of("mapping.pointer"));
            return null;
        }
        return new Place(Place.Kind.POINTER, text);
    }

    Place remember(Place place, Node node, String path) {
        if (place != null) {
            locations.putIfAbsent(place, new Location(YamlFile.line(node), path));
        }
        return place;
    }
}
