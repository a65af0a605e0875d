package io.parkpulse.registry;

import io.parkpulse.baseline.BaselineSet;
import io.parkpulse.exact.Numbers;
import io.parkpulse.message.Message;
import io.parkpulse.model.Ids;
import io.parkpulse.model.Instants;
import io.parkpulse.model.RegistryColumns;
import io.parkpulse.model.Spelling;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads baselines, which enterprises have whose own cells are blank. */
final class BaselineRows {
    static final String NAME = RegistryColumns.BASELINES.file();

    /** The columns of an enterprise that may come from here. */
    static final List<String> ENERGIES = List.of("baseline_wh", "standby_wh", "capacity_wh");

    private static final int IDS_NAMED = 5;

    private final Table table;
    /** By id: what the first row of it says, and where that is. */
    private final Map<String, Said> sets = new TreeMap<>(Ids.BY_CODE_POINT);

    /** By the id of baselines and that of an enterprise. */
    private final Map<String, Map<String, Row>> rows = new HashMap<>();

    /** What parks name though there are no baselines. */
    private final Set<String> named = new TreeSet<>(Ids.BY_CODE_POINT);

    private record Said(BaselineSet set, int row) {}

    /** @param table null where rows that enterprises have already say what there is to say */
    BaselineRows(Table table) {
        this.table = table;
    }

    void read() {
        if (table != null) {
            table.read(this::row);
        }
    }

    private void row(Row row) {
        String enterprise = row.id("enterprise_id", Message.of("registry.enterprise"));
        String id = row.id("baseline_id", Message.of("registry.id"));
        LocalDate from = day(row, "from");
        LocalDate to = day(row, "to");
        ENERGIES.forEach(column -> row.whole(column, 0, Numbers.MAX, 0));
        if (from != null && to != null && to.isBefore(from)) {
            row.problem("to", Message.of("registry.day_after_from"));
        } else if (id != null && from != null && to != null) {
            BaselineSet set = new BaselineSet(id, from, to);
            Said first = sets.putIfAbsent(id, new Said(set, row.number()));
            if (first != null && !first.set.equals(set)) {
                row.problem(
                        from.equals(first.set.from()) ? "to" : "from",
                        Message.of("registry.same_days", "set", first.set.inWords(), "row", row.place(first.row)));
            }
        }
        if (enterprise != null && id != null) {
            Row earlier = rows.computeIfAbsent(id, none -> new HashMap<>()).putIfAbsent(enterprise, row);
            if (earlier != null) {
                row.problem("enterprise_id", Message.of("registry.baseline_once", "row", earlier.place()));
            }
        }
    }

    private static LocalDate day(Row row, String column) {
        LocalDate day = Instants.date(Spelling.strip(row.text(column)));
        if (day == null) {
            row.problem(column, Message.of("registry.day"));
        }
        return day;
    }

    /** The baselines of a park, by its row; null for none, and for those that are a problem of the row. */
    BaselineSet ofPark(Row park) {
        String id = Spelling.strip(park.text("baseline"));
        if (sets.isEmpty() && !id.isEmpty()) {
            named.add(id);
        }
        if (sets.isEmpty() || table.mayName(id)) {
            return null;
        }
        if (id.isEmpty() && sets.size() == 1) {
            return sets.values().iterator().next().set;
        }
        Said said = sets.get(id);
        if (said == null) {
            park.problem(
                    "baseline", Message.of("registry.baselines_in", "file", table.name(), "ids", some(sets.keySet())));
        }
        return said == null ? null : said.set;
    }

    /**
     * What baselines say of an enterprise.
     *
     * @param set null for none
     * @param column one of {@link #ENERGIES}
     * @return null for nothing
     */
    Long energy(BaselineSet set, String enterprise, String column) {
        Row row = set == null ? null : rows.getOrDefault(set.id(), Map.of()).get(enterprise);
        return row == null || row.text(column).isEmpty() ? null : Numbers.whole(Spelling.strip(row.text(column)));
    }

    /** Warns of what leads nowhere. */
    void warn(EnterprisesFile enterprises) {
        if (table != null && !named.isEmpty()) {
            table.warn(Message.of("registry.no_baselines", "ids", some(named), "file", enterprises.name()));
        }
        Set<String> unknown = new TreeSet<>(Ids.BY_CODE_POINT);
        Set<String> seen = new HashSet<>();
        rows.values()
                .forEach(ofSet -> ofSet.keySet().stream()
                        .filter(seen::add)
                        .filter(id -> !enterprises.mayKnow(id))
                        .forEach(unknown::add));
        if (!unknown.isEmpty()) {
            table.warn(Message.of(
                    "registry.unknown_enterprises",
                    "file",
                    enterprises.name(),
                    "n",
                    unknown.size(),
                    "ids",
                    some(unknown)));
        }
    }

    private static String some(Set<String> ids) {
        return ids.stream().limit(IDS_NAMED).map(Spelling::printable).collect(Collectors.joining(", "))
                + (ids.size() > IDS_NAMED ? ", …" : "");
    }
}
