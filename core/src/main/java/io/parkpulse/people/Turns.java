package io.parkpulse.people;

import io.parkpulse.model.Turn;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * By whose turn the gates of an enterprise begin anew, which changes where it moves to another park.
 *
 * @param rows in order of time
 */
public record Turns(List<Since> rows) {
    /** Of an enterprise that the registry has no longer: nothing is asked of it. */
    private static final Turn NONE = new Turn(LocalTime.MIDNIGHT, ZoneOffset.UTC);

    /**
     * From when on a turn holds.
     *
     * @param from epoch milliseconds; of the first one it does not matter
     */
    public record Since(long from, Turn turn) {}

    public Turns {
        rows = List.copyOf(rows);
    }

    /** The turn of the park that counts a window which ends there: that of the instant before. */
    Turn ofWindow(long end) {
        for (int row = rows.size() - 1; row > 0; row--) {
            if (rows.get(row).from() < end) {
                return rows.get(row).turn();
            }
        }
        return rows.isEmpty() ? NONE : rows.get(0).turn();
    }
}
