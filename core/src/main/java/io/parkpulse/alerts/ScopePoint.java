package io.parkpulse.alerts;

/**
 * A scope at the end of a step: the sums of its trailing 24 hours.
 *
 * @param scope number of the scope in the roster
 * @param sums one for each {@link io.parkpulse.index.Sum}
 */
public record ScopePoint(int scope, long[] sums) {}
