package io.parkpulse.registry;

import io.parkpulse.baseline.BaselineSet;
import io.parkpulse.message.Message;
import io.parkpulse.model.Ids;
import io.parkpulse.model.Instants;
import io.parkpulse.model.Method;
import io.parkpulse.model.Park;
import io.parkpulse.model.RegistryColumns;
import io.parkpulse.model.Spelling;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads parks. */
final class ParksFile {
    static final String NAME = RegistryColumns.PARKS.file();

    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2100-01-01T00:00:00Z");
    private static final Pattern TURN = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
    private static final int STEP_SECONDS = 15 * 60;

    private final MethodsFile methods;
    private final BaselineRows baselines;
    private final Table table;
    private final List<Park> parks = new ArrayList<>();
    private final Map<String, Integer> rows = new HashMap<>();
    private final Map<String, ZoneId> zones = new HashMap<>();
    private final Map<String, BaselineSet> sets = new HashMap<>();
    private final Map<String, Optional<ZoneId>> zoneTexts = new HashMap<>();

    /** @param baselines read already */
    ParksFile(MethodsFile methods, BaselineRows baselines, Table table) {
        this.methods = methods;
        this.baselines = baselines;
        this.table = table;
    }

    void read() {
        table.read(this::row);
    }

    String name() {
        return table.name();
    }

    /** Whether a reference to this park holds, or may hold once the rows that could not be read are mended. */
    boolean mayKnow(String id) {
        return rows.containsKey(id) || table.mayName(id);
    }

    /** The zone of a park; null if that is not known. */
    ZoneId zone(String id) {
        return zones.get(id);
    }

    /** The baselines of a park's enterprises; null for none. */
    BaselineSet baselines(String id) {
        return sets.get(id);
    }

    /** Sorted by id; complete only if there were no problems. */
    List<Park> sorted() {
        parks.sort(Comparator.comparing(Park::id, Ids.BY_CODE_POINT));
        return parks;
    }

    private void row(Row row) {
        String id = row.id("park_id", Message.of("registry.id"));
        if (id != null) {
            Integer earlier = rows.putIfAbsent(id, row.number());
            if (earlier != null) {
                row.problem("park_id", Message.of("registry.id_once", "row", row.place(earlier)));
            }
        }
        ZoneId zone = zone(row);
        if (id != null) {
            zones.putIfAbsent(id, zone);
        }
        String region = row.path("region", Integer.MAX_VALUE);
        Long parkClass = row.whole("park_class", 1, 4, 0);
        Long batch = row.whole("batch", 1, 3, 0);
        LocalDate opensOn = opensOn(row);
        String method = Spelling.strip(row.text("method"));
        if (!method.isEmpty() && !methods.mayKnow(method)) {
            row.problem("method", Message.of("registry.method", "file", methods.name()));
        }
        LocalTime turn = turn(row);
        BaselineSet set = baselines.ofPark(row);
        if (id != null && set != null) {
            sets.putIfAbsent(id, set);
        }
        if (row.sound()) {
            parks.add(new Park(
                    id,
                    row.text("name_zh"),
                    row.text("name_en"),
                    row.text("name_ja"),
                    row.text("name_ko"),
                    region,
                    zone,
                    parkClass.intValue(),
                    batch.intValue(),
                    opensOn,
                    method.isEmpty() ? Method.DEFAULT_ID : method,
                    turn));
        }
    }

    private ZoneId zone(Row row) {
        String text = Spelling.strip(row.text("zone"));
        Optional<ZoneId> zone = zoneTexts.computeIfAbsent(text, ParksFile::zoneOf);
        if (zone.isEmpty()) {
            row.problem("zone", Message.of("registry.zone"));
            return null;
        }
        if (!ofWholeQuarters(zone.get())) {
            row.problem("zone", Message.of("registry.zone_quarters"));
            return null;
        }
        return zone.get();
    }

    /** The zone that a cell says, the default one if it is blank; empty if it says none. */
    static Optional<ZoneId> zoneOf(String text) {
        try {
            return Optional.of(text.isBlank() ? Park.USUAL_ZONE : ZoneId.of(text.strip()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Local days must begin at a step, whatever the length of the steps. */
    private static boolean ofWholeQuarters(ZoneId zone) {
        ZoneRules rules = zone.getRules();
        boolean whole = ofWholeQuarters(rules.getOffset(FIRST));
        ZoneOffsetTransition change = rules.nextTransition(FIRST);
        while (whole && change != null && change.getInstant().isBefore(LAST)) {
            whole = ofWholeQuarters(change.getOffsetAfter());
            change = rules.nextTransition(change.getInstant());
        }
        return whole;
    }

    private static boolean ofWholeQuarters(ZoneOffset offset) {
        return offset.getTotalSeconds() % STEP_SECONDS == 0;
    }

    private static LocalTime turn(Row row) {
        String text = Spelling.strip(row.text("turn"));
        if (text.isEmpty()) {
            return Park.USUAL_TURN;
        }
        if (!TURN.matcher(text).matches()) {
            row.problem("turn", Message.of("registry.turn"));
            return null;
        }
        return LocalTime.parse(text);
    }

    private static LocalDate opensOn(Row row) {
        String text = Spelling.strip(row.text("opens_on"));
        LocalDate date = Instants.date(text);
        if (date == null && !text.isEmpty()) {
            row.problem("opens_on", Message.of("registry.opens_on"));
        }
        return date;
    }
}
