package io.parkpulse.simulator;

import io.parkpulse.files.checked.YamlMap;
import io.parkpulse.model.Process;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An industry of the parks.
 *
 * @param id the word in the registry
 * @param chinese the word in an enterprise's name
 * @param kilowattHoursPerHead energy of a mean day for each person on the books
 * @param curves the load of a day on which work is done, by kind of site
 */
record Industry(
        String id,
        String chinese,
        Shifts shifts,
        Process process,
        int kilowattHoursPerHead,
        Map<String, LoadCurve> curves) {

    static Industry read(String id, YamlMap map, Map<String, Shifts> shifts, Collection<SiteKind> kinds) {
        List<Integer> hours = Industries.hours(map, "hours");
        return new Industry(
                id,
                map.text("chinese"),
                map.word("shifts", shifts),
                map.word("process", Industries.words(Process.values())),
                map.whole("kwh_per_head", 0, 1000),
                kinds.stream()
                        .collect(Collectors.toMap(SiteKind::id, kind -> LoadCurve.ofHours(kind.mixedWith(hours)))));
    }

    LoadCurve curve(SiteKind kind) {
        return curves.get(kind.id());
    }
}
