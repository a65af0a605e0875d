package io.parkpulse.mapping;

import io.parkpulse.ingest.TimeText;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Meter;
import io.parkpulse.model.Park;
import io.parkpulse.model.Registry;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What a mapping wants to know of a registry: its ids, and the zones of their parks. */
public final class IdBook {
    /** No record is of an earlier time. */
    private static final Instant FIRST = Instant.ofEpochMilli(TimeText.EARLIEST);

    private final Map<String, ZoneId> meters;
    private final Map<String, ZoneId> enterprises;

    private IdBook(Map<String, ZoneId> meters, Map<String, ZoneId> enterprises) {
        this.meters = meters;
        this.enterprises = enterprises;
    }

    public static IdBook of(Registry registry) {
        Map<String, ZoneId> parks = new HashMap<>();
        for (Park park : registry.parks()) {
            parks.put(park.id(), park.zone());
        }
        Map<String, ZoneId> enterprises = new HashMap<>();
        for (Enterprise enterprise : registry.enterprises()) {
            enterprises.put(enterprise.id(), parks.get(enterprise.park()));
        }
        Map<String, ZoneId> meters = new HashMap<>();
        for (Meter meter : registry.meters()) {
            meters.put(meter.id(), enterprises.get(meter.rows().get(0).enterprise()));
        }
        return new IdBook(meters, enterprises);
    }

    /** Whether a zone of its parks has local times that come twice. */
    boolean hasChangingClocks() {
        return enterprises.values().stream().distinct().anyMatch(IdBook::changes);
    }

    /** Whether clocks change in a zone. */
    static boolean changes(ZoneId zone) {
        return zone.getRules().nextTransition(FIRST) != null;
    }

    /** Whether a mapping finds the same in another one. */
    @Override
    public boolean equals(Object other) {
        return other instanceof IdBook book && meters.equals(book.meters) && enterprises.equals(book.enterprises);
    }

    @Override
    public int hashCode() {
        return Objects.hash(meters, enterprises);
    }

    /** The zone of the park of a meter or an enterprise; null if the registry has none of that id. */
    ZoneId zone(MappedField field, String id) {
        return (field == MappedField.METER ? meters : enterprises).get(id);
    }

    /** The ids that the registry has of a field; none, where it does not list them. */
    Set<String> ids(MappedField field) {
        return switch (field) {
            case METER -> meters.keySet();
            case ENTERPRISE -> enterprises.keySet();
            default -> Set.of();
        };
    }
}
