/**
 * Simulated parks: recordings that are the same bytes for the same seed, on any machine.
 *
 * <p>Data files describe the scenarios ({@code docs/scenarios.md}). A {@link io.parkpulse.simulator.Scenario} plans, for
 * every enterprise and day, how much energy is drawn and how many persons come; a {@link
 * io.parkpulse.simulator.Simulation} writes the readings, counts and check-ins that add up to exactly that. No figure is
 * written down in a recording: whatever is published about the parks comes out only when the readings are added up again.
 */
package io.parkpulse.simulator;
