package io.parkpulse.simulator;

import io.parkpulse.model.Park;

/**
 * A park of the articles of spring 2020.
 *
 * <p>What an article prints is cited where it is used; where it gives no components, the comments say what was chosen.
 */
interface SeedPark {

    Park park();

    /** Draws up its enterprises so that the last day has the published figures. */
    ParkPlan plan(SimulatedDays days, Noise noise);
}
