package io.parkpulse.connectors.lines;

import java.util.List;

/**
 * Which blocks no reader has: the state of the enumerator.
 *
 * @param next index of the first block never handed out; it and all later ones are to be
 * @param returned indexes of earlier blocks that came back from failed readers, ascending
 * @param fingerprint of the survey the indexes belong to
 */
record Unassigned(int next, List<Integer> returned, long fingerprint) {
    Unassigned {
        returned = List.copyOf(returned);
    }
}
