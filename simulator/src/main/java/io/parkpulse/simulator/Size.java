package io.parkpulse.simulator;

import io.parkpulse.files.checked.YamlMap;

/**
 * How many people an enterprise has on its books, and what follows from that.
 *
 * @param id the word in data files
 * @param gates whether gates count its people, unless three shifts come and go
 * @param severalMeters how many of 1000 have more than one meter, from {@code leastMeters} to {@code mostMeters}
 */
record Size(String id, int least, int most, boolean gates, int severalMeters, int leastMeters, int mostMeters) {

    static Size read(String id, YamlMap map) {
        return new Size(
                id,
                map.whole("least", 1, 100_000),
                map.whole("most", 1, 100_000),
                map.flag("gates"),
                map.whole("several_meters", 0, 1000, 0),
                map.whole("least_meters", 1, 9, 1),
                map.whole("most_meters", 1, 9, 1));
    }

    int persons(Noise noise, long key) {
        return noise.between(least, most, key);
    }

    /** Number of meters. */
    int meters(Noise noise, long key) {
        return noise.chance(severalMeters, key) ? noise.between(leastMeters, mostMeters, key + 1) : 1;
    }
}
