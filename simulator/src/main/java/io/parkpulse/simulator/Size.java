package io.parkpulse.simulator;

/** How many people an enterprise has on its books, and what follows from that. */
enum Size {
    /** Two to nine persons in one room. */
    MICRO(2, 9, 0),
    /** Ten to forty. */
    SMALL(10, 40, 0),
    /** About what statistics call above designated size. */
    MEDIUM(60, 380, 100),
    /** The leaders of a park; two to four meters. */
    LARGE(500, 1800, 1000);

    private final int least;
    private final int greatest;
    private final int severalMeters;

    Size(int least, int greatest, int severalMeters) {
        this.least = least;
        this.greatest = greatest;
        this.severalMeters = severalMeters;
    }

    int persons(Noise noise, long key) {
        return noise.between(least, greatest, key);
    }

    /** Number of meters. */
    int meters(Noise noise, long key) {
        if (!noise.chance(severalMeters, key)) {
            return 1;
        }
        return this == LARGE ? noise.between(2, 4, key + 1) : 2;
    }
}
