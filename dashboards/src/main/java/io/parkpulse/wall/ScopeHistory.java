package io.parkpulse.wall;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of one scope: its latest window and its days; where a history is kept also the windows of a day and a bit that
 * charts show, and what the present is compared with, the windows of the week before and the days of a lunar year.
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
    private final boolean keepsPast;
    private final WindowLog windows = new WindowLog();
    private final TreeMap<LocalDate, Day> days = new TreeMap<>();
    private final TreeMap<LocalDate, byte[]> earlierDays = new TreeMap<>();
    private String raw;

    /** @param keepsPast whether a history is kept of it */
    ScopeHistory(Scope scope, boolean keepsPast) {
        this.scope = scope;
        this.keepsPast = keepsPast;
    }

    Scope scope() {
        return scope;
    }

    /** Whether more than the present is known of it. */
    boolean keepsPast() {
        return keepsPast;
    }

    /** Takes a window; whether that is the latest one now. */
    boolean put(long end, Figures figures, String line) {
        long latest = windows.isEmpty() ? end : windows.lastEnd();
        if (end < latest) {
            if (keepsPast && end >= latest - KEPT_MILLIS) {
                windows.put(end, figures);
            }
            return false;
        }
        if (!keepsPast) {
            windows.clear();
        }
        windows.put(end, figures);
        raw = line;
        windows.forgetBefore(end - KEPT_MILLIS);
        return true;
    }

    /** Forgets a window, but for the latest one: that is what is shown, with its age. */
    void remove(long end) {
        windows.remove(end);
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
            if (keepsPast && first.getValue().isWhole()) {
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
        return windows.lastEnd();
    }

    Figures latest() {
        return windows.last();
    }

    /** The figures of a window, to be compared with; null if it is not known. */
    Figures at(long end) {
        return end < windows.lastEnd() - KEPT_MILLIS ? null : windows.at(end);
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

    /** The windows that charts show, by their ends. */
    TreeMap<Long, Figures> windows() {
        return windows.isEmpty() ? new TreeMap<>() : windows.from(windows.lastEnd() - SHOWN_MILLIS);
    }

    TreeMap<LocalDate, Day> days() {
        return days;
    }
}
