package io.parkpulse.registry;

import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Ids;
import io.parkpulse.model.Names;
import io.parkpulse.model.Park;
import io.parkpulse.model.RegistryColumns;
import io.parkpulse.model.Spelling;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads names of grids and regions. */
final class GridsFile {
    static final String NAME = RegistryColumns.GRIDS.file();

    private static final int PATHS_NAMED = 5;

    private final Table table;
    private final Map<String, Names> names = new HashMap<>();
    private final Map<String, Integer> rows = new HashMap<>();

    GridsFile(Table table) {
        this.table = table;
    }

    void read() {
        table.read(this::row);
    }

    /** By path; complete only if there were no problems. */
    Map<String, Names> names() {
        return names;
    }

    private void row(Row row) {
        String path = row.id("path", "the path of a grid or region, widest first, such as tianjin/dongli");
        if (path == null) {
            return;
        }
        row.path("path", Integer.MAX_VALUE);
        Integer earlier = rows.putIfAbsent(path, row.number());
        if (earlier != null) {
            row.problem("path", "a path that no other row has; " + row.place(earlier) + " has it");
        }
        Names own = row.names();
        if (own.isEmpty()) {
            row.problem(
                    "name_zh",
                    "a name in at least one of " + String.join(", ", RegistryColumns.NAMES) + ", or no such row");
        }
        if (row.sound()) {
            names.put(path, own);
        }
    }

    /** Warns of names of what there is not. */
    void warn(List<Park> parks, List<Enterprise> enterprises) {
        Set<String> unused = new TreeSet<>(Ids.BY_CODE_POINT);
        unused.addAll(names.keySet());
        Set<String> paths = new HashSet<>();
        parks.forEach(park -> paths.add(park.region()));
        enterprises.forEach(enterprise -> paths.add(enterprise.grid()));
        for (String path : paths) {
            unused.remove(path);
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                unused.remove(path.substring(0, slash));
            }
        }
        if (!unused.isEmpty()) {
            table.warn("paths in which no park and no enterprise lies: " + unused.size() + " ("
                    + unused.stream()
                            .limit(PATHS_NAMED)
                            .map(Spelling::printable)
                            .collect(Collectors.joining(", "))
                    + (unused.size() > PATHS_NAMED ? ", …" : "") + ")");
        }
    }
}
