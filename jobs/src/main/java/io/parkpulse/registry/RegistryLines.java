package io.parkpulse.registry;

import io.parkpulse.check.Example;
import io.parkpulse.check.Finding;
import io.parkpulse.files.checked.Problems;
import io.parkpulse.files.checked.TextFile;
import io.parkpulse.model.RegistryColumns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where in the files of a registry ids stand; looked up when it is to be said. */
public final class RegistryLines {
    private static final List<RegistryColumns> FILES = List.of(RegistryColumns.ENTERPRISES, RegistryColumns.METERS);

    private final Path dir;

    private RegistryLines(Path dir) {
        this.dir = dir;
    }

    public static RegistryLines in(Path dir) {
        return new RegistryLines(dir);
    }

    /** The findings, with the line of the first row of each id in those examples that are rows of the registry. */
    public List<Finding> located(List<Finding> findings) {
        Map<String, Map<String, Integer>> lines = new HashMap<>();
        for (RegistryColumns columns : FILES) {
            Set<String> ids = new HashSet<>();
            findings.forEach(finding -> finding.examples().stream()
                    .filter(example -> example.file().equals(columns.file()))
                    .forEach(example -> ids.add(example.id())));
            if (!ids.isEmpty() && Files.exists(dir.resolve(columns.file()))) {
                lines.put(columns.file(), lines(columns, ids));
            }
        }
        return findings.stream()
                .map(finding -> finding.withExamples(finding.examples().stream()
                        .map(example -> located(example, lines.get(example.file())))
                        .toList()))
                .toList();
    }

    private static Example located(Example example, Map<String, Integer> lines) {
        return lines != null && lines.containsKey(example.id()) ? example.inLine(lines.get(example.id())) : example;
    }

    private Map<String, Integer> lines(RegistryColumns columns, Set<String> ids) {
        // It was read and found to be sound before.
        Problems none = new Problems();
        Map<String, Integer> lines = new HashMap<>();
        String column = columns.required().get(0);
        new CsvTable(columns, TextFile.readTable(dir, columns.file(), none), none).read(row -> {
            if (ids.contains(row.text(column))) {
                lines.putIfAbsent(row.text(column), row.number());
            }
        });
        return lines;
    }
}
