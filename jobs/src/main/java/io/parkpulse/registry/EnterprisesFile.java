package io.parkpulse.registry;

import io.parkpulse.baseline.BaselineSet;
import io.parkpulse.message.Message;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.EnterpriseReader;
import io.parkpulse.model.Ids;
import io.parkpulse.model.RegistryColumns;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads enterprises. */
final class EnterprisesFile {
    static final String NAME = RegistryColumns.ENTERPRISES.file();

    private final ParksFile parks;
    private final BaselineRows baselines;
    private final Table table;
    private final List<Enterprise> enterprises = new ArrayList<>();
    private final Map<String, History> histories = new HashMap<>();
    private final EnterpriseReader reader = new EnterpriseReader();
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

    /** The one object for an id that the rows of an enterprise and of its meters share; the id itself if it is not known. */
    String shared(String id) {
        History history = histories.get(id);
        return history == null ? id : history.id;
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
        Enterprise enterprise = reader.read(row, id, park, column -> baseline(park, id, column));
        ZoneId zone = park == null ? null : parks.zone(park);
        Validity validity = row.validity(zone);
        if (id != null) {
            History history = histories.computeIfAbsent(id, History::new);
            history.addValidity(row, validity);
            if (zone != null) {
                history.addZone(row, zone);
            }
        }
        if (row.sound()) {
            enterprises.add(enterprise.during(validity.from(), validity.to()));
        }
    }

    /** What the baselines of the park say where the row says nothing. */
    private long baseline(String park, String id, String column) {
        BaselineSet set = park == null ? null : parks.baselines(park);
        Long energy = set == null ? null : baselines.energy(set, id, column);
        if (energy == null) {
            return 0;
        }
        used.put(park, set);
        return energy;
    }

    /** What the rows of one enterprise so far say together. A row that contradicts an earlier one is not added. */
    private static final class History {
        private final String id;
        private final Validities validities = new Validities();
        /** Whether all rows have a validity that is known and contradicts no other. */
        private boolean sound = true;

        private ZoneId zone;
        private int zoneRow;

        History(String id) {
            this.id = id;
        }

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
