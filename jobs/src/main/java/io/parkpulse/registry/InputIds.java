package io.parkpulse.registry;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.parkpulse.files.checked.TextFile;
import io.parkpulse.mapping.IdRule;
import io.parkpulse.mapping.MappedField;
import io.parkpulse.message.Message;
import io.parkpulse.model.Stream;
import io.parkpulse.model.ValueForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads of an input how its ids become those of the registry. */
final class InputIds {
    private static final int MOST_PAD = 100;

    private final InputNodes input;
    private final Stream stream;
    private final Function<String, Path> folders;

    /** @param folders the folder in which a file is that the mapping names; null if there is none */
    InputIds(InputNodes input, Stream stream, Function<String, Path> folders) {
        this.input = input;
        this.stream = stream;
        this.folders = folders;
    }

    /** The rule of each field that is an id. */
    Map<MappedField, IdRule> ids() {
        Node node = input.node(MappingKey.IDS);
        if (node == null) {
            return Map.of();
        }
        String path = input.path(MappingKey.IDS);
        if (!(node instanceof MappingNode map)) {
            input.yaml().problem(node, path, Message.of("mapping.ids"));
            return Map.of();
        }
        Set<String> known = new HashSet<>(MappingKey.inside("ids."));
        List<MappedField> idFields = Arrays.stream(MappedField.values())
                .filter(field -> field.isId() && field.isOf(stream))
                .toList();
        idFields.forEach(field -> known.add(field.id()));
        Map<String, Node> nodes = new LinkedHashMap<>(input.yaml().entries(map, path + ".", known));
        Map<MappedField, IdRule> rules = new EnumMap<>(MappedField.class);
        IdRule all = idRule(nodes, path + ".");
        for (MappedField field : idFields) {
            Node own = nodes.get(field.id());
            if (own == null) {
                rules.put(field, all);
            } else if (own instanceof MappingNode ownMap) {
                String ownPath = path + "." + field.id() + ".";
                rules.put(field, idRule(input.yaml().entries(ownMap, ownPath, MappingKey.inside("ids.")), ownPath));
            } else {
                input.yaml().problem(own, path + "." + field.id(), Message.of("mapping.ids"));
            }
        }
        return rules;
    }

    private IdRule idRule(Map<String, Node> nodes, String path) {
        Set<String> folds = new HashSet<>();
        Node foldNode = nodes.get(MappingKey.IDS_FOLD.last());
        if (foldNode != null) {
            ValueForm form = ValueForm.oneOf(List.of("width", "case"), word -> word);
            for (Node each : foldNode instanceof SequenceNode sequence ? sequence.getValue() : List.of(foldNode)) {
                folds.add((String) input.value(each, path + MappingKey.IDS_FOLD.last(), form, ""));
            }
        }
        Node prefix = nodes.get(MappingKey.IDS_PREFIX.last());
        return new IdRule(
                        (Boolean) input.value(
                                nodes.get(MappingKey.IDS_TRIM.last()),
                                path + MappingKey.IDS_TRIM.last(),
                                ValueForm.flag(),
                                true),
                        folds.contains("width"),
                        folds.contains("case"),
                        (Integer) input.value(
                                nodes.get(MappingKey.IDS_PAD.last()),
                                path + MappingKey.IDS_PAD.last(),
                                ValueForm.whole(1, MOST_PAD),
                                0),
                        table(nodes.get(MappingKey.IDS_TABLE.last()), path + MappingKey.IDS_TABLE.last()),
                        prefix instanceof ScalarNode scalar ? scalar.getValue() : notText(prefix, path))
                .ready();
    }

    private String notText(Node prefix, String path) {
        if (prefix != null) {
            input.yaml().problem(prefix, path + MappingKey.IDS_PREFIX.last(), Message.of("value.text"));
        }
        return "";
    }

    private Map<String, String> table(Node node, String path) {
        if (node == null) {
            return Map.of();
        }
        String file = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        Path folder = folders.apply(file);
        if (folder == null) {
            input.yaml().problem(node, path, Message.of("mapping.table"));
            return Map.of();
        }
        String text = TextFile.readTable(folder, file, input.problems());
        Map<String, String> table = new HashMap<>();
        try (CsvReader<CsvRecord> rows = Csv.reader().ofCsvRecord(text == null ? "" : text)) {
            for (CsvRecord row : rows) {
                int line = (int) row.getStartingLineNumber();
                if (row.getFieldCount() < 2) {
                    input.problems().add(file, line, null, row.getField(0), Message.of("mapping.two_columns"));
                } else if (line > 1 || !row.getField(0).strip().equals("from")) {
                    String before =
                            table.putIfAbsent(row.getField(0), row.getField(1).strip());
                    if (before != null && !before.equals(row.getField(1).strip())) {
                        input.problems()
                                .add(
                                        file,
                                        line,
                                        "from",
                                        row.getField(0),
                                        Message.of("mapping.id_once", "before", before));
                    }
                }
            }
        } catch (CsvParseException e) {
            input.problems().add(file, 0, null, null, Message.of("registry.csv", "reason", e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // of a text there is none
        }
        return table;
    }
}
