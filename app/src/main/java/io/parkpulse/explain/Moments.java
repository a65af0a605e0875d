package io.parkpulse.explain;

import io.parkpulse.output.EnterpriseLine;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/** What enterprises counted with in trailing windows, which a replay does not write. */
@FunctionalInterface
public interface Moments {
    /**
     * The enterprises of the 24 hours before each moment.
     *
     * @param ends where the windows end
     * @return for each end what counted then; the lines' day means nothing
     */
    Map<Instant, List<EnterpriseLine>> at(SortedSet<Instant> ends) throws IOException, InterruptedException;
}
