package io.parkpulse.wall;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of one scope: its latest window, those of a day and a bit, and its days. Of a place also what the present is
 * compared with: the windows of the week before, and the days of a lunar year.
 */
final class ScopeHistory {
    private static final long HOUR_MILLIS = 3_600_000;
    private static final long DAY_MILLIS = 24 * HOUR_MILLIS;

    /** The hour by which clocks may have been changed, and one to spare. */
    private static final long SPARE_MILLIS = 2 * HOUR_MILLIS;

    private static final long SHOWN_MILLIS = DAY_MILLIS + SPARE_MILLIS;
    private static final long KEPT_MILLIS = Comparison.MOST_DAYS_BACK * DAY_MILLIS + SPARE_MILLIS;

    private static final int SHOWN_DAYS = 60;
    /** A lunar year with a leap month has 385 days at most. */
    private static final int KEPT_DAYS = 390;

    /**
     * A local day.
     *
     * @param raw its line
     */
    record Day(String raw, String status, long revision, Figures figures) {
        boolean isWhole() {
            return status.equals("final");
        }
    }

    private final Scope scope;
    private final TreeMap<Long, Figures> windows = new TreeMap<>();
    private final TreeMap<Long, byte[]> earlierWindows = new TreeMap<>();
    private final TreeMap<LocalDate, Day> days = new TreeMap<>();
    private final TreeMap<LocalDate, byte[]> earlierDays = new TreeMap<>();
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
        if (end < latest) {
            if (scope.hasHistory() && end >= latest - KEPT_MILLIS) {
                windows.put(end, figures);
                tidyWindows(latest);
            }
            return false;
        }
        windows.put(end, figures);
        raw = line;
        tidyWindows(end);
        return true;
    }

    private void tidyWindows(long latest) {
        Map<Long, Figures> past = windows.headMap(scope.hasHistory() ? latest - SHOWN_MILLIS : latest, false);
        if (scope.hasHistory()) {
            past.forEach((end, figures) -> earlierWindows.put(end, figures.packed()));
            earlierWindows.headMap(latest - KEPT_MILLIS, false).clear();
        }
        past.clear();
    }

    void remove(long end) {
        if (windows.isEmpty() || end != windows.lastKey()) { // the latest one is what is shown, with its age
            windows.remove(end);
            earlierWindows.remove(end);
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
        while (days.size() > SHOWN_DAYS) {
            Map.Entry<LocalDate, Day> first = days.pollFirstEntry();
            if (scope.hasHistory() && first.getValue().isWhole()) {
                earlierDays.put(first.getKey(), first.getValue().figures().packed());
            }
        }
        earlierDays.headMap(days.lastKey().minusDays(KEPT_DAYS), false).clear();
    }

    void remove(LocalDate date) {
        days.remove(date);
        earlierDays.remove(date);
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

    /** The figures of a window, to be compared with; null if it is not known. */
    Figures at(long end) {
        Figures shown = windows.get(end);
        byte[] kept = shown == null ? earlierWindows.get(end) : null;
        return kept == null ? shown : Figures.unpacked(kept);
    }

    /** The latest day that has ended; null if none is known. */
    LocalDate latestWholeDay() {
        return days.descendingMap().entrySet().stream()
                .filter(day -> day.getValue().isWhole())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /** The figures of a day that has ended, to be compared with; null if it is not known. */
    Figures on(LocalDate date) {
        Day shown = days.get(date);
        if (shown != null) {
            return shown.isWhole() ? shown.figures() : null;
        }
        byte[] kept = earlierDays.get(date);
        return kept == null ? null : Figures.unpacked(kept);
    }

    TreeMap<Long, Figures> windows() {
        return windows;
    }

    TreeMap<LocalDate, Day> days() {
        return days;
    }
}
