package io.parkpulse.registry;

import java.util.Map;
import java.util.TreeMap;

/** The times of rows of which at most one holds at an instant. */
final class Validities {
    private Held first;
    private TreeMap<Long, Held> byFrom; // only where there are several, and few have that

    /** A row and when it holds. */
    record Held(Validity validity, int row) {}

    /** Adds a row, unless it overlaps with one that is there: gives that one then, else null. */
    Held add(Validity validity, int row) {
        Held held = new Held(validity, row);
        if (first == null) {
            first = held;
            return null;
        }
        Held other = overlapping(validity);
        if (other == null) {
            if (byFrom == null) {
                byFrom = new TreeMap<>();
                byFrom.put(first.validity.from(), first);
            }
            byFrom.put(validity.from(), held);
        }
        return other;
    }

    /** The last row that holds inside a time; null for none. */
    Held overlapping(Validity validity) {
        Held last = lastBefore(validity.to());
        return last != null && last.validity.overlaps(validity) ? last : null;
    }

    /** Of rows that hold not at all inside a time the last before it, else the first after it; null for none. */
    Held beside(Validity validity) {
        Held before = lastBefore(validity.to());
        return before != null || byFrom == null
                ? (before == null ? first : before)
                : byFrom.firstEntry().getValue();
    }

    private Held lastBefore(long instant) {
        if (byFrom != null) {
            Map.Entry<Long, Held> entry = byFrom.lowerEntry(instant);
            return entry == null ? null : entry.getValue();
        }
        return first != null && first.validity.from() < instant ? first : null;
    }
}
