package io.parkpulse.mapping;

/**
 * The order in time of the rows about one thing, by which local times are told apart that are twice there. Rows go forward
 * until one that can be of no other instant steps back; they then go backward, newest first, until one steps forward.
 */
final class RowOrder {
    private static final long BEFORE_ALL = Long.MIN_VALUE / 2;

    private boolean backward;
    /** Instant of the last row. */
    private long last = BEFORE_ALL;

    /** The next row is of this instant and of no other. */
    void take(long instant) {
        if (instant != last) {
            backward = instant < last;
        }
        last = instant;
    }

    /**
     * The next row is of one of two instants: of the nearest to the row before that goes on in the same direction, and of
     * the first one if none does.
     *
     * @param strictly whether it cannot be of the same instant as the row before
     * @return of which one
     */
    long takeOneOf(long first, long second, boolean strictly) {
        long least = strictly ? 1 : 0;
        boolean bothFollow = first - last >= least;
        backward &= !bothFollow;
        boolean secondIsNearest = backward ? last - second >= least : !bothFollow && second - last >= least;
        last = secondIsNearest ? second : first;
        return last;
    }
}
