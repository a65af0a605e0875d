package io.parkpulse.wall;

import io.parkpulse.model.Method;
import io.parkpulse.model.Park;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/** The parks and methods of the registry, as far as its topic has told them. */
final class KnownRegistry {
    private final Map<String, ParkRow> parks = new HashMap<>();
    private final Map<String, Method> methods = new HashMap<>();

    /** Takes a park; whether it was not known so. */
    boolean put(String id, ParkRow park) {
        return !park.equals(parks.put(id, park));
    }

    /** Takes a method; whether it was not known so. */
    boolean put(String id, Method method) {
        return !method.equals(methods.put(id, method));
    }

    void removePark(String id) {
        parks.remove(id);
    }

    void removeMethod(String id) {
        methods.remove(id);
    }

    /** A park; null if it is not known. */
    ParkRow park(String id) {
        return parks.get(id);
    }

    /** A method; null if it is not known. */
    Method method(String id) {
        return methods.get(id);
    }

    /** The method of a park; null if it, or the park, is not known. */
    Method methodOf(String park) {
        ParkRow known = parks.get(park);
        return known == null ? null : methods.get(known.method());
    }

    /** The zone of a park's local times; that of the country where the park is not known, and above parks. */
    ZoneId zoneOf(String park) {
        ParkRow known = parks.get(park);
        return known == null ? Park.USUAL_ZONE : known.zone();
    }
}
