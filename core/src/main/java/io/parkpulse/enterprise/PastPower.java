package io.parkpulse.enterprise;

import io.parkpulse.energy.Spread;

/** Knows again what the meters of an enterprise showed some time ago. */
@FunctionalInterface
interface PastPower {
    /**
     * Gives what the steps between two instants come to, and may give others too.
     *
     * @param energy takes Wh by step
     * @param covered takes covered milliseconds of all meters by step
     */
    void give(EnterpriseBook book, long from, long to, Spread.StepConsumer energy, Spread.StepConsumer covered);
}
