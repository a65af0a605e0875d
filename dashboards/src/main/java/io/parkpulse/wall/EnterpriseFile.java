package io.parkpulse.wall;

import com.fasterxml.jackson.databind.JsonNode;
import io.parkpulse.model.Enterprise;
import io.parkpulse.output.EnterpriseLine;
import java.time.LocalDate;
import java.util.TreeMap;

/** What is known of one enterprise: its rows of the registry, its latest two days, and when it was last heard of. */
final class EnterpriseFile {
    /**
     * A row of the registry.
     *
     * @param name as the page gets it: a text, or an object with names by language
     * @param evidence as written: may be blank
     * @param facts what figures are computed with; null where the row is not as the registry wants it
     */
    record Row(
            String park,
            JsonNode name,
            String tiers,
            String industry,
            String site,
            String grid,
            String priority,
            String evidence,
            String validTo,
            Enterprise facts) {}

    private static final int KEPT_DAYS = 2;

    private final TreeMap<String, Row> rows = new TreeMap<>();
    private final TreeMap<LocalDate, EnterpriseLine> days = new TreeMap<>();
    private LocalDate heard;
    private LocalDate atWork;

    void put(String validFrom, Row row) {
        rows.put(validFrom, row);
    }

    void removeRow(String validFrom) {
        rows.remove(validFrom);
    }

    void put(EnterpriseLine day) {
        if (isHeard(day) && (heard == null || heard.isBefore(day.day()))) {
            heard = day.day();
        }
        if (day.atWork() && (atWork == null || atWork.isBefore(day.day()))) {
            atWork = day.day();
        }
        days.put(day.day(), day);
        while (days.size() > KEPT_DAYS) {
            days.pollFirstEntry();
        }
    }

    /** Whether anything at all was heard of it. */
    private static boolean isHeard(EnterpriseLine day) {
        return day.coveredMs() > 0 || day.returned() > 0 || day.online() > 0;
    }

    void remove(LocalDate day) {
        days.remove(day);
    }

    /** What it counted with on a day; null if that is not known. */
    EnterpriseLine on(LocalDate day) {
        return days.get(day);
    }

    /** The row of a park that began last; null if it has none there. */
    Row rowIn(String park) {
        return rows.descendingMap().values().stream()
                .filter(row -> row.park().equals(park))
                .findFirst()
                .orElse(null);
    }

    /** What figures of a window in a park were computed with; null if that is not known. */
    Enterprise factsAt(String park, long lastInstant) {
        return rows.values().stream()
                .map(Row::facts)
                .filter(facts -> facts != null && facts.park().equals(park) && facts.validAt(lastInstant))
                .findFirst()
                .orElse(null);
    }

    /** The latest day of which there is a line; null for none. */
    LocalDate latestDay() {
        return days.isEmpty() ? null : days.lastKey();
    }

    /** The row that began last, where it is now; null if it is not in the registry. */
    Row latestRow() {
        return rows.isEmpty() ? null : rows.lastEntry().getValue();
    }

    /** The last day on which anything was heard of it; null for never. */
    LocalDate heard() {
        return heard;
    }

    /** The last day on which it was at work; null for never. */
    LocalDate atWork() {
        return atWork;
    }
}
