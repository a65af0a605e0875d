package io.parkpulse.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How old points were when they could be read, by how many could be read each time one looked. */
final class PointAges {
    private final Map<Long, Long> seen = new HashMap<>();
    private final List<Reading> ages = new ArrayList<>();
    private long points;

    private record Reading(long ageMillis, long points) {}

    /**
     * Looked.
     *
     * @param end of the windows of points
     * @param count how many of them there are now
     * @param ageMillis how long ago their windows ended
     */
    void look(long end, long count, long ageMillis) {
        long more = count - seen.getOrDefault(end, 0L);
        if (more > 0) {
            seen.put(end, count);
            ages.add(new Reading(ageMillis, more));
            points += more;
        }
    }

    /** How many points were seen. */
    long points() {
        return points;
    }

    /** How many ends they are of. */
    int ends() {
        return seen.size();
    }

    /** The age, in milliseconds, that this share of the points do not exceed; there is a point. */
    long quantile(double share) {
        ages.sort(Comparator.comparingLong(Reading::ageMillis));
        long upTo = (long) Math.ceil(share * points);
        for (Reading reading : ages) {
            upTo -= reading.points;
            if (upTo <= 0) {
                return reading.ageMillis;
            }
        }
        throw new IllegalStateException("no points");
    }
}
