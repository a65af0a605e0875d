package io.parkpulse.simulator;

import io.parkpulse.model.Stream;
import java.io.IOException;
import java.util.List;

/** What one stream says of a scenario. First all premises are added, then the lines are written in order of time. */
interface StreamLines {
    Stream stream();

    /**
     * Records that end as dead letters, in the order in which they come by turns: $known is the id of a subject that the
     * registry has, $at the current instant, $past two days before it.
     */
    List<String> defects();

    void add(Premises premises);

    /** About how many lines there will be. */
    long expectedLines();

    /** The lines of a quarter-hour, both counted from 0. */
    void write(int day, int quarter, LineWriter out) throws IOException;
}
