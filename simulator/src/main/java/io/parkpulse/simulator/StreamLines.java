package io.parkpulse.simulator;

import io.parkpulse.model.Stream;
import java.io.IOException;

/** What one stream says of a scenario. First all premises are added, then the lines are written in order of time. */
interface StreamLines {
    Stream stream();

    void add(Premises premises);

    /** About how many lines there will be. */
    long expectedLines();

    /** The lines of a quarter-hour, both counted from 0. */
    void write(int day, int quarter, LineWriter out) throws IOException;
}
