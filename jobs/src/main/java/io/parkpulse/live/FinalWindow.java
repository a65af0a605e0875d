package io.parkpulse.live;

/**
 * A trailing window of a scope that is emitted no more, and differs from the one before.
 *
 * @param scope number of the scope
 * @param end of the window, epoch milliseconds
 * @param sums one for each {@link io.parkpulse.index.Sum}
 */
public record FinalWindow(int scope, long end, long[] sums) {}
