package io.parkpulse.simulator;

import io.parkpulse.model.Names;
import io.parkpulse.model.Park;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;

/** Parks, enterprises and what is planned for their days. */
public interface Scenario {

    SimulatedDays days();

    List<Park> parks();

    /** Whether its enterprises have names by language, and not only one name. */
    default boolean namesByLanguage() {
        return false;
    }

    /** What its grids are called, by path; those without a name are not in it. */
    default SortedMap<String, Names> grids() {
        return Collections.emptySortedMap();
    }

    /** Hands over all premises, one after the other, always in the same order. They need not fit in memory. */
    void premises(Consumer<Premises> consumer);
}
