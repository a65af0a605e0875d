package io.parkpulse.simulator;

import io.parkpulse.model.Park;
import java.util.List;
import java.util.function.Consumer;

/** Parks, enterprises and what is planned for their days. */
public interface Scenario {

    SimulatedDays days();

    List<Park> parks();

    /** Hands over all premises, one after the other, always in the same order. They need not fit in memory. */
    void premises(Consumer<Premises> consumer);
}
