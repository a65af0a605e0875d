package io.parkpulse.enterprise;

import io.parkpulse.index.EnterpriseWindow;
import java.io.DataOutput;
import java.io.IOException;

/**
 * One aspect of what is observed of an enterprise, such as its power or its people. It takes what happens by step, ahead of the
 * enterprise's clock, and says what that comes to in a window that ends at the clock. The enterprise keeps the clock and
 * says it at each call, epoch milliseconds; it is the end of a step.
 */
interface Aspect {
    /** Whether nothing is left that could change any figure as time goes by, other than what lies after the clock. */
    boolean isQuiet(long clock);

    /** The end of the first step after the clock in which something happens; {@link Long#MAX_VALUE} if there is none. */
    long nextDue(long clock);

    /**
     * Moves one step on, to the clock.
     *
     * @return whether the trailing window may show something else than a step ago
     */
    boolean advance(long clock);

    /** Jumps to a later clock, over time in which nothing can change. */
    void skipTo(long clock);

    /** Observes the trailing window that ends at the clock, into the fields of the window that are its own. */
    void observe(long clock, EnterpriseWindow window);

    /** Observes a window of another length, which has no "now", likewise. */
    void observeSince(long from, long clock, EnterpriseWindow window);

    /** Writes what is needed to go on. */
    void write(DataOutput out) throws IOException;
}
