package io.parkpulse.check;

import java.util.Arrays;

/**
 * Rows of four numbers by subject, in memory that is bounded: of all subjects as long as there is room, else of every
 * second, fourth, … of them. Which these are does not depend on the order in which rows come.
 */
final class Sample {
    /** Numbers of a row. */
    static final int WIDTH = 4;

    private static final int FIRST_ROWS = 4;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long[][] rows;
    private final int[] counts;
    private final int most;
    private final int mostOfOne;
    private long kept;
    private int halvings;

    /** @param most rows that are kept */
    Sample(int subjects, int most) {
        this.rows = new long[subjects][];
        this.counts = new int[subjects];
        this.most = most;
        this.mostOfOne = most / 4;
    }

    /** Whether the rows of a subject are kept. */
    boolean has(int subject) {
        return isKept(subject * GOLDEN, halvings);
    }

    /** Whether what has this hash is kept after so many halvings. */
    static boolean isKept(long hash, int halvings) {
        return halvings == 0 || hash >>> Long.SIZE - halvings == 0;
    }

    void add(int subject, long first, long second, long third, long fourth) {
        if (!has(subject) || counts[subject] == mostOfOne) {
            return;
        }
        int from = counts[subject] * WIDTH;
        long[] own = rows[subject];
        if (own == null) {
            own = new long[FIRST_ROWS * WIDTH];
        } else if (own.length == from) {
            own = Arrays.copyOf(own, (counts[subject] + counts[subject] / 2) * WIDTH);
        }
        own[from] = first;
        own[from + 1] = second;
        own[from + 2] = third;
        own[from + 3] = fourth;
        rows[subject] = own;
        counts[subject]++;
        kept++;
        while (kept > most) {
            halve();
        }
    }

    private void halve() {
        halvings++;
        for (int subject = 0; subject < rows.length; subject++) {
            if (rows[subject] != null && !has(subject)) {
                kept -= counts[subject];
                rows[subject] = null;
                counts[subject] = 0;
            }
        }
    }

    /** The rows of a subject, by their numbers in order; none if none are kept. They are no longer kept here. */
    long[][] take(int subject) {
        long[][] taken = new long[counts[subject]][];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = Arrays.copyOfRange(rows[subject], i * WIDTH, (i + 1) * WIDTH);
        }
        kept -= counts[subject];
        rows[subject] = null;
        counts[subject] = 0;
        Arrays.sort(taken, Arrays::compare);
        return taken;
    }
}
