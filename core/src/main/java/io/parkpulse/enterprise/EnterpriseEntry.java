package io.parkpulse.enterprise;

import io.parkpulse.energy.Metering;
import io.parkpulse.index.DayColumn;
import io.parkpulse.index.EnterpriseWindow;
import io.parkpulse.people.Turns;
import io.parkpulse.roster.EnterpriseRow;
import io.parkpulse.roster.EnterpriseRows;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What the registry says of one enterprise.
 *
 * @param rows in order of time
 * @param tableScopes for each row, its scopes by their places in the group's table
 * @param metering when the rows of its meters hold
 */
record EnterpriseEntry(EnterpriseRows rows, int[][] tableScopes, Metering metering) {
    /** No row of the registry holds. */
    static final int NO_ROW = EnterpriseRows.NO_ROW;

    private static final int[] NO_SCOPES = {};

    /** Whether another one of the same group says the same. */
    boolean says(EnterpriseEntry other) {
        return metering.equals(other.metering)
                && rows.size() == other.rows.size()
                && IntStream.range(0, rows.size()).allMatch(row -> saySame(rows.get(row), other.rows.get(row)))
                && Arrays.deepEquals(tableScopes, other.tableScopes);
    }

    private static boolean saySame(EnterpriseRow a, EnterpriseRow b) {
        return a.enterprise().equals(b.enterprise())
                && a.criteria().method().equals(b.criteria().method())
                && a.turn().equals(b.turn());
    }

    /** When its gates that count in and out begin anew. */
    Turns turns() {
        return turns(rows);
    }

    /** The same of an enterprise with these rows. */
    static Turns turns(EnterpriseRows rows) {
        return new Turns(rows.stream()
                .map(row -> new Turns.Since(row.validFrom(), row.turn()))
                .toList());
    }

    /** The place of the row that holds at an instant; {@link #NO_ROW} if none does. */
    int rowHolding(long instant) {
        return rows.placeAt(instant);
    }

    /** The scopes that a row counts in, by their places in the group's table; none for {@link #NO_ROW}. */
    int[] scopes(int row) {
        return row == NO_ROW ? NO_SCOPES : tableScopes[row];
    }

    /** Measures a trailing window that ends there, in which the aspects were observed, by a row. */
    void measureTrailing(long end, int row, EnterpriseWindow window) {
        measure(row, end - WindowSchedule.TRAILING_MILLIS, end, WindowSchedule.TRAILING_MILLIS, window);
    }

    /** Measures a day in which the aspects were observed, by a row. */
    void measureDay(WindowSchedule.Day day, int row, EnterpriseWindow window) {
        measure(row, day.from(), day.to(), day.dayEnd() - day.from(), window);
    }

    private void measure(int row, long from, long to, long dayMs, EnterpriseWindow window) {
        window.windowMs = to - from;
        window.dayMs = dayMs;
        window.metered = metering.isMetered(from, to);
        window.dueMs = metering.dueMillis(from, to);
        window.measure(rows.get(row), rows.get(row).criteria());
    }

    /**
     * A day as it was measured.
     *
     * @param number of the enterprise
     */
    EnterpriseDay day(int number, WindowSchedule.Day day, int row, EnterpriseWindow window) {
        return new EnterpriseDay(day.epochDay(), number, rows.get(row).park(), DayColumn.of(window));
    }
}
