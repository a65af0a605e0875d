package io.parkpulse.wall;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.TreeMap;

/** What is known of one scope: its latest window, those of a day and a bit, and its closed days. */
final class ScopeHistory {
    /** A day and the hour by which clocks may have been changed, and one to spare. */
    private static final long KEPT_MILLIS = 26L * 3_600_000;

    private static final int KEPT_DAYS = 60;

    /**
     * A local day.
     *
     * @param raw its line
     */
    record Day(String raw, String status, long revision, Figures figures) {}

    private final Scope scope;
    private final TreeMap<Long, Figures> windows = new TreeMap<>();
    private final TreeMap<LocalDate, Day> days = new TreeMap<>();
    private String raw;

    ScopeHistory(Scope scope) {
        this.scope = scope;
    }

    Scope scope() {
        return scope;
    }

    /** Takes a window; whether that is the latest one now. */
    boolean put(long end, Figures figures, String line) {
        long latest = windows.isEmpty() ? Long.MIN_VALUE : windows.lastKey();
        if (end < latest && (!scope.hasHistory() || end < latest - KEPT_MILLIS)) {
            return false;
        }
        windows.put(end, figures);
        if (end < latest) {
            return false;
        }
        raw = line;
        windows.headMap(scope.hasHistory() ? end - KEPT_MILLIS : end, false).clear();
        return true;
    }

    void remove(long end) {
        if (windows.isEmpty() || end != windows.lastKey()) { // the latest one is what is shown, with its age
            windows.remove(end);
        }
    }

    void put(LocalDate date, JsonNode line, Figures figures, String text) {
        days.put(
                date,
                new Day(
                        text,
                        line.path("status").asText(""),
                        line.path("revision").asLong(),
                        figures));
        while (days.size() > KEPT_DAYS) {
            days.pollFirstEntry();
        }
    }

    void remove(LocalDate date) {
        days.remove(date);
    }

    /** The line of the latest window; null if there is none. */
    String latestLine() {
        return raw;
    }

    /** End of the latest window. */
    long latestEnd() {
        return windows.lastKey();
    }

    Figures latest() {
        return windows.lastEntry().getValue();
    }

    /** The window that ended at the same local time of the day before; null if there is none. */
    Figures yesterday(ZoneId zone) {
        return windows.get(Instant.ofEpochMilli(latestEnd())
                .atZone(zone)
                .minusDays(1)
                .toInstant()
                .toEpochMilli());
    }

    TreeMap<Long, Figures> windows() {
        return windows;
    }

    TreeMap<LocalDate, Day> days() {
        return days;
    }
}
