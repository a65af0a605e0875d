package io.parkpulse.registry;

import io.parkpulse.message.Message;
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
        String path = row.id("path", Message.of("registry.path"));
        if (path == null) {
            return;
        }
        row.path("path", Integer.MAX_VALUE);
        Integer earlier = rows.putIfAbsent(path, row.number());
        if (earlier != null) {
            row.problem("path", Message.of("registry.path_once", "row", row.place(earlier)));
        }
        Names own = row.names();
        if (own.isEmpty()) {
            row.problem(
                    "name_zh", Message.of("registry.any_name", "columns", String.join(", ", RegistryColumns.NAMES)));
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
            String some =
                    unused.stream().limit(PATHS_NAMED).map(Spelling::printable).collect(Collectors.joining(", "));
            table.warn(Message.of(
                    "registry.unused_paths",
                    "n",
                    unused.size(),
                    "paths",
                    some + (unused.size() > PATHS_NAMED ? ", …" : "")));
        }
    }
}
