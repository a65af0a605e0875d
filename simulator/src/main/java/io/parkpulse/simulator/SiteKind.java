package io.parkpulse.simulator;

import io.parkpulse.files.checked.YamlMap;
import io.parkpulse.model.Process;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What buildings an enterprise sits in, and how they add to its load.
 *
 * @param id the word in the registry
 * @param percent how much of the load is the building's
 * @param hours the weights of its hours; empty where it has no load of its own
 * @param shifts of whoever works there; null for those of the industry
 * @param process of whatever is done there; null for that of the industry
 */
record SiteKind(String id, int percent, List<Integer> hours, Shifts shifts, Process process) {

    static SiteKind read(String id, YamlMap map, Map<String, Shifts> shifts) {
        return new SiteKind(
                id,
                map.whole("percent", 0, 100, 0),
                Industries.hours(map, "hours"),
                map.word("shifts", shifts, null),
                map.word("process", Industries.words(Process.values()), null));
    }

    /** The weights of an industry's hours, mixed with the building's own. */
    List<Integer> mixedWith(List<Integer> industry) {
        List<Integer> mixed = new ArrayList<>();
        for (int hour = 0; hour < industry.size(); hour++) {
            mixed.add(industry.get(hour) * (100 - percent) + (percent == 0 ? 0 : hours.get(hour) * percent));
        }
        return mixed;
    }
}
