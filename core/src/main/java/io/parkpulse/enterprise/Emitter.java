package io.parkpulse.enterprise;

import io.parkpulse.index.EnterpriseWindow;

/**
 * What the figures of a group's enterprises are emitted through.
 *
 * @param window they are measured in, one after the other
 * @param table takes what they change of their scopes
 * @param results takes their days
 * @param sums room for what was emitted before, one for each {@link io.parkpulse.index.Sum}
 * @param past knows again what leaves their trailing windows
 */
record Emitter(EnterpriseWindow window, ScopeTable table, ResultCollector results, long[] sums, PastPower past) {}
