package io.parkpulse.play;

import java.io.Closeable;
import java.io.IOException;

/** The lines of one stream, blank ones left out. */
interface PlayedLines extends Closeable {
    /** Longer lines are refused. */
    int LONGEST = 64 << 20;

    /** The next line; null if there is none. */
    PlayedLine next() throws IOException;

    /** Closes nothing by default. */
    @Override
    default void close() throws IOException {}
}
