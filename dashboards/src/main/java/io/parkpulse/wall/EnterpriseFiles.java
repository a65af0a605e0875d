package io.parkpulse.wall;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.parkpulse.breakdown.Member;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.EnterpriseReader;
import io.parkpulse.model.Method;
import io.parkpulse.model.RegistryColumns;
import io.parkpulse.output.EnterpriseLine;
import io.parkpulse.roster.ScopeNames;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of all enterprises. With what the registry says, a line of a day becomes what the enterprise counted with. */
final class EnterpriseFiles {
    private static final Logger LOG = LoggerFactory.getLogger(EnterpriseFiles.class);

    private final KnownRegistry registry;
    private final EnterpriseReader reader = new EnterpriseReader();
    private final Map<String, EnterpriseFile> files = new TreeMap<>();
    /** By park, the latest day of which any enterprise has a line. */
    private final Map<String, LocalDate> latestDays = new HashMap<>();

    EnterpriseFiles(KnownRegistry registry) {
        this.registry = registry;
    }

    /**
     * Takes a row of the registry.
     *
     * @param validFrom as written: may be blank
     */
    void put(String id, String validFrom, String park, JsonNode row) {
        file(id).put(
                        validFrom,
                        new EnterpriseFile.Row(
                                park,
                                name(row),
                                row.path("tiers").asText("").intern(),
                                row.path("industry").asText("").intern(),
                                row.path("site_kind").asText("").intern(),
                                row.path("grid").asText("").intern(),
                                row.path("priority").asText("").intern(),
                                row.path("evidence").asText("").intern(),
                                row.path("valid_to").asText(""),
                                facts(id, row, park)));
    }

    private EnterpriseFile file(String id) {
        return files.computeIfAbsent(id, it -> new EnterpriseFile());
    }

    private Enterprise facts(String id, JsonNode row, String park) {
        try {
            return EnterpriseCells.read(reader, id, row, registry.zoneOf(park));
        } catch (IllegalArgumentException e) {
            LOG.debug("the row of enterprise {} is not explained: {}", id, e.getMessage());
            return null;
        }
    }

    /** As the page gets it: the name alone, or with those by language. */
    private static JsonNode name(JsonNode row) {
        String name = row.path("name").asText("");
        ObjectNode byLanguage = WallModel.JSON.createObjectNode();
        for (String column : RegistryColumns.NAMES) {
            String own = row.path(column).asText("");
            if (!own.isBlank()) {
                byLanguage.put(column, own);
            }
        }
        return byLanguage.isEmpty() ? TextNode.valueOf(name) : byLanguage.put("name", name);
    }

    void removeRow(String id, String validFrom) {
        EnterpriseFile file = files.get(id);
        if (file != null) {
            file.removeRow(validFrom);
        }
    }

    /** Takes what an enterprise counted with on a day. */
    void put(String id, EnterpriseLine day) {
        file(id).put(day);
        latestDays.merge(day.park(), day.day(), (one, other) -> one.isAfter(other) ? one : other);
    }

    void remove(String id, LocalDate day) {
        EnterpriseFile file = files.get(id);
        if (file != null) {
            file.remove(day);
        }
    }

    /** The file of an enterprise; null if nothing was heard of it. */
    EnterpriseFile of(String id) {
        return files.get(id);
    }

    /** Visits all, in the order of their ids. */
    void forEach(BiConsumer<String, EnterpriseFile> visitor) {
        files.forEach(visitor);
    }

    /** The latest day of which any enterprise of a park has a line; null for none. */
    LocalDate latestDay(String park) {
        return latestDays.get(park);
    }

    /**
     * What an enterprise counted with on a day, with the row and the method by which it was computed; null where one of them is
     * not known, or where they do not come to what the line says.
     */
    Member member(EnterpriseFile file, EnterpriseLine day) {
        ParkRow park = day == null ? null : registry.park(day.park());
        Method method = park == null ? null : registry.method(park.method());
        if (method == null) {
            return null;
        }
        long from = startOf(day.day(), park);
        Enterprise facts = file.factsAt(day.park(), from + day.windowMs() - 1);
        if (facts == null) {
            return null;
        }
        Member member = new Member(day, facts, method, startOf(day.day().plusDays(1), park) - from);
        return member.isConsistent() ? member : null;
    }

    private static long startOf(LocalDate date, ParkRow park) {
        return date.atStartOfDay(park.zone()).toInstant().toEpochMilli();
    }

    /** An enterprise on a day if it counts in a scope; null if not, or if that is not known. */
    Member memberOf(Scope scope, EnterpriseFile file, LocalDate date) {
        EnterpriseLine day = file.on(date);
        ParkRow park = day == null ? null : registry.park(day.park());
        EnterpriseFile.Row row = park == null ? null : file.rowIn(day.park());
        return row != null && scope.holds(row, park) ? member(file, day) : null;
    }

    /**
     * An enterprise on a day, if it counted in a scope: by the method of its own park.
     *
     * @param usual the scope's method, where its park's is not known; null if that is not known either
     * @return null if it did not count there, or nothing is known of that day
     */
    Contributions.Counted counted(EnterpriseFile file, LocalDate date, Scope scope, Method usual) {
        EnterpriseLine day = file.on(date);
        if (day == null || usual == null) {
            return null;
        }
        ParkRow park = registry.park(day.park());
        Method own = registry.methodOf(day.park());
        Method method = own == null ? usual : own;
        EnterpriseFile.Row row = file.rowIn(day.park());
        boolean counts = scope.name().equals(ScopeNames.ofPark(day.park()))
                || park != null && row != null && scope.holds(row, park);
        return counts ? new Contributions.Counted(day, method.output(), EnterpriseState.isThin(day, method)) : null;
    }
}
