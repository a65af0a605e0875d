package io.parkpulse.roster;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The rows of one enterprise, in order of validity; none of one that is gone. Nearly every enterprise has one alone, which
 * is all of them by itself: there may be a million.
 */
public sealed interface EnterpriseRows extends Iterable<EnterpriseRow> permits EnterpriseRow, EnterpriseRows.Several {
    /** The place of no row. */
    int NO_ROW = -1;

    /** How many there are. */
    int size();

    /**
     * One of them.
     *
     * @param row its place, 0 to {@link #size} − 1
     */
    EnterpriseRow get(int row);

    /** All of them. */
    default Stream<EnterpriseRow> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    /** The one that holds at an instant; null if none does. */
    default EnterpriseRow at(long instant) {
        int row = placeAt(instant);
        return row == NO_ROW ? null : get(row);
    }

    /** The place of the one that holds at an instant; {@link #NO_ROW} if none does. */
    default int placeAt(long instant) {
        for (int row = 0; row < size(); row++) {
            if (get(row).validAt(instant)) {
                return row;
            }
        }
        return NO_ROW;
    }

    /**
     * Two or more of them, or none.
     *
     * @param rows in order of validity
     */
    record Several(List<EnterpriseRow> rows) implements EnterpriseRows {
        static final Several NONE = new Several(List.of());

        @Override
        public int size() {
            return rows.size();
        }

        @Override
        public EnterpriseRow get(int row) {
            return rows.get(row);
        }

        @Override
        public Iterator<EnterpriseRow> iterator() {
            return rows.iterator();
        }
    }
}
