package io.parkpulse.roster;

import java.util.List;

/**
 * Which number means what. State and records of a job carry numbers, so they must mean the same when the registry has
 * changed: what is new gets further numbers, and the number of what is gone is not given again.
 *
 * @param enterprises ids, by number
 * @param meters ids, by number
 * @param scopes names, by number
 * @param groups numbers of enterprises, by number of the group
 * @param homes the park of each group
 * @param zones the zone of each group's days
 */
record Numbering(
        List<String> enterprises,
        List<String> meters,
        List<String> scopes,
        List<int[]> groups,
        List<String> homes,
        List<String> zones) {
    /** Nothing has a number yet. */
    static final Numbering NONE = new Numbering(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
}
