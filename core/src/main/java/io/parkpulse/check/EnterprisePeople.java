package io.parkpulse.check;

import io.parkpulse.model.Observation;

/**
 * The records of people of one enterprise, in order of time: who came, and how many a source says to be inside.
 *
 * @param number of the enterprise in the roster
 * @param day of its park
 * @param rows of a sample, as {@link #add} made them, in order
 */
record EnterprisePeople(int number, LocalDay day, long[][] rows) {
    private static final int PASSAGE = 1;
    /** Of a line's number; its revision stands above it, so that the greatest is the one that stands. */
    private static final int LINE_BITS = 44;

    private static final long MOST_REV = (1L << Long.SIZE - 1 - LINE_BITS) - 1;

    /** Keeps a record of the stream by which the enterprise's people are counted. */
    static void add(Observation record, Sample sample) {
        boolean passage = record.passage();
        long persons = passage ? record.value() - record.also() : record.value();
        sample.add(
                record.subject(),
                record.at(),
                hash(record.name()),
                persons << 1 | (passage ? PASSAGE : 0),
                Math.min(record.rev(), MOST_REV) << LINE_BITS | record.number());
    }

    long at(int record) {
        return rows[record][0];
    }

    /** The same for the same person or source. */
    long who(int record) {
        return rows[record][1];
    }

    /** How many are inside or, of a passage, how many more came than went; 0 of a check-in. */
    long persons(int record) {
        return rows[record][2] >> 1;
    }

    boolean isPassage(int record) {
        return (rows[record][2] & PASSAGE) != 0;
    }

    long line(int record) {
        return rows[record][3] & (1L << LINE_BITS) - 1;
    }

    /** Whether another record says the same once more, or otherwise by a higher revision; of people counted at gates. */
    boolean isReplaced(int record) {
        // They stand side by side.
        for (int before = record - 1; before >= 0 && isSame(before, record); before--) {
            if (rows[before][3] > rows[record][3]) {
                return true;
            }
        }
        for (int after = record + 1; after < rows.length && isSame(after, record); after++) {
            if (rows[after][3] > rows[record][3]) {
                return true;
            }
        }
        return false;
    }

    private boolean isSame(int one, int other) {
        return at(one) == at(other) && who(one) == who(other);
    }

    /** Different texts hardly ever have the same. */
    static long hash(String text) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        return hash;
    }
}
