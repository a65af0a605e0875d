package io.parkpulse.mapping;

/**
 * The order in time of the rows about one thing, by which local times are told apart that are twice there. Rows go forward
 * until one that can be of no other instant steps back; they then go backward, newest first, until one steps forward.
 */
final class RowOrder {
    private boolean begun;
    private boolean backward;
    /** Instant of the last row. */
    private long last;

    /** The next row is of this instant and of no other. */
    void take(long instant) {
        if (begun && instant != last) {
            backward = instant < last;
        }
        last = instant;
        begun = true;
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
        if (begun && first - last >= least) {
            backward = false;
        }
        long taken = first;
        if (begun && backward) {
            taken = last - second >= least ? second : first;
        } else if (begun && first - last < least && second - last >= least) {
            taken = second;
        }
        last = taken;
        begun = true;
        return taken;
    }
}
