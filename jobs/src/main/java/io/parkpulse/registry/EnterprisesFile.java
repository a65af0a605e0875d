package io.parkpulse.registry;

import io.parkpulse.baseline.BaselineSet;
import io.parkpulse.exact.Numbers;
import io.parkpulse.message.Message;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Evidence;
import io.parkpulse.model.Ids;
import io.parkpulse.model.Process;
import io.parkpulse.model.RegistryColumns;
import io.parkpulse.model.StaffSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads enterprises. */
final class EnterprisesFile {
    static final String NAME = RegistryColumns.ENTERPRISES.file();

    private static final int GRID_LEVELS = 5;
    private static final Map<String, String> SITE_KINDS =
            words(List.of("own-site", "trade-logistics", "office-building"), Function.identity());
    private static final Map<String, StaffSource> STAFF_SOURCES =
            words(List.of(StaffSource.values()), StaffSource::name);
    private static final Map<String, Evidence> EVIDENCES = words(List.of(Evidence.values()), Evidence::name);
    private static final Map<String, Process> PROCESSES =
            words(List.of(Process.values()), process -> process.name().toLowerCase(Locale.ROOT));

    private final ParksFile parks;
    private final BaselineRows baselines;
    private final Table table;
    private final List<Enterprise> enterprises = new ArrayList<>();
    private final Map<String, History> histories = new HashMap<>();
    private final Map<String, List<String>> tiers = new HashMap<>();
    private final Map<String, String> words = new HashMap<>();
    private final Map<String, BaselineSet> used = new HashMap<>();

    /**
     * @param parks read already
     * @param baselines read already
     */
    EnterprisesFile(ParksFile parks, BaselineRows baselines, Table table) {
        this.parks = parks;
        this.baselines = baselines;
        this.table = table;
    }

    void read() {
        table.read(this::row);
    }

    String name() {
        return table.name();
    }

    /** Whether a reference to this enterprise holds, or may hold once the rows that could not be read are mended. */
    boolean mayKnow(String id) {
        return histories.containsKey(id) || table.mayName(id);
    }

    /** The baselines that enterprises have because they have none of their own, by park. */
    Map<String, BaselineSet> baselines() {
        return used;
    }

    /** The zone of an enterprise's parks; null if it is not known. */
    ZoneId zone(String id) {
        History history = histories.get(id);
        return history == null ? null : history.zone;
    }

    /** Reports a row that refers to an enterprise at times only at which no row of the enterprise holds. */
    void checkInside(String id, Row row, Validity validity) {
        History history = histories.get(id);
        if (history == null
                || !history.sound
                || table.mayName(id)
                || history.validities.overlapping(validity) != null) {
            return;
        }
        Validities.Held beside = history.validities.beside(validity);
        row.problem(
                beside.validity().to() <= validity.from() ? "valid_from" : "valid_to",
                Message.of(
                        "registry.inside",
                        "row",
                        table.placeFromOutside(beside.row()),
                        "validity",
                        beside.validity().text()));
    }

    /** Sorted by id and validity; complete only if there were no problems. */
    List<Enterprise> sorted() {
        enterprises.sort(Comparator.comparing(Enterprise::id, Ids.BY_CODE_POINT).thenComparing(Enterprise::validFrom));
        return enterprises;
    }

    private void row(Row row) {
        String id = row.id("enterprise_id", Message.of("registry.id"));
        Message known = Message.of("registry.park_in", "file", parks.name());
        String park = row.id("park_id", known);
        if (park != null && !parks.mayKnow(park)) {
            row.problem("park_id", known);
        }
        String siteKind = row.word("site_kind", SITE_KINDS, "");
        String grid = row.path("grid", GRID_LEVELS);
        Long staffRegistered = row.whole("staff_registered", 0, Numbers.MAX, 0);
        Long staffRequired = row.whole("staff_required", 0, Numbers.MAX, staffRegistered == null ? 0 : staffRegistered);
        StaffSource staffSource = row.word("staff_source", STAFF_SOURCES, StaffSource.CHECKIN);
        Evidence evidence = row.word("evidence", EVIDENCES, null);
        Long baseline = energy(row, "baseline_wh", id, park);
        Long standby = energy(row, "standby_wh", id, park);
        Long capacity = energy(row, "capacity_wh", id, park);
        Process process = row.word("process", PROCESSES, Process.DISCRETE);
        ZoneId zone = park == null ? null : parks.zone(park);
        Validity validity = row.validity(zone);
        if (id != null) {
            History history = histories.computeIfAbsent(id, key -> new History());
            history.addValidity(row, validity);
            if (zone != null) {
                history.addZone(row, zone);
            }
        }
        if (row.sound()) {
            enterprises.add(new Enterprise(
                    id,
                    shared(park),
                    row.text("name"),
                    row.names(),
                    tiers.computeIfAbsent(row.text("tiers"), EnterprisesFile::tiers),
                    shared(row.text("industry")),
                    siteKind,
                    shared(grid),
                    shared(row.text("priority")),
                    staffRegistered,
                    staffRequired,
                    staffSource,
                    evidence,
                    baseline,
                    standby,
                    capacity,
                    process,
                    validity.from(),
                    validity.to()));
        }
    }

    /** What the cell says, or the baselines of the park where it is blank. */
    private Long energy(Row row, String column, String id, String park) {
        Long usual = null;
        if (park != null && row.text(column).isEmpty()) {
            BaselineSet set = parks.baselines(park);
            usual = baselines.energy(set, id, column);
            if (usual != null) {
                used.put(park, set);
            }
        }
        return row.whole(column, 0, Numbers.MAX, usual == null ? 0 : usual);
    }

    /** The same object for the same words: there are few of them and many rows. */
    private String shared(String word) {
        String known = words.putIfAbsent(word, word);
        return known == null ? word : known;
    }

    private static List<String> tiers(String text) {
        return Arrays.stream(text.split(";"))
                .map(String::strip)
                .filter(tier -> !tier.isEmpty())
                .distinct()
                .sorted(Ids.BY_CODE_POINT)
                .toList();
    }

    private static <T> Map<String, T> words(List<T> values, Function<T, String> word) {
        return values.stream().collect(Collectors.toMap(word, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    }

    /** What the rows of one enterprise so far say together. A row that contradicts an earlier one is not added. */
    private static final class History {
        private final Validities validities = new Validities();
        /** Whether all rows have a validity that is known and contradicts no other. */
        private boolean sound = true;

        private ZoneId zone;
        private int zoneRow;

        /** @param validity null if it is not known */
        void addValidity(Row row, Validity validity) {
            Validities.Held other = validity == null ? null : validities.add(validity, row.number());
            sound &= validity != null && other == null;
            if (other != null) {
                row.problem("valid_from", Message.of("registry.no_overlap", "row", row.place(other.row())));
            }
        }

        void addZone(Row row, ZoneId other) {
            if (zone == null) {
                zone = other;
                zoneRow = row.number();
            } else if (!zone.equals(other)) {
                row.problem(
                        "park_id",
                        Message.of("registry.same_zone", "zone", zone, "row", row.place(zoneRow), "other", other));
            }
        }
    }
}
